import type { Type } from "../../../model/ir.js";
import type { SeenPart } from "../../behaviours.js";
import type { Program } from "../../values/program.js";
import { present } from "../../values/value.js";
import type { GeneratedSeeing, WrittenSeeing } from "../abi.js";
import { partsOf, widthOf } from "../encoding.js";
import { forgetAll } from "../heap/build.js";
import { internFew } from "../heap/intern.js";
import { layoutOf } from "../layout.js";
import { locating } from "../unsupported.js";
import type { Defined } from "../wasm/module.js";
import { restore } from "./collapse.js";
import { evaluateAs } from "./expressions.js";
import { fill, inMemory, part } from "./places.js";
import { Routine } from "./routine.js";
import { expand } from "./steps.js";
import { transitionsOf } from "./transitions.js";
import { stored } from "./types.js";
import { Unit } from "./unit.js";

/*
 * What is seen of another spec in a state, as a number: the values that it is made of stand one after another, like the
 * items of a tuple, and the words that they are have a node in the heap. Equal values of a type have equal images, so that equal
 * numbers mean the same, and different ones do not.
 */

/** Compiles what a refinement needs of a model: its steps, and what is seen. */
export function seeing(program: Program, parts: readonly SeenPart[]): GeneratedSeeing {
  const layout = layoutOf(program);
  return { write: (site) => written(new Unit(program, layout, site), parts) };
}

function written(unit: Unit, parts: readonly SeenPart[]): WrittenSeeing {
  const frame = unit.allocate(unit.layout.words * 4 + 8);
  const steps = expand({ unit, frames: unit.frames, tried: unit.allocate(4 * transitionsOf(unit.model)) });
  const what = seen(parts, frame, unit);
  return { expand: steps, seen: what, end: unit.end, heap: unit.heap.functions };
}

function seen(parts: readonly SeenPart[], frame: number, unit: Unit): Defined {
  const defined = unit.function(["i32"], ["i32"]);
  const { code } = defined;
  const r = new Routine(unit, code, undefined);
  r.frame = frame;
  restore(present(code.parameters[0]), frame, r);
  const all: Type = { kind: "tuple", items: parts.map((each) => named(each, r, () => r.typing.of(each.expr))) };
  const words = Math.max(1, Math.ceil(widthOf(all) / 32));
  const at = unit.allocate(4 * words + 8);
  const place = inMemory(all, undefined, at);
  code
    .i32(at)
    .i32(0)
    .i32(4 * words + 8)
    .memoryFill();
  code.block("none", (fault) => {
    r.catching(fault, () => {
      parts.forEach((each, item) => {
        const into = part(place, present(partsOf(all)[item]));
        named(each, r, () => locating(each.expr.span, () => evaluateAs(each.expr, into.type, r)));
        fill(into, r);
      });
    });
    code.i32(at).call(internFew(words, unit)).i32(1).op("i32.add", "return");
  });
  if (unit.heap.functions !== undefined) forgetAll(r);
  code.i32(0);
  return defined;
}

/** The names in a part have their values in the body. */
function named<T>({ names }: SeenPart, r: Routine, body: () => T): T {
  for (const { binding, value } of names) r.bindKnown(binding, stored(binding.type), value);
  return body();
}
