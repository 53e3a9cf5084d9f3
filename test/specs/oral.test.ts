import { expect, it } from "vitest";
import { check, compile } from "../../src/index.js";
import { textOf } from "../support/models.js";

/*
 * The decisions that loyal lieutenants can come to, in two specs of oral messages: one keeps every letter and lets them arrive in
 * any order, the other walks the recursion depth first and forgets. A vector is what they obey, in the order of their names,
 * after what the commander wants: `attack: attack retreat`. Each possible one is asked for with a `reachable` of its own.
 */

const names = ["Romanos", "Zoe", "Michael", "John", "Maniakes", "Harald"];
const orders = ["attack", "retreat"];

interface Instance {
  readonly lieutenants: number;
  readonly rounds: number;
  /** 0 is the commander. */
  readonly traitors: readonly number[];
}

function vectorsOf(length: number): readonly (readonly string[])[] {
  if (length === 0) return [[]];
  return vectorsOf(length - 1).flatMap((vector) => orders.map((order) => [...vector, order]));
}

function loyalOf({ lieutenants, traitors }: Instance): readonly number[] {
  return Array.from({ length: lieutenants }, (_, at) => at + 1).filter((each) => !traitors.includes(each));
}

async function reached(
  file: string,
  constants: Record<string, string>,
  instance: Instance,
  decided: (lieutenant: number, order: string) => string,
): Promise<string[]> {
  const loyal = loyalOf(instance);
  const wishes = instance.traitors.includes(0) ? ["retreat"] : orders;
  const candidates = wishes.flatMap((wanted) => vectorsOf(loyal.length).map((vector) => ({ wanted, vector })));
  const claims = candidates.map(({ wanted, vector }, at) => {
    const parts = vector.map((order, place) => decided(loyal[place] ?? 0, order));
    return `reachable Vector${at}: wanted == ${wanted} and ${parts.join(" and ")}`;
  });
  const { model, diagnostics } = compile(`${textOf(file)}\n${claims.join("\n")}\n`, { name: file, constants });
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const asked = candidates.map((_, at) => `Vector${at}`);
  const result = await check(model, { claims: asked, continue: true, engine: "generated" });
  expect(result.exact).toBe(true);
  const met = new Set(
    result.claims.filter(({ kind, status }) => kind === "reachable" && status === "holds").map(({ name }) => name),
  );
  return candidates
    .filter((_, at) => met.has(`Vector${at}`))
    .map(({ wanted, vector }) => `${wanted}: ${vector.join(" ")}`);
}

const kept = (instance: Instance): Promise<string[]> => {
  const named = (those: readonly number[]): string => `{${those.map((each) => names[each]).join(", ")}}`;
  const lieutenants = Array.from({ length: instance.lieutenants }, (_, at) => at + 1);
  const constants = { Lieutenants: named(lieutenants), Traitors: named(instance.traitors) };
  return reached("specs/byzantine.steps", constants, instance, (each, order) => {
    const name = names[each];
    return `decided(${name}) and obeys(${name}) == ${order}`;
  });
};

const walked = (instance: Instance, shortcut: boolean, renamed = false): Promise<string[]> => {
  const { lieutenants, rounds, traitors } = instance;
  const constants = {
    L: `${lieutenants}`,
    m: `${rounds}`,
    Traitors: `{${traitors.join(", ")}}`,
    Shortcut: `${shortcut}`,
    Renamed: `${renamed}`,
  };
  return reached("specs/oral_messages.steps", constants, instance, (each, order) => `obeyed[${each}] == ${order}`);
};

const all = (wanted: string, length: number): string[] =>
  vectorsOf(length).map((vector) => `${wanted}: ${vector.join(" ")}`);
const together = (wanted: string, length: number): string[] =>
  orders.map((order) => `${wanted}: ${Array.from({ length }, () => order).join(" ")}`);
const asWanted = (length: number): string[] =>
  orders.map((order) => `${order}: ${Array.from({ length }, () => order).join(" ")}`);

/** The expected vectors are those of a program that computes the sets of outcomes of each part of the recursion from those of its parts. */
const oneRound: readonly [traitors: readonly number[], lieutenants: number, expected: readonly string[]][] = [
  [[2], 2, ["attack: attack", "attack: retreat", "retreat: retreat"]],
  [[3], 3, asWanted(2)],
  [[0], 3, together("retreat", 3)],
  [[0, 3], 3, all("retreat", 2)],
  [[4], 4, asWanted(3)],
  [[0], 4, together("retreat", 4)],
  [[0, 4], 4, all("retreat", 3)],
  [[3, 4], 4, [...all("attack", 2), "retreat: retreat retreat"]],
];

it.each(oneRound)(
  "traitors %j among 0..%i: the same decisions, however the letters come",
  async (traitors, lieutenants, expected) => {
    const instance = { lieutenants, rounds: 1, traitors };
    expect(await kept(instance)).toEqual(expected);
    expect(await walked(instance, false)).toEqual(expected);
    expect(await walked(instance, true)).toEqual(expected);
  },
);

const twoRounds: readonly [traitors: readonly number[], lieutenants: number, expected: readonly string[]][] = [
  [[4, 5], 5, [...all("attack", 3), "retreat: retreat retreat retreat"]],
  [[0, 5], 5, together("retreat", 4)],
  [[0, 6], 6, together("retreat", 5)],
  [[1, 2], 6, asWanted(4)],
];

it.each(twoRounds)(
  "two rounds, traitors %j among 0..%i: the shortcut changes no decision",
  async (traitors, lieutenants, expected) => {
    const instance = { lieutenants, rounds: 2, traitors };
    expect(await walked(instance, false)).toEqual(expected);
    expect(await walked(instance, true)).toEqual(expected);
  },
);

it.each([
  { lieutenants: 5, rounds: 1, traitors: [0, 5], numbers: [0, 1, 2, 3, 4] },
  { lieutenants: 6, rounds: 2, traitors: [0, 6], numbers: [0, 5] },
])("the orders of a commander up to names: as many attack as otherwise, of $lieutenants", async (instance) => {
  const attackers = (decisions: readonly string[]): number[] =>
    [...new Set(decisions.map((each) => each.split(" ").filter((word) => word === "attack").length))].sort();
  expect(attackers(await walked(instance, false))).toEqual(instance.numbers);
  expect(attackers(await walked(instance, false, true))).toEqual(instance.numbers);
  expect(attackers(await walked(instance, true, true))).toEqual(instance.numbers);
});
