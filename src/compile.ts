import type { Diagnostic } from "./diagnostic.js";
import { examineConstants } from "./engine/interpret/constants.js";
import { type Choice, choose } from "./model/choose.js";
import { refuseWithoutClaims } from "./model/claims.js";
import { guessErrors } from "./model/guess.js";
import { infer } from "./model/infer.js";
import type { Model } from "./model/ir.js";
import { boundErrors, lower } from "./model/lower/lower.js";
import { resolve } from "./model/resolve.js";
import { atomicity } from "./model/steps/atomicity.js";
import { Source, type Span } from "./source.js";
import type { Spec } from "./syntax/ast.js";
import { parse } from "./syntax/parse.js";

export interface CompileOptions extends Choice {
  /** What messages call the spec: usually its path. */
  readonly name?: string;
  /** The text of the file that a `refines` names, relative to this spec; throws an `Error` that says why there is none. */
  readonly read?: (path: string) => string;
  /** Also warn of steps that touch several shared places at once. */
  readonly atomicity?: boolean;
}

export interface Compilation {
  /** Present exactly when no diagnostic is an error. */
  readonly model: Model | undefined;
  /** Names of the spec's models, in order; empty when its text cannot be read. */
  readonly models: readonly string[];
  /** Errors, or when there are none warnings (whose cause an error might be), in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** The text that the spans point into: the spec's, followed by that of the constants put in from outside. */
  readonly source: Source;
}

/** From text to model: what a spec means with the constants of one of its models, or all that is wrong with it. */
export function compile(text: string, options: CompileOptions = {}): Compilation {
  const file = new Source(options.name ?? "spec", text);
  const parsed = parse(file);
  if (parsed.spec === undefined) {
    const others = parsed.guess === undefined ? [] : guessErrors(parsed.guess, file);
    return compilation(undefined, [], file, [...parsed.diagnostics, ...others]);
  }
  return compileTree(parsed.spec, file, options);
}

/** The same from the tree of a text. */
export function compileTree(spec: Spec, file: Source, options: CompileOptions = {}): Compilation {
  const models = spec.declarations.flatMap((each) => (each.kind === "model" ? [each.name.text] : []));
  const chosen = choose(spec, file, options);
  const resolved = resolve(chosen.spec, options.read);
  const typed = infer(resolved.resolved);
  const found = [...chosen.diagnostics, ...resolved.diagnostics, ...typed.diagnostics];
  const errors = [...found, ...refuseWithoutClaims(typed.typed)].filter(isError);
  if (errors.length > 0) {
    const bounds = apart(boundErrors(typed.typed, chosen.model), errors);
    return compilation(undefined, models, chosen.source, [...errors, ...bounds]);
  }
  const lowered = lower(typed.typed, chosen.model, chosen.source);
  const constants = lowered.model === undefined ? [] : examineConstants(lowered.model);
  const steps = options.atomicity ? atomicity(resolved.resolved) : [];
  return compilation(lowered.model, models, chosen.source, [...found, ...steps, ...lowered.diagnostics, ...constants]);
}

function compilation(
  model: Model | undefined,
  models: readonly string[],
  source: Source,
  diagnostics: readonly Diagnostic[],
): Compilation {
  const errors = diagnostics.filter(isError);
  const told = errors.length > 0 ? errors : diagnostics;
  const ordered = told.toSorted((left, right) => (left.span?.start ?? 0) - (right.span?.start ?? 0));
  return { model: errors.length > 0 ? undefined : model, models, diagnostics: ordered, source };
}

/** Those of the diagnostics whose place has no error yet. */
function apart(diagnostics: readonly Diagnostic[], errors: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ span: place }) => !errors.some(({ span }) => place && span && overlap(place, span)));
}

function overlap(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}

function isError(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === "error";
}
