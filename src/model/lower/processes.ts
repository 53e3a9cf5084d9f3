import type { Span } from "../../source.js";
import type * as ast from "../../syntax/ast.js";
import type * as ir from "../ir.js";
import type { ProcessSymbol } from "../symbols.js";
import { type Context, numberOf } from "./context.js";
import { lowerExpr, lowerTemplate } from "./expressions.js";
import { labelIndex } from "./references.js";
import { lowerBlock, ownLabel } from "./statements.js";

/*
 * A process becomes labelled steps. The step at a label L runs what follows L in its block, then, unless that has reached
 * a label on every way, what follows the surrounding `if` or `either` in the block outside, back to the test of a
 * surrounding `while`, and so on outwards; past the last statement the process is at `done`. Each of these pieces is
 * lowered by itself and they stand one after another: a piece that jumps ends the step, so what stands behind it runs
 * only on the ways that fall through.
 */

/** What follows a block: the place behind the statement that contains it, or the way back to a loop's test. */
interface Outside {
  readonly block: ast.Block;
  /** Where to go on in `block`: behind the containing statement, or at the containing `while` itself. */
  readonly index: number;
  readonly next: Outside | undefined;
}

interface Place {
  readonly label: Extract<ast.Statement, { kind: "label" }>;
  readonly after: Outside;
}

export function lowerProcess(declaration: ast.ProcessDeclaration, pc: number, context: Context): ir.Process {
  const process = context.process(declaration);
  const places: Place[] = [];
  collect(declaration.body, undefined, places);
  const labels = places.map(({ label, after }): ir.Label => {
    const body = lowerFrom(after, process, declaration.span, context);
    return { name: label.name.text, body, says: lowerTemplate(label.says, context), span: label.name.span };
  });
  const { parameter } = process;
  return {
    name: process.name,
    doc: declaration.doc,
    fairness: declaration.fairness,
    parameter: parameter === undefined ? undefined : context.binding(parameter),
    set: declaration.parameter === undefined ? undefined : lowerExpr(declaration.parameter.set, context),
    pc,
    locals: process.locals.map((local) => numberOf(local.declaration, context.slotOf)),
    labels: [...labels, { name: "done", body: [], says: undefined, span: declaration.name.span }],
    span: declaration.span,
  };
}

/** Finds the labels of a block and of the blocks inside, in the order of the text, with what follows each. */
function collect(block: ast.Block, next: Outside | undefined, places: Place[]): void {
  block.statements.forEach((statement, index) => {
    const behind = { block, index: index + 1, next };
    switch (statement.kind) {
      case "label":
        places.push({ label: statement, after: behind });
        return;
      case "if":
        for (const branch of statement.branches) collect(branch.body, behind, places);
        if (statement.else !== undefined) collect(statement.else, behind, places);
        return;
      case "either":
        for (const branch of statement.branches) collect(branch, behind, places);
        return;
      case "while":
        collect(statement.body, { block, index, next }, places);
        return;
      default:
        return;
    }
  });
}

function lowerFrom(after: Outside, process: ProcessSymbol, end: Span, context: Context): ir.Block {
  const lowered: ir.Statement[] = [];
  for (let place: Outside | undefined = after; place !== undefined; place = place.next) {
    const label = place === after ? undefined : loopLabel(place);
    if (label !== undefined)
      return [...lowered, { kind: "goto", span: label.span, label: labelIndex(process, label.text) }];
    lowered.push(...lowerBlock(place.block, place.index, process, context));
    if (jumps(lowered.at(-1))) return lowered;
  }
  return [...lowered, { kind: "goto", span: end, label: process.labels.length }];
}

/** The label of the `while` that this place leads back to, when it has one of its own. */
function loopLabel(place: Outside): ast.Name | undefined {
  return place.block.statements[place.index]?.kind === "while" ? ownLabel(place.block, place.index) : undefined;
}

/** Does every way through the statement end the step? */
function jumps(statement: ir.Statement | undefined): boolean {
  switch (statement?.kind) {
    case "goto":
      return true;
    case "if":
      return jumps(statement.then.at(-1)) && jumps(statement.else.at(-1));
    case "either":
      return statement.branches.every((branch) => jumps(branch.at(-1)));
    default:
      return false;
  }
}
