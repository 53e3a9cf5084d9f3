import type { Type, Variable } from "../../model/ir.js";
import { toDatum } from "../values/data.js";
import { sizeOf, valuesOf } from "../values/domain.js";
import { eachMember, type Permutation, permuted, symmetricIn } from "../values/permute.js";
import type { Program } from "../values/program.js";
import { cached, present, type Value } from "../values/value.js";
import { isExact, sketchSize } from "./sketch.js";

/*
 * SYMMETRY. The values of a type declared `symmetric` are interchangeable: no expression names one, so a permutation of them
 * takes initial states to initial states, steps to steps, and keeps what is true of a state. The states that permutations
 * take to each other are an *orbit*, and it is enough to visit one state of each (Ip and Dill, "Better verification through
 * symmetry", Formal Methods in System Design 9, 1996; Clarke, Enders, Filkorn and Jha, "Exploiting symmetry in temporal
 * logic model checking", same volume).
 *
 * Which one is settled by its *marks*. A mark of a member m is a number that the state has for m, and that moves along with m
 * when members are exchanged: whether m is in a set, in how many pairs of a relation it is the first, what a function has for
 * it (of a value in which there are members, a sketch that leaves them out: sketch.ts). The representative of an orbit is
 * a state whose members stand in the order of their marks, in each type; of those states (there are several where members
 * have equal marks) it is the one whose other variables, in the order of the text, come first in the canonical order of
 * values. Marks and that order depend on nothing but the state, so all states of an orbit have the same representative. Where
 * marks tell all that a state says of the members, members with equal marks can be exchanged without any change, and nothing
 * is left to be compared.
 *
 * Both engines go by this: what they call the representative is the same state.
 */

/** A symmetric type with at least two values, of which some variable holds some. */
export interface SymmetricType {
  readonly name: string;
  readonly size: number;
}

/** What tells members of a type apart: a number for each. */
export interface Mark {
  readonly slot: number;
  /** Is the variable one of some values? How many of these are elements? What the function has for them, as sketches, added up. */
  readonly kind: "is" | "member" | "key";
  /** For each member the values that are asked for. */
  readonly of: readonly (readonly Value[])[];
  /** The places of these values in the canonical order of their type. */
  readonly ordinals: readonly (readonly number[])[];
  /** It is less than this. */
  readonly size: number;
}

export interface Exchange {
  readonly types: readonly SymmetricType[];
  /** Variables that permutations may change. */
  readonly slots: readonly number[];
  /** Those of them of which marks do not tell all. */
  readonly open: readonly number[];
  /** For each type its marks, the one that decides first at the beginning. */
  readonly marks: readonly (readonly Mark[])[];
}

/** Values of keys and elements that are looked at one by one. */
const MOST_CELLS = 64;
/** All marks of a member together are less than this. */
const MOST_TOGETHER = 2 ** 48;

/** What can be exchanged in the states of a program; undefined: nothing. */
export function exchangeOf({ model }: Program): Exchange | undefined {
  const sizes = new Map<string, number>();
  for (const { type } of model.variables) eachSymmetric(type, ({ name, size }) => sizes.set(name, size));
  const types = [...sizes].flatMap(([name, size]) => (size > 1 ? [{ name, size }] : []));
  if (types.length === 0) return undefined;
  const slots = model.variables.flatMap(({ type }, slot) =>
    types.some(({ name }) => symmetricIn(type).has(name)) ? [slot] : [],
  );
  const marks = types.map((): Mark[] => []);
  const together = types.map(() => 1);
  const open = slots.filter((slot) => {
    const cells = cellsOf(sketchedAs(present(model.variables[slot])), types);
    let told = cells.whole;
    for (const { type, ...mark } of cells.marks) {
      const size = mark.size * (together[type] ?? 1);
      if (size > MOST_TOGETHER) told = false;
      else {
        together[type] = size;
        marks[type]?.push({ slot, ...mark });
      }
    }
    return !told;
  });
  return { types, slots, open, marks };
}

const mailboxes = new WeakMap<Type, Type>();

/** The type by which a variable's marks are made: of mailboxes it is only told how long they are. */
export function sketchedAs({ type, role }: Variable): Type {
  if (role.kind !== "channel" || type.kind !== "function" || type.value.kind !== "seq") return type;
  const { key, value } = type;
  return cached(mailboxes, type, () => ({ kind: "function", key, value: { ...value, max: undefined } }));
}

