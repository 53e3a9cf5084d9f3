import type { Diagnostic } from "../../diagnostic.js";
import type { Span } from "../../source.js";
import type * as ast from "../../syntax/ast.js";
import { blocksOf, eachStatement } from "../../syntax/walk.js";
import {
  afterGoto,
  gotoOutside,
  labelNotAllowed,
  labelTwice,
  loopInStep,
  loopWithoutLabel,
  noFirstLabel,
  noSteps,
} from "../errors/steps.js";
import { waysOf, waysThrough } from "./ways.js";

/** Labels, `goto` and `while` of a process stand where they may. */
export function checkProcess(process: ast.ProcessDeclaration): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const first = process.body.statements[0];
  if (first === undefined) found.push(noSteps(process.name));
  else if (first.kind !== "label") found.push(noFirstLabel(first.span, process.name));
  const seen = new Map<string, ast.Name>();
  eachStatement(process.body, (statement) => {
    if (statement.kind !== "label") return;
    const earlier = seen.get(statement.name.text);
    if (earlier === undefined) seen.set(statement.name.text, statement.name);
    else found.push(labelTwice(statement.name, earlier.span));
  });
  checkBlock(process.body, undefined, found);
  return found;
}

/** `within`: the construct around, in which no label may stand. */
function checkBlock(block: ast.Block, within: string | undefined, found: Diagnostic[]): void {
  checkAfterGoto(block, found);
  block.statements.forEach((statement, index) => {
    if (statement.kind === "label" && within !== undefined) found.push(labelNotAllowed(statement.name, within));
    const before = block.statements[index - 1];
    if (statement.kind === "while" && before?.kind !== "label" && waysThrough(statement.body).straight) {
      found.push(loopWithoutLabel(loopHead(statement), unlabelledWay(statement.body)));
    }
    for (const inner of blocksOf(statement)) checkBlock(inner, within ?? labelFree(statement), found);
  });
}

function labelFree(statement: ast.Statement): string | undefined {
  switch (statement.kind) {
    case "pick":
    case "for":
    case "match":
      return `a \`${statement.kind}\``;
    default:
      return undefined;
  }
}

function loopHead(loop: Extract<ast.Statement, { kind: "while" }>): Span {
  return { start: loop.span.start, end: loop.condition.span.end };
}

/** The statement of a block that has a label inside and a way past it. */
function unlabelledWay(block: ast.Block): Span | undefined {
  const statement = block.statements.find((s) => s.kind !== "label" && waysOf(s).straight && hasLabel(s));
  if (statement?.kind === "if" && statement.else === undefined) {
    return statement.branches[0]?.condition.span;
  }
  const past = statement === undefined ? undefined : blocksOf(statement).find((inner) => waysThrough(inner).straight);
  return past?.span ?? statement?.span;
}

function hasLabel(statement: ast.Statement): boolean {
  return blocksOf(statement).some((block) => block.statements.some((s) => s.kind === "label" || hasLabel(s)));
}

function checkAfterGoto(block: ast.Block, found: Diagnostic[]): void {
  block.statements.forEach((statement, index) => {
    const before = block.statements[index - 1];
    if (before?.kind === "goto" && statement.kind !== "label") found.push(afterGoto(statement.span, before.span));
  });
}

/** An action or `init` is one step: no labels, no `goto`, no `while`. `where`: "an action", "`init`". */
export function checkSingleStep(body: ast.Block, where: string): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  eachStatement(body, (statement) => {
    if (statement.kind === "label") found.push(labelNotAllowed(statement.name, where));
    if (statement.kind === "goto") found.push(gotoOutside(statement.span, where));
    if (statement.kind === "while") found.push(loopInStep(loopHead(statement), where));
  });
  return found;
}
