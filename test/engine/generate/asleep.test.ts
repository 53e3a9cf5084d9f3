import { expect, test, vi } from "vitest";
import type { Step } from "../../../src/engine/generate/independence.js";
import type { Model } from "../../../src/model/ir.js";
import { seeded } from "../../support/mutations.js";
import { byGenerated, byReference, difference, type Told, unusual, usual } from "../../support/random/compare.js";
import { crowd } from "../../support/random/crowd.js";
import { modelOf } from "../../support/spec.js";
import { ReadyThreads } from "../../support/threads.js";

/*
 * Ways that are only counted (code/sleepers.ts) show in nothing that is told. And would it be noticed if they did? Judgments
 * of independence that are wrong have to be found by the same specs.
 */

interface Judgment {
  readonly stepsOf: (model: Model) => readonly (readonly Step[])[];
  readonly independent: (one: Step, other: Step) => boolean;
  readonly staysInside: (step: Step, model: Model) => boolean;
}

const judging = vi.hoisted(() => ({ broken: {} as Partial<Judgment> }));

vi.mock(import("../../../src/engine/generate/independence.js"), async (original) => {
  const right = await original();
  const judgment = (): Judgment => ({ ...right, ...judging.broken });
  return {
    ...right,
    stepsOf: (model) => judgment().stepsOf(model),
    independent: (one, other) => judgment().independent(one, other),
    staysInside: (step, model) => judgment().staysInside(step, model),
  };
});

const { stepsOf, independent, use } = await vi.importActual<
  typeof import("../../../src/engine/generate/independence.js")
>("../../../src/engine/generate/independence.js");

const SEED = Number(process.env.SEED ?? 20_261_122);
const SPECS = Number(process.env.SPECS ?? 100);
const MOST = 1500;

/** Uses of a kind are not seen, or taken for others. */
function taking(some: number, others: number): Partial<Judgment> {
  const seen = (step: Step): Step => ({
    ...step,
    uses: new Map([...step.uses].map(([slot, uses]) => [slot, (uses & ~some) | (uses & some ? others : 0)])),
  });
  return { independent: (one, other) => independent(seen(one), seen(other)) };
}

/** Channels are taken for others. */
const channels = (other: Partial<Model["channels"][number]>): Partial<Judgment> => ({
  stepsOf: (model) => stepsOf({ ...model, channels: model.channels.map((channel) => ({ ...channel, ...other })) }),
});

const wrong: readonly (readonly [string, Partial<Judgment>])[] = [
  ["all steps are independent", { independent: () => true }],
  ["what is read is not seen", taking(use.reads, 0)],
  ["what is read of one's own is not seen", taking(use.readsOwn, 0)],
  ["what is written is not seen", taking(use.writes, 0)],
  ["what is written of one's own is not seen", taking(use.writesOwn, 0)],
  ["what is sent is not seen", taking(use.adds, 0)],
  ["what is read is taken for one's own", taking(use.reads, use.readsOwn)],
  ["what is written is taken for one's own", taking(use.writes | use.reads, use.writesOwn)],
  [
    "members of two processes are taken for members of one",
    {
      independent: (one, other) => independent(one, { ...other, owner: one.owner, kind: one.kind }),
    },
  ],
  ["no step is taken to lead outside a constraint", { staysInside: () => true }],
  ["mailboxes are taken to have no order", channels({ fifo: false })],
  ["mailboxes are taken to have no bounds", channels({ max: undefined })],
];

