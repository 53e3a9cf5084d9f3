import { type Diagnostic, didYouMean, error, listed, type Note } from "../../diagnostic.js";
import type { Span } from "../../source.js";
import type * as ast from "../../syntax/ast.js";
import { declarationNote } from "../names/describe.js";
import type { AnySymbol } from "../symbols.js";
import { brief, quoted } from "./brief.js";

/* E03xx: types. `is` and `has` are types in words: "a set of Proc". */

/** "`x` is a set of Proc, but `+` adds ints" */
export function mismatch(e: ast.Expr, is: string, but: string, hint?: string): Diagnostic {
  return error("E0301", e.span, `${quoted(e)} is ${is}, but ${but}`, { hint });
}

export function incomparable(span: Span, operator: string, left: string, right: string, hint?: string): Diagnostic {
  return error("E0302", span, `\`${operator}\` compares values of one type, not ${left} with ${right}`, { hint });
}

/** `union`, `++` and their kin on two collections whose elements differ. */
export function differentElements(span: Span, operator: string, left: string, right: string): Diagnostic {
  return error(
    "E0302",
    span,
    `\`${operator}\` needs elements of one type on both sides, not \`${left}\` and \`${right}\``,
  );
}

/** The two ways of an `if`, the arms of a `match`, the elements of a collection. */
export function differentParts(
  span: Span,
  what: string,
  first: string,
  other: string,
  at: Span,
  hint?: string,
): Diagnostic {
  return error("E0303", span, `${what} are of one type, and this is ${other}`, {
    notes: [{ message: `this is ${first}`, span: at }],
    hint,
  });
}

export function unknownField(name: ast.Name, is: string, suggestion: string | undefined): Diagnostic {
  return error("E0304", name.span, `${is} has no field \`${name.text}\``, { hint: didYouMean(suggestion) });
}

export function noFields(name: ast.Name, target: ast.Expr, is: string, hint: string | undefined): Diagnostic {
  return error("E0304", name.span, `${quoted(target)} is ${is}, which has no fields`, { hint });
}

export function missingFields(span: Span, type: string, missing: readonly string[]): Diagnostic {
  return error("E0304", span, `this has no ${listed(missing.map((name) => `\`${name}\``))}, but ${type} has`);
}

export function notHandled(span: Span, cases: readonly string[]): Diagnostic {
  const names = listed(cases.map((text) => (text === "_" ? "all other values" : `\`${text}\``)));
  return error("E0305", span, `this \`match\` does not say what happens for ${names}`, {
    hint: "add the missing case, or `_:` for all others",
  });
}

export function armNeverTaken(span: Span): Diagnostic {
  return error("E0306", span, "this case never comes: those above it take everything");
}

export function mayNotMatch(span: Span, where: string, example: string): Diagnostic {
  const not = /\w/.test(example.replaceAll("_", "")) ? `does not match \`${example}\`` : "matches only some values";
  return error("E0307", span, `a pattern in ${where} always matches, and this one ${not}`, {
    hint: "take the whole value by a name and look at it with `match`",
  });
}

/** `what`: "`any`", "a quantifier", "the keys of a function". */
export function notFinite(span: Span, what: string, type: string, reason: string, hint?: string): Diagnostic {
  return error("E0308", span, `${what} needs a finite type, and ${type} is not finite${reason}`, { hint });
}

export function noneNotPossible(span: Span, but: string): Diagnostic {
  return error("E0309", span, `\`none\` cannot stand here: ${but}`, {
    hint: "where a value may be missing, its type is written `T?`",
  });
}

export function neverNone(span: Span, value: ast.Expr, is: string): Diagnostic {
  return error("E0309", span, `${quoted(value)} is ${is}, which is never \`none\``, {
    hint: "where a value may be missing, its type is written `T?`",
  });
}

/** A type's name where one of its values should stand. */
export function typeAsValue(e: ast.Expr, but: string, hint: string): Diagnostic {
  return error("E0310", e.span, `${quoted(e)} is a type, which stands for the set of its values, but ${but}`, { hint });
}

