import { type Diagnostic, error } from "../../diagnostic.js";
import type { Span } from "../../source.js";

/* E04xx: constants and bounds, once their values are known. */

/** `written`: the range as it stands there, when its bounds are more than two numbers. */
export function emptyRange(span: Span, low: number, high: number, written: string | undefined): Diagnostic {
  const range =
    written === undefined
      ? `the range ${low}..${high}`
      : `with these constants \`${written}\` is ${low}..${high}, which`;
  return error("E0401", span, `${range} is empty: its first number is greater than its last`, {
    hint: written === undefined ? `did you mean \`${high}..${low}\`?` : "`assume` can say which constants make sense",
  });
}

export function boundNotConstant(span: Span): Diagnostic {
  const allowed = "numbers, constants, `+ - * div mod`, `min(a, b)`, `max(a, b)`";
  return error("E0402", span, `a bound is arithmetic over constants: ${allowed}`);
}

export function isNoArithmetic({ code }: Diagnostic): boolean {
  return code === "E0402";
}

export function boundTooLarge(span: Span): Diagnostic {
  return error("E0403", span, "this bound leaves the integers that can be computed exactly, -2^53..2^53");
}

export function boundDivision(span: Span, operator: "div" | "mod", value: number): Diagnostic {
  return error("E0404", span, `the right side of \`${operator}\` must be greater than 0, and is ${value}`);
}

export function countTooSmall(span: Span, what: string, value: number): Diagnostic {
  return error("E0405", span, `${what} must be at least 1, and is ${value}`);
}

export function constantCycle(span: Span, names: readonly string[]): Diagnostic {
  const cycle = names.map((name) => `\`${name}\``).join(" → ");
  return error("E0406", span, `with these values the constants need each other: ${cycle}`);
}
