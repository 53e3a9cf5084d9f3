import type { Binding, Pattern } from "../../model/ir.js";
import { eachBinding } from "../../model/visit.js";
import { Product, present, same, type Value } from "../values/value.js";
import type { Event, Frame } from "./frame.js";

/** Does the value match the pattern? Binds its names in the frame's environment on the way. */
export function matches(pattern: Pattern, value: Value, frame: Frame): boolean {
  switch (pattern.kind) {
    case "wildcard":
      return true;
    case "binding":
      frame.bind(pattern.binding, value);
      return true;
    case "literal":
      return same(pattern.value, value);
    case "variant":
      return value instanceof Product && value.shape.index === pattern.variant && all(pattern.arguments, value, frame);
    case "tuple":
      return value instanceof Product && all(pattern.items, value, frame);
    case "record":
      return (
        value instanceof Product &&
        pattern.fields.every((field) => matches(field.pattern, present(value.items[field.field]), frame))
      );
  }
}

function all(patterns: readonly Pattern[], value: Product, frame: Frame): boolean {
  return patterns.every((pattern, at) => matches(pattern, present(value.items[at]), frame));
}

/** The names that a pattern binds, in the order of the text. */
export function bindingsOf(pattern: Pattern): readonly Binding[] {
  const bindings: Binding[] = [];
  eachBinding(pattern, (binding) => bindings.push(binding));
  return bindings;
}

/** The frame with what these patterns have just bound on its trail. */
export function recordingNames(patterns: readonly Pattern[], frame: Frame): Frame {
  if (frame.trail === undefined) return frame;
  const event = (binding: Binding): Event => ({ kind: "name", binding, value: frame.bound(binding) });
  return frame.recording(...patterns.flatMap(bindingsOf).map(event));
}
