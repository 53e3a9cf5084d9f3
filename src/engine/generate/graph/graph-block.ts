import type { GeneratedBehaviours } from "../abi.js";
import { Block, placed } from "./block.js";
import { type GraphCode, graphCode, truthsAt, WAY } from "./code.js";
import type { Kept, Placed } from "./kept.js";

/** A block of which the graph is made, and predicates of states are told. */
export class GraphBlock extends Block<GraphCode> {
  /** As for a block. */
  static place(kept: Kept, generated: GeneratedBehaviours, ways: number, shared = false): Placed<GraphCode> {
    return placed(kept, (size, base, most) => graphCode(generated, size, base, most), ways, shared);
  }

  /** The states that ways lead to, in whole lanes; valid until the next call. */
  get targets(): { readonly states: Uint8Array; readonly count: number } {
    const { targets, found, state } = this.plan;
    const count = this.views.get(found);
    return { states: this.views.bytes.subarray(targets, targets + count * state), count };
  }

  /**
   * Makes steps of the ways of the first `count` states, by the numbers of all targets. `first`: the number of the first state.
   * False where `meet` does not know who takes a way.
   */
  makeSteps(
    first: number,
    count: number,
    numbers: Uint32Array,
    meet: (state: number, way: number) => number | undefined,
  ): boolean {
    const { plan, views } = this;
    views.words.set(numbers, plan.numbers >>> 2);
    for (let way = this.call("steps", count, first); way > 0; way = this.call("steps", count, first)) {
      const who = views.get(plan.out + WAY * (way - 1) + 4);
      const met = this.wayAt(way - 1, count);
      const actor = meet(first + met.state, met.way);
      if (actor === undefined) return false;
      views.put(this.code.known + 4 * who, actor + 1);
    }
    return true;
  }

  /** Of so many states: how many steps there are up to the last one of each; valid until the next call, like what follows. */
  ends(count: number): Int32Array {
    return this.#words(this.plan.stepEnds, count);
  }

  /** Where so many steps lead. */
  stepTargets(steps: number): Int32Array {
    return this.#words(this.plan.stepTargets, steps);
  }

  /** Who takes so many steps: their numbers, or the lowest eight bits of each. */
  actors(steps: number, inBytes: boolean): ArrayLike<number> {
    const { stepActors, stepBytes } = this.plan;
    return inBytes ? this.views.bytes.subarray(stepBytes, stepBytes + steps) : this.#words(stepActors, steps);
  }

  /** The truths of a predicate in the first `count` states; valid until the next call. */
  truths(predicate: number, count: number): Uint8Array {
    this.call(`truth${predicate}`, count);
    return this.truthsTold(predicate, count);
  }

  /** Those that were told last; of predicates that have no places of their own, only the last one's. */
  truthsTold(predicate: number, count: number): Uint8Array {
    const truths = truthsAt(predicate, this.plan);
    return this.views.bytes.subarray(truths, truths + count);
  }

  /** Interned values are found faster with more buckets. Nobody else may use the heap. */
  tidy(): void {
    if (this.code.heap) this.call("rehash");
  }

  /** A word for each actor of generated code: see `GraphCode`. */
  get known(): Int32Array {
    return this.#words(this.code.known, this.code.actors);
  }

  #words(address: number, length: number): Int32Array {
    return this.views.words.subarray(address >>> 2, (address >>> 2) + length);
  }
}
