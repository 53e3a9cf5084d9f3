import { type Diagnostic, didYouMean, error, listed } from "../../diagnostic.js";
import type { Span } from "../../source.js";
import { suggest } from "../../suggest.js";
import type * as ast from "../../syntax/ast.js";
import { declarationNote, kindOf } from "../names/describe.js";
import type { AnySymbol } from "../symbols.js";

/* E06xx: claims, models, refinement. */

export function unknownClaim(
  name: ast.Name,
  symbol: AnySymbol | undefined,
  suggestion: string | undefined,
): Diagnostic {
  const what = symbol === undefined ? "there is no claim" : `\`${name.text}\` is ${kindOf(symbol)}, not a claim`;
  return error("E0601", name.span, symbol === undefined ? `${what} \`${name.text}\`` : what, {
    notes: symbol === undefined ? [] : declarationNote(symbol),
    hint: symbol?.kind === "definition" ? `claim it: \`invariant Name: ${name.text}\`` : didYouMean(suggestion),
  });
}

export function unknownConstraint(
  name: ast.Name,
  symbol: AnySymbol | undefined,
  suggestion: string | undefined,
): Diagnostic {
  const what =
    symbol === undefined
      ? `there is no constraint \`${name.text}\``
      : `\`${name.text}\` is ${kindOf(symbol)}, not a constraint`;
  return error("E0602", name.span, what, { hint: didYouMean(suggestion) });
}

export function unknownConstant(
  name: ast.Name,
  symbol: AnySymbol | undefined,
  constants: readonly string[],
): Diagnostic {
  const what =
    symbol === undefined
      ? `there is no constant \`${name.text}\``
      : `\`${name.text}\` is ${kindOf(symbol)}, and a model chooses constants`;
  const known =
    constants.length === 0
      ? "the spec has no constants"
      : `the spec has ${listed(constants.map((constant) => `\`${constant}\``))}`;
  return error("E0603", name.span, what, { hint: didYouMean(suggest(name.text, constants)) ?? known });
}

/** A claim that is expected to hold and to fail, or expected twice; a constant that is chosen twice. */
export function expectedTwice(name: ast.Name, first: Span): Diagnostic {
  return error("E0605", name.span, `\`${name.text}\` is in this model twice`, {
    notes: [{ message: "the first time is here", span: first }],
  });
}

/** `where`: "an `invariant`". */
export function primeOutside(span: Span, where: string, via: AnySymbol | undefined): Diagnostic {
  return error(
    "E0606",
    span,
    `${where} speaks of one state: the value after a step, \`'\`, is known in \`step invariant\` and \`property\` only`,
    {
      notes: via === undefined ? [] : declarationNote(via),
      hint: where.includes("step of") ? "inside a step, what was assigned is just read: `x`" : undefined,
    },
  );
}

export function temporalOutside(span: Span, operator: string, where: string, via: AnySymbol | undefined): Diagnostic {
  return error(
    "E0607",
    span,
    `${where} cannot speak of whole behaviours: \`${operator}\` stands only in \`property\``,
    {
      notes: via === undefined ? [] : declarationNote(via),
      hint: operator === "always" ? "an `invariant` is already true always" : undefined,
    },
  );
}

/** Where a value is made of it: `{x in S: eventually p}`, `f(always p)`. */
export function temporalInside(span: Span, operator: string, via: AnySymbol | undefined): Diagnostic {
  return error(
    "E0618",
    span,
    `\`${operator}\` speaks of behaviours, and stands here inside something that is no formula`,
    {
      notes: via === undefined ? [] : declarationNote(via),
      hint: "formulas are made with `not`, `and`, `or`, `=>`, `<=>`, `forall`, `exists`, `if`, `let`, `match` and definitions",
    },
  );
}

export function enabledOutside(span: Span, where: string, via: AnySymbol | undefined): Diagnostic {
  return error("E0608", span, `${where} cannot ask what is \`enabled\`: only claims, \`done when\` and \`show\` can`, {
    notes: via === undefined ? [] : declarationNote(via),
    hint: "say the condition itself, with `when` or in a `def`",
  });
}

export function primedTwice(span: Span, what: string, via: AnySymbol | undefined): Diagnostic {
  return error("E0609", span, `${what} cannot stand under \`'\`, which belongs to the state after one step`, {
    notes: via === undefined ? [] : declarationNote(via),
  });
}

export function unreadableAbstract(span: Span, file: string, reason: string): Diagnostic {
  return error("E0610", span, `\`${file}\` cannot be read: ${reason}`);
}

export function wrongAbstract(span: Span, file: string, count: number): Diagnostic {
  return error("E0611", span, `\`${file}\` has ${count === 1 ? "an error" : `${count} errors`} of its own`, {
    hint: `run \`everystep check\` on it first`,
  });
}

/** A type or constant of the abstract spec that this one does not have. */
export function noCounterpart(span: Span, what: "type" | "constant", name: string, abstract: string): Diagnostic {
  return error("E0612", span, `\`${abstract}\` has the ${what} \`${name}\`, and there is none of that name here`, {
    hint: "types and constants of both specs are the same where they have the same name",
  });
}

export function differentCounterpart(span: Span, what: string, there: string, here: string): Diagnostic {
  return error("E0617", span, `\`${what}\` is ${there} there and ${here} here`, {
    hint: "say in `with { … }` how the one is seen in the other",
  });
}

/** What a type is in both specs, as its declaration says it. */
export function differentType(span: Span, name: string, there: string, here: string): Diagnostic {
  return error("E0617", span, `the type \`${name}\` is \`${there}\` there and \`${here}\` here`, {
    hint: "types of both specs are the same where they have the same name: give one of them another name",
  });
}

/** A left side of a mapping that the abstract spec does not have. `what`: "a variable", "a process". */
export function unknownMapped(
  name: ast.Name,
  what: string,
  abstract: string,
  suggestion: string | undefined,
): Diagnostic {
  return error("E0613", name.span, `\`${abstract}\` has no ${what} \`${name.text}\``, { hint: didYouMean(suggestion) });
}

export function mappedTwice(span: Span, what: string, first: Span): Diagnostic {
  return error("E0614", span, `${what} is mapped twice`, {
    notes: [{ message: "the first time is here", span: first }],
  });
}

/**
 * What of the abstract spec has neither a mapping nor a namesake here.
 *
 * @param defined those of which a definition or a constant here has the name
 */
export function unmapped(
  span: Span,
  abstract: string,
  missing: readonly string[],
  defined: readonly string[],
): Diagnostic {
  const names = listed(missing.map((name) => `\`${name}\``));
  const [same] = defined;
  const hint =
    same === undefined
      ? `say what ${missing.length === 1 ? "it is" : "they are"}: \`with { ${missing[0] ?? "x"} = … }\``
      : `only a variable or a channel stands for its namesake; if the \`${same}\` here is meant: \`with { ${same} = ${same} }\``;
  return error("E0615", span, `nothing here stands for ${names} of \`${abstract}\``, { hint });
}

export function notALabelMapping(span: Span, abstract: string): Diagnostic {
  return error(
    "E0616",
    span,
    `where a process of \`${abstract}\` is, is one of its labels, or an \`if\` or \`match\` that ends in labels`,
  );
}
