import { isTrue } from "./behaviours.js";
import { claimOf } from "./claims.js";
import type { Engine } from "./engine.js";
import { isExhaustion } from "./exhaustion.js";
import type { JudgedSteps } from "./explored.js";
import type { Generated, GeneratedSteps } from "./generate/abi.js";
import { StepJudging } from "./generate/graph/judging.js";
import { judgingCode } from "./generate/graph/judging-code.js";
import type { Kept } from "./generate/graph/kept.js";
import { ofSupported } from "./generate/unsupported.js";
import { present } from "./values/value.js";

/*
 * Step invariants, judged by generated code: on every step out of the states that a search by generated code has expanded. It tells
 * where one is not true; what that step is, and whether it is an error, the engine finds out by taking it.
 */

/** Those of the claims (indices into `Model.claims`) that are step invariants, to be judged; undefined when there are none. */
export function packedSteps<S>(
  { model }: Engine<S>,
  generated: Generated,
  kept: Kept,
  claims: readonly number[],
  stop: (() => boolean) | undefined,
): JudgedSteps | undefined {
  const invariants = claims.filter((claim) => model.claims[claim]?.kind === "step invariant");
  const { stepping } = generated;
  if (stepping === undefined) return undefined;
  const code = (some: readonly number[]): GeneratedSteps =>
    stepping(some.map((claim) => isTrue(present(claimOf(claim, model).predicate))));
  try {
    return ofSupported(
      invariants,
      (claim) => judgingCode(code([claim]), { words: kept.words, ways: 1 }, 0, undefined),
      (some) => {
        const judging = new StepJudging(kept, code(some), some.length, model.sites.length);
        return new PackedStepClaims(some, judging, kept.complete, stop);
      },
    );
  } catch (error) {
    if (isExhaustion(error)) return undefined;
    throw error;
  }
}

class PackedStepClaims implements JudgedSteps {
  readonly claims: readonly number[];
  cut: "stopped" | "memory" | undefined;
  readonly #judging: StepJudging;
  readonly #stop: (() => boolean) | undefined;

  constructor(
    claims: readonly number[],
    judging: StepJudging,
    readonly complete: boolean,
    stop: (() => boolean) | undefined,
  ) {
    this.claims = claims;
    this.#judging = judging;
    this.#stop = stop;
  }

  get unexplored(): number {
    return this.#judging.left;
  }

  get broken(): JudgedSteps["broken"] {
    return this.#judging.broken.flatMap(({ predicate, from, way }) => {
      const claim = this.claims[predicate];
      return claim === undefined ? [] : [{ claim, from, way }];
    });
  }

  get counters(): JudgedSteps["counters"] {
    return this.#judging;
  }

  advance(pieces: number): boolean {
    if (this.cut !== undefined) return false;
    try {
      const more = this.#judging.advance(pieces);
      if (more && this.#stop?.()) this.cut = "stopped";
      return more && this.cut === undefined;
    } catch (error) {
      if (!this.#judging.isFull && !isExhaustion(error)) throw error;
      this.cut = "memory";
      return false;
    }
  }
}
