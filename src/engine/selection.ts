import type { Claim, ClaimKind, Model } from "../model/ir.js";

/** Kinds of claims that are only read yet, and what it is that cannot be done. */
const UNCHECKED: { readonly [K in ClaimKind]?: string } = {
  refines: "the spec that it refines is not known",
};

const SINGLE_STATES: ReadonlySet<ClaimKind> = new Set(["invariant", "inductive invariant", "reachable"]);

/** Why this version does not check such a claim at all; undefined when it does. */
export function whyUnchecked(kind: ClaimKind): string | undefined {
  return UNCHECKED[kind];
}

/**
 * The claims to check, as indices into `Model.claims`: those of the call; else those that the chosen model names; else,
 * when it expects nothing or none is chosen, all. Deadlock is checked in any case and may be named.
 *
 * @throws RangeError when the call names a claim that the spec does not have
 */
export function selectClaims(model: Model, names: readonly string[] | undefined): number[] {
  const wanted = names ?? namesOf(model);
  if (wanted === undefined) return model.claims.map((_, index) => index);
  for (const name of wanted) {
    if (name === "deadlock" || model.claims.some((claim) => claim.name === name)) continue;
    throw new RangeError(`the spec ${model.name} has no claim named ${name}`);
  }
  return indicesOf(model, (claim) => wanted.includes(claim.name));
}

/** Those of the selected claims that a search for what single states tell evaluates. */
export function evaluated(model: Model, selected: readonly number[]): number[] {
  return indicesOf(model, ({ kind }, index) => selected.includes(index) && SINGLE_STATES.has(kind));
}

function namesOf({ chosen }: Model): string[] | undefined {
  if (chosen === undefined || chosen.expectations.length === 0) return undefined;
  return chosen.expectations.flatMap((expected) =>
    expected.kind === "holds" || expected.kind === "fails" ? [expected.claim] : [],
  );
}

function indicesOf(model: Model, wanted: (claim: Claim, index: number) => boolean): number[] {
  return model.claims.flatMap((claim, index) => (wanted(claim, index) ? [index] : []));
}
