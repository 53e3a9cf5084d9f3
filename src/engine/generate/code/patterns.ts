import type { Expr, Pattern, Type } from "../../../model/ir.js";
import { eachBinding } from "../../../model/visit.js";
import { present } from "../../values/value.js";
import { headOf, partsOf, payloadOf } from "../encoding.js";
import type { Label, Local } from "../wasm/code.js";
import { evaluate } from "./expressions.js";
import { copied, type Place, part, placeOf, read } from "./places.js";
import { type Routine, stackType } from "./routine.js";
import { isNothing, stored } from "./types.js";
import { isImpossible } from "./typing.js";

/** Binds the names of a pattern to the parts of a place; goes to `no` where it does not match. */
export function matches(pattern: Pattern, place: Place, r: Routine, no: Label): void {
  const { code } = r;
  const { type } = place;
  if (isImpossible(pattern, type)) {
    inside(place, r, no);
    code.op("unreachable");
    eachBinding(pattern, (binding) => {
      const named = stored(binding.type);
      r.bind(binding, named, r.local(stackType(named)));
    });
    return;
  }
  switch (pattern.kind) {
    case "wildcard":
      return;
    case "binding":
      read(place, r);
      r.bind(pattern.binding, type, r.keep(type));
      return;
    case "literal":
      matchesLiteral(pattern.value, place, r, no);
      return;
    case "variant": {
      const value = inside(place, r, no);
      read(part(value, headOf(value.type)), r);
      code.i64(pattern.variant).op("i64.ne").brIf(no);
      const parts = partsOf(value.type, pattern.variant);
      pattern.arguments.forEach((argument, at) => {
        matches(argument, part(value, present(parts[at])), r, no);
      });
      return;
    }
    case "tuple": {
      const value = inside(place, r, no);
      const parts = partsOf(value.type);
      pattern.items.forEach((item, at) => {
        matches(item, part(value, present(parts[at])), r, no);
      });
      return;
    }
    case "record": {
      const value = inside(place, r, no);
      const parts = partsOf(value.type);
      for (const { field, pattern: inner } of pattern.fields) matches(inner, part(value, present(parts[field])), r, no);
    }
  }
}

function matchesLiteral(value: boolean | number | null, place: Place, r: Routine, no: Label): void {
  const { code } = r;
  if (value === null) {
    if (place.type.kind !== "option") {
      code.br(no);
      return;
    }
    read(part(place, headOf(place.type)), r);
    code.op("i64.eqz", "i32.eqz").brIf(no);
    return;
  }
  const inner = inside(place, r, no);
  read(inner, r);
  if (typeof value === "boolean") code.i32(value ? 1 : 0).op("i32.ne");
  else code.i64(value).op("i64.ne");
  code.brIf(no);
}

/** The value in an option; goes to `no` where there is none. Other places as they are. */
function inside(place: Place, r: Routine, no: Label): Place {
  const { type } = place;
  if (type.kind !== "option") return place;
  read(part(place, headOf(type)), r);
  r.code.op("i64.eqz").brIf(no);
  return part(place, payloadOf(type));
}

/** Binds the names of a pattern that always matches to a value in a local. */
export function binds(pattern: Pattern, type: Type, value: Local, r: Routine): void {
  if (pattern.kind === "binding" && !isNothing(type)) {
    r.bind(pattern.binding, type, value);
    return;
  }
  r.code.block("none", (no) => matches(pattern, placeOf(type, value, r), r, no));
}

/** Code for each arm, with its names bound, where the subject matches no earlier one. Each is to leave by itself. */
export function matchedArms<A extends { readonly pattern: Pattern }>(
  match: { readonly subject: Expr; readonly arms: readonly A[] },
  r: Routine,
  each: (arm: A) => void,
): void {
  const subject = copied(evaluate(match.subject, r), r);
  for (const arm of match.arms) {
    r.code.block("none", (no) => {
      matches(arm.pattern, subject, r, no);
      each(arm);
    });
  }
}
