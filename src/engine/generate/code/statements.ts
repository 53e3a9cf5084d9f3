import type { Block, Expr, Statement, StatementNode } from "../../../model/ir.js";
import { eachStatement } from "../../../model/visit.js";
import { present } from "../../values/value.js";
import { headOf, partsOf, payloadOf, rowOf } from "../encoding.js";
import { withElement } from "../heap/lists.js";
import { locating } from "../unsupported.js";
import type { Local } from "../wasm/code.js";
import { receive, send } from "./channels.js";
import { either, goIf } from "./conditions.js";
import { evaluate, evaluateAs, letting } from "./expressions.js";
import { keyAt, positionIndex, requireMember, variablePlace } from "./located.js";
import { binds, matchedArms } from "./patterns.js";
import { built, element, fill, fresh, type Place, part, read, write } from "./places.js";
import { rounds } from "./rounds.js";
import type { Routine } from "./routine.js";
import { sharing } from "./shared.js";
import { kindOf } from "./typing.js";
import { type View, viewOf } from "./views.js";
import { type Chosen, choose, elementsNow } from "./walks.js";
import { alternative, end, onCopy, type Way } from "./ways.js";

/** Writes what comes after a block, once for each way that gets there: perhaps in another function (rounds.ts). */
export type Rest = (r: Routine, way: Way) => void;

/** Writes a block from the statement at `from` on, and what comes after it. */
export function run(block: Block, r: Routine, way: Way, rest: Rest, from = 0): void {
  for (let at = from; at < block.length; at++) {
    const statement = present(block[at]);
    const after: Rest = (there, next) => run(block, there, next, rest, at + 1);
    if (!leaves(statement)) r.own();
    if (forks(statement, r)) {
      locating(statement.span, () => fork(statement, r, way, sharing(after)));
      return;
    }
    locating(statement.span, () => straight(statement, r, way));
    if (statement.kind === "goto") return;
  }
  rest(r, way);
}

/** Does the statement leave the state as it is, or sees to it that it is not changed in its place? */
function leaves({ kind }: Statement): boolean {
  return ["when", "assert", "let", "either", "pick", "receive"].includes(kind);
}

/** Does the statement go on in more than one place? */
function forks(statement: Statement, r: Routine): boolean {
  let found = false;
  eachStatement([statement], {
    statement: (each) => {
      if (each.kind === "either" || each.kind === "pick") found = true;
      if (each.kind !== "receive") return;
      const { fifo, duplicating } = present(r.unit.model.channels[each.channel]);
      if (!fifo || duplicating) found = true;
    },
  });
  return found;
}

function straight(statement: Statement, r: Routine, way: Way): void {
  const { code } = r;
  const nothing: Rest = () => {};
  switch (statement.kind) {
    case "assign":
      r.scoped(() => assign(statement, r));
      return;
    case "when":
      r.scoped(() => goIf(false, statement.condition, way.next, r));
      return;
    case "assert":
      r.scoped(() => evaluate(statement.condition, r));
      code.op("i32.eqz");
      r.failIf(statement.span);
      return;
    case "let":
      letting(statement, r);
      return;
    case "send":
      r.scoped(() => send(statement, r, way));
      return;
    case "receive":
      receive(statement, r, way, nothing);
      return;
    case "if":
      either(
        statement.condition,
        () => run(statement.then, r, way, nothing),
        statement.else.length === 0 ? undefined : () => run(statement.else, r, way, nothing),
        r,
      );
      return;
    case "match":
      code.block("none", (out) =>
        matchedArms(statement, r, (arm) => {
          run(arm.body, r, way, nothing);
          code.br(out);
        }),
      );
      return;
    case "for":
      loop(statement, r, way);
      return;
    case "goto":
      goTo(statement, r, way);
      return;
    case "either":
    case "pick":
      throw new Error("internal error: a choice where there is none");
  }
}

function fork(statement: Statement, r: Routine, way: Way, after: Rest): void {
  const { code } = r;
  switch (statement.kind) {
    case "if":
      either(
        statement.condition,
        () => run(statement.then, r, way, after),
        () => run(statement.else, r, way, after),
        r,
      );
      return;
    case "match":
      matchedArms(statement, r, (arm) => {
        run(arm.body, r, way, after);
        code.br(way.next);
      });
      return;
    case "either":
      for (const branch of statement.branches) {
        alternative(r, way, (inner) => onCopy(r, () => run(branch, r, inner, after)));
      }
      return;
    case "pick":
      chooseWays(statement.binders, r, way, (inner) => onCopy(r, () => run(statement.body, r, inner, after)));
      return;
    case "receive":
      receive(statement, r, way, after);
      return;
    case "for":
      rounds(statement, r, way, after);
      return;
    default:
      throw new Error(`internal error: ${statement.kind} chooses`);
  }
}

