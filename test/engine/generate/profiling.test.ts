import { describe, expect, it } from "vitest";
import { type CheckOptions, check, type Profile } from "../../../src/index.js";
import { modelOf } from "../../support/spec.js";

/** Three counters modulo 10: a thousand states, each with a step of each counter and, where the first is 0, a reset. */
const counters = `spec Counters
type Place = 1..3
var digit: Place -> 0..9 = [p in Place: 0]

action Add(p in Place) { digit[p] := (digit[p] + 1) mod 10 }
action Reset { when digit[1] == 0  digit := [p in Place: 0] }
action Never { when digit[1] > 9  skip }

invariant Digits: forall p in Place: digit[p] <= 9
`;

const race = `spec Race
type Proc = 1..2
var count: 0..2 = 0

process P(i in Proc) {
  var seen: 0..2 = 0
  read:  seen := count
  write: count := seen + 1
}
invariant Small: count <= 2
`;

async function profiled(text: string, options: CheckOptions = {}): Promise<Profile> {
  const profiles: Profile[] = [];
  await check(modelOf(text), { ...options, onProfile: (profile) => profiles.push(profile) });
  expect(profiles).toHaveLength(1);
  const [profile] = profiles;
  if (profile === undefined) throw new Error("no profile");
  return profile;
}

const counts = ({ steps }: Profile) => steps.map(({ name, tried, taken }) => [name, tried, taken]);

const expected = [
  ["Add", 3000, 3000],
  ["Reset", 1000, 100],
  ["Never", 1000, 0],
];

describe("a profile", () => {
  it("counts how often each step was tried and taken", async () => {
    const profile = await profiled(counters, { engine: "generated" });
    expect(profile.engine).toBe("generated");
    expect(counts(profile)).toEqual(expected);
    expect(counts(await profiled(race, { engine: "generated" }))).toEqual([
      ["P.read", 6, 6],
      ["P.write", 8, 8],
    ]);
  });

  it("has the same counts from the reference engine, which measures no step and no worker", async () => {
    const profile = await profiled(counters, { engine: "reference" });
    expect(profile.engine).toBe("reference");
    expect(counts(profile)).toEqual(expected);
    expect(profile.steps.map(({ seconds }) => seconds)).toEqual([undefined, undefined, undefined]);
    expect(profile.workers).toEqual([]);
  });

  it("counts losses, and steps of a process of many members, as the reference engine does", async () => {
    const lossy = `spec Lossy
type Node = 1..2
channel road: Node of 0..2 max 2, fifo, lossy
action Write(n in Node, m in 0..2) { send m to road[n] }
action Read(n in Node) { receive m from road[n]  when m > 0 }
done when true
invariant Few: len(road[1]) <= 2
`;
    const many = `spec Many
type Proc = 1..300
var first: 0..300 = 0
process P(i in Proc) {
  take: when first == 0  first := i
  give: when i mod 3 > 0  first := 301 - i
}
done when true
invariant Known: first <= 300
`;
    for (const text of [lossy, many]) {
      const [generated, reference] = [
        await profiled(text, { engine: "generated" }),
        await profiled(text, { engine: "reference" }),
      ];
      expect(counts(generated)).toEqual(counts(reference));
      expect(counts(generated)).not.toEqual([]);
    }
  });

  it("has times that are parts of the whole", async () => {
    const { search, workers, steps } = await profiled(counters, { engine: "generated" });
    expect(workers).toHaveLength(1);
    for (const { expand, probe, accept, idle } of workers) {
      expect(Math.min(expand, probe, accept, idle)).toBeGreaterThanOrEqual(0);
      expect(expand).toBeGreaterThan(0);
      expect(expand + probe + accept).toBeLessThanOrEqual(search);
    }
    expect(steps.every(({ seconds }) => seconds !== undefined && seconds >= 0)).toBe(true);
  });

  it("changes nothing in the result", async () => {
    const [with_, without] = await Promise.all([
      check(modelOf(counters), { engine: "generated", onProfile: () => {} }),
      check(modelOf(counters), { engine: "generated" }),
    ]);
    expect({ ...with_, seconds: 0 }).toEqual({ ...without, seconds: 0 });
  });
});