/** How many permutations there are: one state may stand for so many. */
export function permutationsOf({ types }: Exchange): number {
  return types.reduce((product, { size }) => product * factorial(size), 1);
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}

function eachSymmetric(type: Type, visit: (type: SymmetricType) => void): void {
  switch (type.kind) {
    case "symmetric":
      visit(type);
      return;
    case "variants":
      for (const { fields } of type.variants) for (const field of fields) eachSymmetric(field.type, visit);
      return;
    case "record":
      for (const field of type.fields) eachSymmetric(field.type, visit);
      return;
    case "tuple":
      for (const item of type.items) eachSymmetric(item, visit);
      return;
    case "option":
    case "set":
    case "seq":
      eachSymmetric(type.of, visit);
      return;
    case "function":
      eachSymmetric(type.key, visit);
      eachSymmetric(type.value, visit);
      return;
    default:
  }
}

interface Cells {
  /** Marks, each with the index of the symmetric type that it is of. */
  readonly marks: readonly (Omit<Mark, "slot"> & { readonly type: number })[];
  /** Do they tell all that a value of the type says of members? */
  readonly whole: boolean;
}

/** What a variable of a type tells of single members. */
function cellsOf(type: Type, types: readonly SymmetricType[]): Cells {
  if (type.kind === "function") {
    const { whole, marks } = cellsAt("key", type.key, sketchSize(type.value), types);
    return { marks, whole: whole && isExact(type.value) };
  }
  if (type.kind === "set") return cellsAt("member", type.of, 2, types);
  return cellsAt("is", type.kind === "option" ? type.of : type, 2, types);
}

/** Cells are values of a type. Those that differ by their members alone, and have some at the same place, make a mark. */
function cellsAt(kind: Mark["kind"], index: Type, each: number, types: readonly SymmetricType[]): Cells {
  if (sizeOf(index) > MOST_CELLS) return { marks: [], whole: false };
  const values = valuesOf(index);
  const found = new Map<string, { readonly type: number; readonly cells: number[][] }>();
  let whole = true;
  values.forEach((value, at) => {
    const members = membersIn(value, index, types);
    const shape = shapeOf(value, index);
    whole &&= members.length <= 1;
    for (const { type, member, path } of members) {
      const name = `${shape} ${type} ${path}`;
      const fresh = { type, cells: Array.from({ length: present(types[type]).size }, (): number[] => []) };
      const mark = found.get(name) ?? fresh;
      found.set(name, mark);
      if (mark.cells[member]?.at(-1) !== at) mark.cells[member]?.push(at);
    }
  });
  const marks = [...found.values()].map(({ type, cells }) => {
    const most = kind === "is" ? 1 : (cells[0]?.length ?? 0);
    const of = cells.map((ordinals) => ordinals.map((ordinal) => present(values[ordinal])));
    return { type, kind, of, ordinals: cells, size: 1 + most * (each - 1) };
  });
  return { marks, whole };
}

/** A value as text, with all symmetric values alike. */
function shapeOf(value: Value, type: Type): string {
  const alike = new Map([...symmetricIn(type)].map((name): [string, readonly number[]] => [name, ALL_ALIKE]));
  return JSON.stringify(toDatum(permuted(value, type, alike)));
}

/** What a "permutation" makes of values that are all to look the same. */
const ALL_ALIKE: readonly number[] = new Array(MOST_CELLS).fill(0);

/** The permutation that exchanges two members of a type. */
export function exchanging({ name, size }: SymmetricType, one: number, other: number): Permutation {
  const to = Array.from({ length: size }, (_, at) => (at === one ? other : at === other ? one : at));
  return new Map([[name, to]]);
}

/** A member, the index of its type, and where it stands. */
interface Standing {
  readonly type: number;
  readonly member: number;
  readonly path: string;
}

/** The members that stand in a value, each as often as it does, by the indices of their types. */
function membersIn(value: Value, type: Type, types: readonly SymmetricType[]): readonly Standing[] {
  const found: Standing[] = [];
  eachMember(value, type, (name, member, path) => {
    const index = types.findIndex((each) => each.name === name);
    if (index >= 0) found.push({ type: index, member, path });
  });
  return found;
}
