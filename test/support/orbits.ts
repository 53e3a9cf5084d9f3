import type { Datum } from "../../src/engine/datum.js";
import type { Engine } from "../../src/engine/engine.js";
import type { Model } from "../../src/model/ir.js";

/*
 * What an orbit is, once more and by trying everything: a state as text, with the members of symmetric types renamed in every
 * possible way; the least of these texts is the orbit's name.
 */

/** The name of a state's orbit. `types`: the names of symmetric types, and how many members they have. */
export function orbitOf<S>(state: S, engine: Engine<S>, types: ReadonlyMap<string, number>): string {
  const values = engine.values(state);
  let least: string | undefined;
  for (const renaming of renamings([...types])) {
    const text = JSON.stringify(values.map((value, slot) => named(value, renaming, hasNoOrder(slot, engine.model))));
    if (least === undefined || text < least) least = text;
  }
  return least ?? "";
}

/** Is the variable a channel whose messages are not in the order of sending? */
function hasNoOrder(slot: number, model: Model): boolean {
  const role = model.variables[slot]?.role;
  return role?.kind === "channel" && model.channels[role.channel]?.fifo === false;
}

type Renaming = ReadonlyMap<string, string>;

function* renamings(types: readonly (readonly [string, number])[]): Generator<Renaming> {
  const [first, ...others] = types;
  if (first === undefined) yield new Map();
  else {
    const [name, size] = first;
    for (const order of orders(size)) {
      const own = order.map((to, from): [string, string] => [`${name}#${from + 1}`, `${name}#${to + 1}`]);
      for (const rest of renamings(others)) yield new Map([...own, ...rest]);
    }
  }
}

function orders(size: number): readonly (readonly number[])[] {
  if (size === 0) return [[]];
  return orders(size - 1).flatMap((order) => Array.from({ length: size }, (_, at) => order.toSpliced(at, 0, size - 1)));
}

/** A value as data that is the same for equal values; `mailboxes`: the sequences in it have no order, nor have those of a function. */
function named(value: Datum, renaming: Renaming, mailboxes: boolean): unknown {
  const inner = (part: Datum): unknown => named(part, renaming, false);
  if (value === null || typeof value !== "object") return value;
  if ("variant" in value) return [renaming.get(value.variant) ?? value.variant, ...(value.arguments ?? []).map(inner)];
  if ("record" in value) return value.record.map(([field, item]) => [field, inner(item)]);
  if ("tuple" in value) return value.tuple.map(inner);
  if ("set" in value) return sorted(value.set.map(inner));
  if ("seq" in value) return mailboxes ? sorted(value.seq.map(inner)) : value.seq.map(inner);
  return sorted(value.function.map(([key, item]) => [inner(key), named(item, renaming, mailboxes)]));
}

function sorted(items: readonly unknown[]): readonly unknown[] {
  return [...items].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}