/** One way for each choice of the binders. */
export function chooseWays(
  binders: StatementNode<"pick">["binders"],
  r: Routine,
  way: Way,
  visit: (way: Way, chosen: readonly Chosen[]) => void,
  wanted: readonly (Chosen | undefined)[] = [],
): void {
  let current = way;
  const around = (body: () => void): void => {
    const outer = current;
    alternative(r, outer, (inner) => {
      current = inner;
      body();
    });
    current = outer;
  };
  choose(binders, r, (chosen) => visit(current, chosen), { alternative: around, wanted });
}

function loop({ binders, body }: StatementNode<"for">, r: Routine, way: Way): void {
  const fromBinder = (at: number): void => {
    const binder = binders[at];
    if (binder === undefined) {
      r.scoped(() => run(body, r, way, () => {}));
      return;
    }
    const elements = elementsNow(binder.set, r);
    const fromPattern = (place: number): void => {
      const pattern = binder.patterns[place];
      if (pattern === undefined) {
        fromBinder(at + 1);
        return;
      }
      elements.each((value) => {
        binds(pattern, elements.type, value, r);
        fromPattern(place + 1);
      });
    };
    fromPattern(0);
  };
  fromBinder(0);
}

function assign({ slot, path, value }: StatementNode<"assign">, r: Routine): void {
  assignIn(variablePlace(slot, r), { slot, path, value }, 0, r);
}

/** Assigns to what the path from a depth on leads to in a place. */
function assignIn(
  whole: Place,
  { slot, path, value }: Pick<StatementNode<"assign">, "slot" | "path" | "value">,
  depth: number,
  r: Routine,
): void {
  const access = path[depth];
  if (access === undefined) {
    evaluateAs(value, whole.type, r);
    write(whole, r);
    return;
  }
  const onward = (place: Place): void => assignIn(place, { slot, path, value }, depth + 1, r);
  const place = some(whole, access, r);
  switch (access.kind) {
    case "key": {
      const type = kindOf(place.type, "function");
      const at = keyAt(access.key, type.key, access.span, r);
      if (depth === 0) requireMember(slot, at, access.span, r);
      onward(element(place, rowOf(type), at, r));
      return;
    }
    case "element": {
      evaluate(access.index, r);
      const sequence = viewOf(place, r);
      const at = positionIndex(sequence, access.span, r);
      if (sequence.node === undefined) onward(sequence.element(at));
      else throughNode(sequence, at, onward, r);
      return;
    }
    case "field":
      onward(part(place, present(partsOf(place.type)[access.field])));
  }
}

/** Nodes do not change: a copy of the element is changed, and put into a node like the one before. */
function throughNode(sequence: View, at: Local, change: (element: Place) => void, r: Routine): void {
  const { node, type, place } = sequence;
  if (node === undefined) return;
  const copy = fresh(type.of, r);
  read(sequence.element(at), r);
  fill(copy, r);
  change(copy);
  built(copy, r);
  withElement(node, type.of, at, r);
  write(place, r);
}

/** The value in an option through which an assignment goes; a fault when there is none. */
function some(place: Place, { span }: { readonly span: Statement["span"] }, r: Routine): Place {
  const { type } = place;
  if (type.kind !== "option") return place;
  read(part(place, headOf(type)), r);
  r.code.op("i64.eqz");
  r.failIf(span);
  return part(place, payloadOf(type));
}

/** The running process goes to a label, which ends the step. */
function goTo({ label, span }: StatementNode<"goto">, r: Routine, way: Way): void {
  const process = present(way.running);
  r.scoped(() => {
    let place = variablePlace(process.pc, r);
    if (process.parameter !== undefined) {
      const type = kindOf(place.type, "function");
      const self: Expr = { kind: "binding", binding: process.parameter, type: type.key, span };
      place = element(place, rowOf(type), keyAt(self, type.key, span, r), r);
    }
    r.code.i64(label);
    write(place, r);
  });
  end(r, way);
}
