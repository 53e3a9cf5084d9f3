import type { Access, Block, Pattern, Statement, StatementNode } from "../../model/ir.js";
import { eachStatement } from "../../model/visit.js";
import { asFunction, asProduct, asSequence, cached, present, type Value } from "../values/value.js";
import { receive, sent } from "./channels.js";
import { evaluate, holds, letting } from "./expressions.js";
import { assertionFailed, throughNone } from "./faults.js";
import type { Frame } from "./frame.js";
import { setElement, setKey } from "./paths.js";
import { matches, recordingNames } from "./patterns.js";
import { choose, type Elements, each, elementsIn } from "./sets.js";
import { attempt, barred, type Ways } from "./ways.js";

/*
 * Nondeterminism by continuation: `run` goes through a block and calls `rest` at the end of every way through it, in the
 * order of the text. A frame is persistent, so a choice goes back to where it stood by using its own frame again. A way
 * that is not possible simply does not call `rest`. All these functions return false when a visitor wants to stop.
 */

type Rest = (frame: Frame) => boolean;

/** Runs a block from the statement at `from` on. */
export function run(block: Block, start: Frame, ways: Ways, rest: Rest, from = 0): boolean {
  let frame = start;
  for (let at = from; at < block.length; at++) {
    const statement = present(block[at]);
    const after: Rest = (next) => run(block, next, ways, rest, at + 1);
    switch (statement.kind) {
      case "assign":
        frame = assigned(statement, frame);
        break;
      case "when":
        if (!holds(statement.condition, frame)) return barred(statement, frame, ways);
        break;
      case "assert":
        if (!holds(statement.condition, frame)) throw assertionFailed(statement.condition, statement.span, frame);
        break;
      case "let":
        frame = recordingNames([statement.pattern], letting(statement, frame));
        break;
      case "send": {
        const next = sent(statement, frame);
        if (next === undefined) return barred(statement, frame, ways);
        frame = next;
        break;
      }
      case "if":
        return run(holds(statement.condition, frame) ? statement.then : statement.else, frame, ways, after);
      case "match":
        return run(armOf(statement, frame), frame, ways, after);
      case "either": {
        const here = frame;
        return statement.branches.every((branch) => attempt(here, ways, () => run(branch, here, ways, after)));
      }
      case "pick":
        return pick(statement, frame, ways, after);
      case "for":
        return loop(statement, frame, ways, after);
      case "receive":
        return receive(statement, frame, ways, after);
      case "goto":
        return ways.end(moved(statement.label, frame, ways));
    }
  }
  return rest(frame);
}

function assigned({ slot, path, value }: StatementNode<"assign">, frame: Frame): Frame {
  const change = (old: Value, depth: number): Value => {
    const access = path[depth];
    if (access === undefined) return evaluate(value, frame);
    const outer = path[depth - 1];
    const text = outer ? frame.text(outer.span) : present(frame.program.model.variables[slot]).name;
    return changed(old, access, (inner) => change(inner, depth + 1), text, frame);
  };
  return frame.assigning(slot, path.length === 0 ? evaluate(value, frame) : change(frame.value(slot), 0));
}

/** A value with the part that the access leads to changed. `text` is what is looked into, as written. */
function changed(old: Value, access: Access, change: (inner: Value) => Value, text: string, frame: Frame): Value {
  if (old === null) throw throughNone(text, access.span, frame);
  switch (access.kind) {
    case "key": {
      const place = { text, span: access.span, operands: [access.key] };
      return setKey(asFunction(old), evaluate(access.key, frame), change, place, frame);
    }
    case "element": {
      const place = { text, span: access.span, operands: [access.index] };
      return setElement(asSequence(old), evaluate(access.index, frame), change, place, frame);
    }
    case "field": {
      const record = asProduct(old);
      return record.with(access.field, change(present(record.items[access.field])));
    }
  }
}

function armOf(statement: StatementNode<"match">, frame: Frame): Block {
  const subject = evaluate(statement.subject, frame);
  return present(statement.arms.find((arm) => matches(arm.pattern, subject, frame))).body;
}

function pick(statement: StatementNode<"pick">, frame: Frame, ways: Ways, rest: Rest): boolean {
  const patterns = statement.binders.flatMap((binder) => binder.patterns);
  let chosen = false;
  const goesOn = choose(
    statement.binders,
    frame,
    () => {
      chosen = true;
      const picked = recordingNames(patterns, frame);
      return attempt(picked, ways, () => run(statement.body, picked, ways, rest));
    },
    [],
    (alternative) => attempt(frame, ways, alternative),
  );
  return chosen || !goesOn ? goesOn : barred(statement, frame, ways);
}

/** `for`: the body for each choice of the binders, one after another. */
function loop({ binders, body }: StatementNode<"for">, start: Frame, ways: Ways, rest: Rest): boolean {
  const rounds = isStraight(body) ? straightRounds : branchingRounds;
  const fromBinder = (at: number, frame: Frame, after: Rest): boolean => {
    const binder = binders[at];
    if (binder === undefined) return run(body, frame, ways, after);
    const elements = collected(elementsIn(binder.set, frame));
    const fromPattern = (place: number, before: Frame, behind: Rest): boolean => {
      const pattern = binder.patterns[place];
      if (pattern === undefined) return fromBinder(at + 1, before, behind);
      return rounds(pattern, elements, before, (here, next) => fromPattern(place + 1, here, next), behind);
    };
    return fromPattern(0, frame, after);
  };
  return fromBinder(0, start, rest);
}

type Round = (frame: Frame, after: Rest) => boolean;

/** Rounds that go through in one way or none. */
function straightRounds(
  pattern: Pattern,
  elements: readonly Value[],
  start: Frame,
  round: Round,
  after: Rest,
): boolean {
  let frame = start;
  for (const element of elements) {
    const reached: Frame[] = [];
    matches(pattern, element, frame);
    round(frame, (next) => reached.push(next) > 0);
    const [next] = reached;
    if (next === undefined) return true;
    frame = next;
  }
  return after(frame);
}

/**
 * Rounds with choices. Each has an environment of its own: when a choice in it is taken again after later rounds have
 * run, its names still mean what they meant.
 */
function branchingRounds(
  pattern: Pattern,
  elements: readonly Value[],
  start: Frame,
  round: Round,
  after: Rest,
): boolean {
  const from = (index: number, frame: Frame): boolean => {
    const element = elements[index];
    if (element === undefined) return after(frame);
    const here = frame.copied();
    matches(pattern, element, here);
    return round(here, (next) => from(index + 1, next));
  };
  return from(0, start);
}

const CHOOSING: ReadonlySet<Statement["kind"]> = new Set<Statement["kind"]>(["either", "pick", "receive", "goto"]);
const straight = new WeakMap<Block, boolean>();

/** Has a block at most one way through, which comes to its end? */
function isStraight(block: Block): boolean {
  return cached(straight, block, () => {
    let chooses = false;
    eachStatement(block, { statement: ({ kind }) => (chooses ||= CHOOSING.has(kind)) });
    return !chooses;
  });
}

function collected(elements: Elements): readonly Value[] {
  const values: Value[] = [];
  each(elements, (value) => values.push(value) > 0);
  return values;
}

/** The frame with the running process at a label. */
function moved(label: number, frame: Frame, ways: Ways): Frame {
  const { process, labels, instance } = present(ways.running);
  const place = present(labels[label]);
  if (instance === undefined) return frame.assigning(process.pc, place);
  return frame.assigning(process.pc, asFunction(frame.value(process.pc)).set(instance, place));
}
