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

  /** Makes steps of the ways of the first `count` states, by the numbers of all targets. `first`: the number of the first state. */
  makeSteps(first: number, count: number, numbers: Uint32Array, meet: (state: number, way: number) => number): void {
    const { plan, views } = this;
    views.words.set(numbers, plan.numbers >>> 2);
    for (let way = this.call("steps", count, first); way > 0; way = this.call("steps", count, first)) {
      const who = views.get(plan.out + WAY * (way - 1) + 4);
      const met = this.wayAt(way - 1, count);
      views.put(this.code.known + 4 * who, meet(first + met.state, met.way) + 1);
    }
  }

  /** Of the steps: how many there are up to the last one of each state, where they lead, and who takes them; valid until the next call. */
  steps(count: number): { readonly ends: Int32Array; readonly targets: Int32Array; readonly actors: Int32Array } {
    const { stepEnds, stepTargets, stepActors } = this.plan;
    const { words } = this.views;
    const part = (address: number, length: number): Int32Array =>
      words.subarray(address >>> 2, (address >>> 2) + length);
    const ends = part(stepEnds, count);
    const steps = ends[count - 1] ?? 0;
    return { ends, targets: part(stepTargets, steps), actors: part(stepActors, steps) };
  }

  /** The truths of a predicate in the first `count` states; valid until the next call. */
  truths(predicate: number, count: number): Uint8Array {
    this.call(`truth${predicate}`, count);
    const { truths } = this.plan;
    return this.views.bytes.subarray(truths, truths + count);
  }
}
