import type { SeenChange, SeenPart } from "./behaviours.js";
import { isExhaustion } from "./exhaustion.js";
import type { SeenSteps } from "./explored.js";
import type { Generated } from "./generate/abi.js";
import type { Kept } from "./generate/graph/kept.js";
import { Seeing } from "./generate/graph/seeing.js";
import { Unsupported } from "./generate/unsupported.js";
import { NO_KEY } from "./refining.js";

/*
 * What is seen of a spec that another refines, told by generated code for every state that a search has kept, as keys; what a key
 * means, and whether a change is a step of that spec, the engine finds out, once each.
 */

/** Undefined where generated code does not tell it. */
export function packedSeeing(
  generated: Generated,
  kept: Kept,
  parts: readonly SeenPart[],
  met: (change: SeenChange) => boolean,
  stop: (() => boolean) | undefined,
): SeenSteps | undefined {
  const code = generated.seeing?.(parts);
  if (code === undefined) return undefined;
  try {
    return new PackedSeeing(new Seeing(kept, code, met), kept.initial, stop);
  } catch (error) {
    if (error instanceof Unsupported || isExhaustion(error)) return undefined;
    throw error;
  }
}

class PackedSeeing implements SeenSteps {
  cut: "stopped" | "memory" | undefined;
  readonly #seeing: Seeing;
  readonly #stop: (() => boolean) | undefined;

  constructor(
    seeing: Seeing,
    readonly initial: number,
    stop: (() => boolean) | undefined,
  ) {
    this.#seeing = seeing;
    this.#stop = stop;
  }

  get unexplored(): number {
    return this.#seeing.left;
  }

  keyOf(state: number): number {
    return this.#seeing.seenIn(state) ?? NO_KEY;
  }

  advance(pieces: number): boolean {
    if (this.cut !== undefined) return false;
    try {
      const more = this.#seeing.advance(pieces);
      if (more && this.#stop?.()) this.cut = "stopped";
      return more && this.cut === undefined;
    } catch (error) {
      if (!this.#seeing.isFull && !isExhaustion(error)) throw error;
      this.cut = "memory";
      return false;
    }
  }
}