export function twiceOptional(span: Span, type: string): Diagnostic {
  return error("E0312", span, `${type} may be \`none\` already: there is no \`??\``);
}

export function onlyAfterType(span: Span, what: "variants" | "symmetric"): Diagnostic {
  const noun = what === "variants" ? "variants are declared" : "a `symmetric` type is declared";
  return error("E0313", span, `${noun} with a name of their own: \`type T = …\``);
}

export function orderOfSymmetric(span: Span, what: string, type: string): Diagnostic {
  return error("E0314", span, `${what} would tell the values of ${type} apart, and they are interchangeable`, {
    hint: "only `==`, `!=`, membership, quantifiers, `pick` and use as a key treat them alike",
  });
}

/** `place`: what a round writes, or reads while others write it. `name`: of the value that the `for` goes over; undefined where a pattern takes it apart. */
export function sharedInSymmetricFor(
  place: ast.Expr,
  done: "written" | "read",
  name: string | undefined,
  type: string,
): Diagnostic {
  const key = name === undefined ? "a name for the whole value" : `\`${name}\``;
  const why = "else the order of its rounds, which nobody knows, would show";
  const was = brief(place) === undefined ? "" : `, as in \`let was = ${brief(place)}\``;
  const hint =
    done === "written"
      ? `${why}: say without a \`for\`, for all values at once, what ${quoted(place)} is in the end`
      : `${why}, since other rounds write there: name before the \`for\` what it was${was}`;
  return error(
    "E0314",
    place.span,
    `a \`for\` over values of ${type}, which are interchangeable, may only touch places with ${key} among their keys`,
    { hint },
  );
}

export function typeNotKnown(e: ast.Node, what: string, hint: string): Diagnostic {
  return error("E0315", e.span, `what ${what} is, cannot be seen here`, { hint });
}

export function notIndexable(target: ast.Expr, is: string, hint: string | undefined): Diagnostic {
  return error("E0316", target.span, `${quoted(target)} is ${is}: only functions and sequences are read with \`[…]\``, {
    hint,
  });
}

/** A function literal whose keys are of another type than the function's. */
export function wrongKeys(span: Span, are: string, should: string): Diagnostic {
  return error("E0317", span, `the keys here are ${are}, but those of this function are ${should}`);
}

/** `m[a, b]` where a key is no pair of such a kind; `nested`: its values are functions themselves. */
export function keyCount(span: Span, target: ast.Expr, key: string, given: number, nested: boolean): Diagnostic {
  const hint = nested ? "a function of functions is read with one key after the other: `m[a][b]`" : undefined;
  return error("E0317", span, `a key of ${quoted(target)} is ${key}, and not a tuple of ${given}`, { hint });
}

export function patternMismatch(span: Span, pattern: string, is: string): Diagnostic {
  return error("E0318", span, `this pattern is for ${pattern}, but the value is ${is}`);
}

export function fieldCount(span: Span, variant: AnySymbol, fields: readonly string[], given: number): Diagnostic {
  const has = fields.length === 0 ? "no fields" : fields.length === 1 ? "one field" : `${fields.length} fields`;
  const use = fields.length === 0 ? variant.name : `${variant.name}(${fields.join(", ")})`;
  return error(
    "E0319",
    span,
    `\`${variant.name}\` has ${has}, and ${given === 0 ? "none" : given} ${given === 1 ? "is" : "are"} named`,
    {
      notes: declarationNote(variant),
      hint: `say \`${use}\`, with \`_\` for what does not matter`,
    },
  );
}

/** `c` for `c[k]` and the reverse. */
export function channelKey(span: Span, channel: AnySymbol, keys: string | undefined): Diagnostic {
  const notes: readonly Note[] = declarationNote(channel);
  return keys === undefined
    ? error("E0320", span, `\`${channel.name}\` is one mailbox alone, without keys`, {
        notes,
        hint: `say \`${channel.name}\``,
      })
    : error("E0320", span, `\`${channel.name}\` has a mailbox for each ${keys}, and this does not say which`, {
        notes,
        hint: `say \`${channel.name}[…]\``,
      });
}