/** What crowds do not come to: many of a kind, and steps with several ways of which nothing else tells. */
const special: readonly (readonly [string, string])[] = [
  [
    "more steps that depend on each other than a number has lanes",
    `${lines(12, (at) => `var v${at}: 0..3 = 0`)}
process P(i in 1..2) {
${lines(12, (at) => `L${at}: when v${at} != 3\n v${at} := i`)}
}
invariant I: not (v9 == 1 and v11 == 2)`,
  ],
  [
    "more labels than a number has bits",
    `var g: 0..9 = 0
process P(i in 1..2) {
var x: 0..2 = 0
${lines(70, (at) => `L${at}: ${["x := 0", "when g < 5", "either { x := 1 } or { x := 2 }", "skip", "x := 1"][at % 5]}`)}
}
invariant I: not (P(1) at L60 and P(2) at L60)`,
  ],
  [
    "more who take steps than may sleep",
    `var a: 1..9 -> 0..2 = [k in 1..9: 0]
var g: 0..3 = 0
action B { when g == 0
g := 1 }
process P(i in 1..9) {
var x: 0..2 = 0
L0: x := 1
L1: a[i] := x
}
process Q { Q0: when a[9] == 1
g := 2 }
invariant I: not (a[2] == 1 and a[9] == 1 and g == 2)`,
  ],
  [
    "losses of several messages",
    `channel one of 0..2, lossy
channel two of 0..2, lossy
process P { A: send 0 to one
B: send 1 to one
C: send 2 to two
D: send 1 to two }
invariant I: true`,
  ],
  [
    "actions with parameters",
    `var a: 1..3 -> 0..2 = [k in 1..3: 0]
var b: 0..3 = 0
action Up(k in 1..3) { when a[k] < 2
a[k] := a[k] + 1 }
action Step { when b < 3
b := b + 1 }
invariant I: not (a[3] == 2 and b == 2)`,
  ],
  ...["", ", fifo, duplicating"].map((kind): readonly [string, string] => [
    `messages of which one of several comes, or stays${kind}`,
    `channel box: 1..2 of 0..2${kind}
process P(i in 1..2) {
var x: 0..2 = 0
A: send 0 to box[i]
B: send 1 to box[i]
C: receive m from box[i]
x := m
D: receive n from box[i]
x := n
}
invariant I: true`,
  ]),
  [
    "who goes round",
    `var a: 1..3 -> 0..2 = [k in 1..3: 0]
process P(i in 1..3) {
L0: a[i] := (a[i] + 1) mod 3
L1: if a[i mod 3 + 1] == 2 { goto L1 }
L2: goto L0
}
invariant I: not (a[1] == 2 and a[2] == 2 and a[3] == 1)`,
  ],
];

function lines(count: number, line: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => line(at)).join("\n");
}

test.each(special)("%s: both engines tell the same", async (_, text) => {
  const model = modelOf(`spec Special\n${text}`);
  for (const goOn of [true, false]) {
    const reference = await byReference(model, goOn, 4 * MOST);
    for (const workers of [1, 2, 4]) {
      const wave = workers === 1 ? undefined : { wave: 50, records: 4000, wide: 3 };
      const threads = () => new ReadyThreads();
      const generated = await byGenerated(model, goOn, { workers, threads, wave, most: 4 * MOST });
      expect(difference(reference, generated)).toBeUndefined();
    }
  }
});

interface Prey {
  readonly model: Model;
  readonly goOn: boolean;
  readonly reference: Told;
}

async function prey(at: number): Promise<Prey> {
  const model = modelOf(crowd(seeded(SEED + at)));
  const goOn = at % 3 > 0;
  return { model, goOn, reference: await byReference(model, goOn, MOST) };
}

const all: Prey[] = [];

test(`${SPECS} crowds (seed ${SEED}) come out the same from both engines`, { timeout: 300_000 }, async () => {
  let states = 0;
  for (let at = 0; at < SPECS; at++) {
    const { model, goOn, reference } = await prey(at);
    const how = at % 2 === 0 ? usual(at) : unusual(at);
    const generated = await byGenerated(model, goOn, { ...how, wanders: undefined, most: MOST });
    const found = difference(reference, generated);
    expect(found && `${crowd(seeded(SEED + at))}\n${found}`).toBeUndefined();
    if ("result" in reference) states += reference.result.counts.states;
    all.push({ model, goOn, reference });
  }
  expect(states).toBeGreaterThan(100 * SPECS);
});

test.each(wrong)("%s: that is found", async (_, broken) => {
  judging.broken = broken;
  let found: string | undefined;
  for (const { model, goOn, reference } of all) {
    found = difference(reference, await byGenerated(model, goOn, { most: MOST }));
    if (found !== undefined) break;
  }
  judging.broken = {};
  expect(found).toBeDefined();
});
