import type { GeneratedBehaviours } from "../abi.js";
import { Block } from "./block.js";
import { type GraphCode, graphCode, WAY } from "./code.js";
import type { Kept } from "./kept.js";

/** A block of which the graph is made, and predicates of states are told. */
export class GraphBlock extends Block<GraphCode> {
  /** As for a block. */
  constructor(kept: Kept, generated: GeneratedBehaviours, ways: number) {
    super(kept, (size, base, most) => graphCode(generated, size, base, most), ways);
  }

  /** The states that ways lead to, in whole lanes; valid until the next call. */
  get targets(): { readonly states: Uint8Array; readonly count: number } {
    const { targets, found, state } = this.plan;
    const count = this.views.get(found);
    return { states: this.views.bytes.subarray(targets, targets + count * state), count };
  }

  /**
   * Makes steps of the ways of the first `count` states, by the numbers of all targets. `first`: the number of the first state;
   * `before`: how many steps there are before. Returns how many there are then.
   */
  makeSteps(
    { first, count, before }: { readonly first: number; readonly count: number; readonly before: number },
    numbers: Uint32Array,
    meet: (state: number, way: number) => number,
  ): number {
    const { plan, views } = this;
    views.words.set(numbers, plan.numbers >>> 2);
    const steps = (): number => this.call("steps", count, first, before);
    for (let way = steps(); way > 0; way = steps()) {
      const who = views.get(plan.out + WAY * (way - 1) + 4);
      const met = this.wayAt(way - 1, count);
      views.put(this.code.known + 4 * who, meet(first + met.state, met.way) + 1);
    }
    return views.get(plan.stepEnds + 4 * (count - 1)) >>> 0;
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
    const { truths } = this.plan;
    return this.views.bytes.subarray(truths, truths + count);
  }

  #words(address: number, length: number): Int32Array {
    return this.views.words.subarray(address >>> 2, (address >>> 2) + length);
  }
}
