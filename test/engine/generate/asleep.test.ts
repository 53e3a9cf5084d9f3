import { expect, test, vi } from "vitest";
import type { Step } from "../../../src/engine/generate/independence.js";
import type { Model } from "../../../src/model/ir.js";
import { seeded } from "../../support/mutations.js";
import { byGenerated, byReference, difference, type Told, unusual, usual } from "../../support/random/compare.js";
import { crowd } from "../../support/random/crowd.js";
import { modelOf } from "../../support/spec.js";

/*
 * Ways that are only counted (code/sleepers.ts) show in nothing that is told. And would it be noticed if they did? Judgments
 * of independence that are wrong have to be found by the same specs.
 */

interface Judgment {
  readonly stepsOf: (model: Model) => readonly (readonly Step[])[];
  readonly independent: (one: Step, other: Step) => boolean;
}

const judging = vi.hoisted(() => ({ broken: {} as Partial<Judgment> }));

vi.mock(import("../../../src/engine/generate/independence.js"), async (original) => {
  const right = await original();
  const judgment = (): Judgment => ({ ...right, ...judging.broken });
  return {
    ...right,
    stepsOf: (model) => judgment().stepsOf(model),
    independent: (one, other) => judgment().independent(one, other),
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
  ["mailboxes are taken to have no order", channels({ fifo: false })],
  ["mailboxes are taken to have no bounds", channels({ max: undefined })],
];

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
