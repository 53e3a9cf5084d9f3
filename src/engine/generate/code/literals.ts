import type { Type } from "../../../model/ir.js";
import type { Value } from "../../values/value.js";
import { isWide } from "../encoding.js";
import { imageOf } from "../images.js";
import { fromImage } from "./places.js";
import type { Routine } from "./routine.js";

/** Puts a value that is known now on the stack. */
export function known(value: Value, type: Type, r: Routine): void {
  const { code } = r;
  if (typeof value === "boolean") code.i32(value ? 1 : 0);
  else if (typeof value === "number" && (type.kind === "range" || type.kind === "int")) code.i64(value);
  else if (isWide(type)) code.i32(r.unit.data(value, type));
  else {
    code.i64(imageOf(value, type));
    fromImage(type, r);
  }
}
