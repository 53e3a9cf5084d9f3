import { List } from "immutable";
import type { Type } from "../../model/ir.js";
import { type Exchange, type Mark, type SymmetricType, sketchedAs } from "../symmetry/exchange.js";
import { sketchOf } from "../symmetry/sketch.js";
import { compare } from "../values/order.js";
import { type Permutation, permuted } from "../values/permute.js";
import type { Program } from "../values/program.js";
import { asFunction, asSet, present, same, type Value } from "../values/value.js";
import { State } from "./state.js";

/** The representative of a state's orbit: see ../symmetry/exchange.ts. */
export function representative(state: State, exchange: Exchange, program: Program): State {
  const orders = exchange.types.map((type, index) => orderOf(state, type, present(exchange.marks[index]), program));
  if (exchange.open.length === 0 || orders.every(({ tied }) => tied.length === 0)) {
    return exchanged(state, permutationOf(exchange, orders), exchange.slots, program);
  }
  let least: { readonly values: readonly Value[]; readonly by: Permutation } | undefined;
  eachArrangement(orders, (arranged) => {
    const by = permutationOf(exchange, arranged);
    const values = exchange.open.map((slot) => slotPermuted(state, slot, by, program));
    if (least === undefined || comparedAll(values, least.values) < 0) least = { values, by };
  });
  return exchanged(state, present(least).by, exchange.slots, program);
}

/** Members of a type as they are to stand, and the runs of places whose members have equal marks. */
interface Order {
  readonly members: readonly number[];
  readonly tied: readonly { readonly from: number; readonly to: number }[];
}

function orderOf(state: State, { size }: SymmetricType, marks: readonly Mark[], program: Program): Order {
  const told = Array.from({ length: size }, (_, member) => marks.map((mark) => markOf(state, mark, member, program)));
  const before = (one: number, other: number): number => comparedAll(present(told[one]), present(told[other]));
  const members = told.map((_, member) => member).sort((one, other) => before(one, other) || one - other);
  const tied: { from: number; to: number }[] = [];
  for (let from = 0; from < size; ) {
    let to = from + 1;
    while (to < size && before(present(members[from]), present(members[to])) === 0) to += 1;
    if (to - from > 1) tied.push({ from, to });
    from = to;
  }
  return { members, tied };
}

function markOf({ values }: State, { slot, kind, of }: Mark, member: number, { model }: Program): number {
  const value = present(values[slot]);
  const asked = present(of[member]);
  switch (kind) {
    case "is":
      return asked.some((each) => same(value, each)) ? 1 : 0;
    case "member": {
      const set = asSet(value);
      return asked.filter((each) => set.has(each)).length;
    }
    case "key": {
      const type = sketchedAs(present(model.variables[slot]));
      const table = asFunction(value);
      return asked.reduce<number>((sum, key) => sum + sketchAt(table.get(key), type), 0);
    }
  }
}

/** 0 for a process that there is not. */
function sketchAt(value: Value | undefined, type: Type): number {
  return value === undefined || type.kind !== "function" ? 0 : sketchOf(value, type.value);
}

function comparedAll(left: readonly Value[], right: readonly Value[]): number {
  for (let at = 0; at < left.length; at++) {
    const order = compare(present(left[at]), present(right[at]));
    if (order !== 0) return order;
  }
  return 0;
}

/** Every order in which members of equal marks can stand. */
function eachArrangement(orders: readonly Order[], visit: (orders: readonly Order[]) => void): void {
  const [first, ...others] = orders;
  if (first === undefined) visit([]);
  else {
    for (const members of arrangements(first.members, first.tied)) {
      eachArrangement(others, (rest) => visit([{ members, tied: first.tied }, ...rest]));
    }
  }
}

function* arrangements(members: readonly number[], tied: Order["tied"]): Generator<readonly number[]> {
  const [run, ...others] = tied;
  if (run === undefined) yield members;
  else {
    for (const inner of ordersOf(members.slice(run.from, run.to))) {
      yield* arrangements([...members.slice(0, run.from), ...inner, ...members.slice(run.to)], others);
    }
  }
}

function* ordersOf(members: readonly number[]): Generator<readonly number[]> {
  if (members.length === 0) yield [];
  for (const [at, member] of members.entries()) {
    for (const rest of ordersOf(members.toSpliced(at, 1))) yield [member, ...rest];
  }
}

/** That which brings the members to where they are to stand. */
function permutationOf({ types }: Exchange, orders: readonly Order[]): Permutation {
  return new Map(
    types.map(({ name }, index) => {
      const to: number[] = [];
      present(orders[index]).members.forEach((member, place) => {
        to[member] = place;
      });
      return [name, to];
    }),
  );
}

function exchanged(state: State, by: Permutation, slots: readonly number[], program: Program): State {
  if ([...by.values()].every((to) => to.every((place, member) => place === member))) return state;
  const values = [...state.values];
  for (const slot of slots) values[slot] = slotPermuted(state, slot, by, program);
  return new State(values, state);
}

/** A variable's value with members exchanged; mailboxes without an order of their own are put into the canonical one. */
function slotPermuted({ values }: State, slot: number, by: Permutation, { model }: Program): Value {
  const { type, role } = present(model.variables[slot]);
  const value = permuted(present(values[slot]), type, by);
  if (role.kind !== "channel" || present(model.channels[role.channel]).fifo) return value;
  if (List.isList(value)) return value.sort(compare);
  return asFunction(value).map((mailbox) => (List.isList(mailbox) ? mailbox.sort(compare) : mailbox));
}
