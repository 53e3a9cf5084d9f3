import type { CheckResult, SimulationResult, Trace } from "../engine/result.js";
import { claimName } from "./claims.js";
import { waitTexts } from "./waits.js";

/** A behaviour of a result and what it shows: `Together fails`. */
export interface Behaviour {
  readonly title: string;
  readonly trace: Trace;
  /** What else is to be said of its end. */
  readonly notes?: readonly string[];
}

/** The behaviours that a result tells, the most telling first: errors, what fails, witnesses, states cut off. */
export function behaviours(result: Pick<CheckResult, "claims" | "faults" | "constraints">): Behaviour[] {
  return [
    ...result.faults.map(({ during, trace }) => ({ title: `error in ${during}`, trace })),
    ...claimed(result.claims, "fails", "fails"),
    ...claimed(result.claims, "holds", "is reached"),
    ...result.constraints.flatMap(({ name, example }) =>
      example === undefined ? [] : [{ title: `outside ${name}`, trace: example }],
    ),
  ];
}

/** The same for a simulation: what failed, else its last run. */
export function simulated({ claims, faults, sample }: SimulationResult): Behaviour[] {
  const found = behaviours({ claims, faults, constraints: [] });
  return sample === undefined ? found : [...found, { title: "a random behaviour", trace: sample }];
}

function claimed(claims: CheckResult["claims"], status: "fails" | "holds", verb: string): Behaviour[] {
  return claims.flatMap((claim) => {
    if (claim.status !== status || claim.trace === undefined) return [];
    const title = claim.trace.arbitrary ? `${claimName(claim)} is not inductive` : `${claimName(claim)} ${verb}`;
    if (claim.kind === "deadlock")
      return [{ title: "deadlock", trace: claim.trace, notes: waitTexts(claim.waits ?? []) }];
    return [{ title, trace: claim.trace }];
  });
}
