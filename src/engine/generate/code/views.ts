import { headOf, isInterned, rowOf } from "../encoding.js";
import { elementIn, lengthIn, nodeOf } from "../heap/nodes.js";
import type { Local } from "../wasm/code.js";
import { element, type Place, part, read } from "./places.js";
import type { Routine } from "./routine.js";
import type { TypeOf } from "./types.js";
import { kindOf } from "./typing.js";

/** A sequence that is looked into, whichever way it is kept. */
export interface View {
  readonly type: TypeOf<"seq">;
  /** Where it stands. */
  readonly place: Place;
  /** The address of its node, if it is interned. */
  readonly node: Local | undefined;
  /** Its length (i32). */
  readonly length: Local;
  /** The element at an index (i32, or known); of an interned sequence it is not to be written. */
  element(index: Local | number): Place;
}

/** The sequence in a place as it is now. */
export function viewOf(place: Place, r: Routine): View {
  const type = kindOf(place.type, "seq");
  const length = r.local("i32");
  if (!isInterned(type)) {
    read(part(place, headOf(type)), r);
    r.code.op("i32.wrap_i64").set(length);
    return { type, place, node: undefined, length, element: (index) => element(place, rowOf(type), index, r) };
  }
  read(place, r);
  const node = nodeOf(r);
  lengthIn(node, type.of, r);
  r.code.set(length);
  return { type, place, node, length, element: (index) => elementIn(node, type.of, index, r) };
}
