import type { Block, Channel, Model, Statement } from "../../../model/ir.js";
import { eachStatement } from "../../../model/visit.js";
import type { Program } from "../../values/program.js";
import { present } from "../../values/value.js";
import { SLEEPERS } from "../abi.js";
import { independent, staysInside, stepsOf } from "../independence.js";

/*
 * Ways that lead to a state that is known need not be told: they are only counted. (These are the sleep sets of P. Godefroid,
 * Partial-Order Methods for the Verification of Concurrent Systems, LNCS 1032, 1996, chapter 5. What is special here is that
 * states are expanded in the order in which they were found, so that no state depends on them, nor which way found it first.)
 *
 * Think of a search in which nobody sleeps. A state s was found by a step b from a state p. Let a be a step that is independent
 * of b (../independence.ts), and possible in p, where it comes before b. A way of a leads from p to a state q that was found
 * before s, or q is p. b has in q the ways that it has in p, so one of them leads from q to where a's way leads from s, and q
 * is expanded before s: that state is known when s is expanded. So a is asleep in s: none of its ways finds anything there, and
 * it is the same search if they are left out.
 *
 * What if a slept in p? Then what it leads to from p was found before p is expanded, so before s was found, and the rest is as
 * above. Whoever sleeps in p goes on sleeping in s, while his step is independent of b.
 *
 * Where there are constraints, q must be inside them, or nothing is told of b's ways there: a has to be a step that changes
 * nothing that a constraint reads. p is inside, as it is expanded.
 *
 * So much is told of a state: who is asleep in it, a bit for each of at most SLEEPERS members of processes and actions.
 * Where a step has one way at most, that is counted without a look at it; else its ways are gone quietly, only to count them.
 * While a state is expanded it is collected who would sleep after a step from each label, SLEEPERS bits for each; labels with
 * which the same steps are independent share theirs (a lane).
 */

/** Lanes in a local of 64 bits, and in all: a step beyond them leaves nobody asleep. */
export const LANES = 64 / SLEEPERS;
const MOST_LANES = 32;

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
  const steps = stepsOf(model).flat();
  const rows = steps.map((one) => steps.map((other) => staysInside(other, model) && independent(one, other)));
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
