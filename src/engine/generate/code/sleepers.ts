import type { Block, Channel, Model, Statement } from "../../../model/ir.js";
import { eachStatement } from "../../../model/visit.js";
import type { Program } from "../../values/program.js";
import { present } from "../../values/value.js";
import { independent, stepsOf } from "../independence.js";

/*
 * Ways that lead to a state that is known need not be told: they are only counted.
 *
 * A state s was found by a step b from a state p. If a step a that is independent of b (src/engine/generate/independence.ts) was possible in
 * p, too, and came before b there, then a leads from p to a state q that was found before s; b leads from q to the same
 * state as a does from s; and q is expanded before s. So what a leads to from s has been found, and a is asleep in s. (These are
 * the sleep sets of P. Godefroid, Partial-Order Methods for the Verification of Concurrent Systems, LNCS 1032, 1996, chapter 5;
 * what is special here is that states are expanded in the order in which they were found, so that not a
 * single state, nor which way found it first, depends on them.) If b is asleep in q, then the same is true of b and q for the
 * reason that b has to be asleep there; the numbers of states become less each time, so at last somebody told that way.
 * A step that is asleep in p stays asleep in s while it is independent of b: what it leads to from p was found before p.
 *
 * So much is told of a state: who is asleep in it, a bit for each of at most SLEEPERS members of processes and actions. Where
 * a step has one way at most, it is counted without a look at it; else its ways are gone quietly, only to count them. While a state is expanded it is collected who
 * would sleep after a step from each label, eight bits for each; labels with which the same steps are independent
 * share theirs (a lane).
 */

/** Bits. */
export const SLEEPERS = 8;

/** So many lanes at most, in locals of LANES each; a step beyond them leaves nobody asleep. */
const MOST_LANES = 32;
export const LANES = 8;

/** Who may sleep, and after which steps. */
export interface Sleepers {
  /** For each stepper, the bit of its first member. */
  readonly first: readonly number[];
  /** For each transition: its lane, if it has one. */
  readonly lanes: readonly (number | undefined)[];
  /** For each transition: a 1 in the lanes of the steps that are independent of it, LANES in each number. */
  readonly patterns: readonly (readonly bigint[])[];
  /** For each transition: how many ways it may have. */
  readonly ways: readonly Ways[];
}

export interface Ways {
  /** May there be none? */
  readonly none: boolean;
  readonly several: boolean;
}

/** Undefined: nobody ever sleeps. */
export function sleepersOf({ model, members }: Program): Sleepers | undefined {
  // What is outside a constraint is not expanded, and its ways are never told.
  if (model.constraints.length > 0) return undefined;
  const steps = stepsOf(model).flat();
  const rows = steps.map((one) => steps.map((other) => independent(one, other)));
  const first: number[] = [];
  let movers = 0;
  for (const stepper of model.steppers) {
    first.push(movers);
    movers += stepper.kind === "process" ? present(members[stepper.process]).length : 1;
  }
  const columns = new Map<string, readonly boolean[]>();
  for (const row of rows) if (row.includes(true)) columns.set(String(row), row);
  const lanes = [...columns].slice(0, MOST_LANES);
  if (movers < 2 || lanes.length === 0) return undefined;
  return {
    first,
    lanes: rows.map((row) => indexIn(lanes, String(row))),
    ways: waysOf(model),
    patterns: steps.map((_, step) => patternsOf(lanes.map(([, row]) => row[step] === true))),
  };
}

function indexIn(lanes: readonly (readonly [string, unknown])[], column: string): number | undefined {
  const at = lanes.findIndex(([key]) => key === column);
  return at < 0 ? undefined : at;
}

function patternsOf(independent: readonly boolean[]): readonly bigint[] {
  const patterns = Array<bigint>(Math.ceil(independent.length / LANES)).fill(0n);
  independent.forEach((each, lane) => {
    const at = Math.floor(lane / LANES);
    if (each) patterns[at] = present(patterns[at]) | (1n << BigInt(SLEEPERS * (lane % LANES)));
  });
  return patterns;
}

function waysOf(model: Model): readonly Ways[] {
  return model.steppers.flatMap((stepper): readonly Ways[] => {
    if (stepper.kind === "lose") return [{ none: true, several: true }];
    if (stepper.kind === "process") {
      const { labels } = present(model.processes[stepper.process]);
      return labels.slice(0, -1).map(({ body }) => waysThrough(body, model));
    }
    const { parameters, body } = present(model.actions[stepper.action]);
    return parameters.length > 0 ? [{ none: true, several: true }] : [waysThrough(body, model)];
  });
}

/** Generously: both may be said of a block that always has one way. */
function waysThrough(block: Block, model: Model): Ways {
  let [none, several] = [false, false];
  eachStatement(block, {
    statement: (statement) => {
      none ||= mayBlock(statement, model.channels);
      several ||= mayBranch(statement, model.channels);
    },
  });
  return { none, several };
}

function mayBlock(statement: Statement, channels: readonly Channel[]): boolean {
  if (statement.kind === "send") return channels[statement.channel]?.max !== undefined;
  return ["when", "pick", "receive", "either"].includes(statement.kind);
}

function mayBranch(statement: Statement, channels: readonly Channel[]): boolean {
  if (statement.kind !== "receive") return statement.kind === "pick" || statement.kind === "either";
  const { fifo = false, duplicating = true } = channels[statement.channel] ?? {};
  return !fifo || duplicating;
}
