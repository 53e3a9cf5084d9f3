import type { GeneratedSteps } from "../abi.js";
import { heap } from "../heap/cells.js";
import { Views } from "../wave/views.js";
import { BLOCK, WAYS } from "./code.js";
import type { Kept } from "./kept.js";
import type { PackedSteps } from "./steps.js";
import { type TruthsCode, truthsCode } from "./truths-code.js";

/** Bytes that so many predicates of the steps of a search take. */
export function truthBytes({ states, words, steps }: Kept, predicates: number): number {
  return predicates === 0 ? 0 : predicates * (states.length + steps) + (BLOCK + WAYS) * 4 * words;
}

/** Predicates along all steps of a graph, evaluated one state after another. A truth is one of abi.ts, but that any error is 2. */
export class StepTruths {
  /** By predicate: for each state what it is where no step is taken any more, for each step what it is there. */
  resting: readonly Uint8Array[] = [];
  stepping: readonly Uint8Array[] = [];
  readonly #kept: Kept;
  readonly #graph: PackedSteps;
  readonly #code: TruthsCode;
  readonly #views: Views;
  readonly #tell: (count: number) => void;
  readonly #rehash: () => void;
  readonly #predicates: number;
  /** States and steps that were told. */
  #state = 0;
  #step = 0;

  /**
   * @param predicates how many there are
   * @param graph with all its steps by the time that they are told
   * @throws Unsupported; RangeError when there is no memory for it
   */
  constructor(kept: Kept, generated: GeneratedSteps, predicates: number, graph: PackedSteps) {
    const size = { words: kept.words, steps: WAYS, predicates };
    const { placed, memory } = kept.place((base, most) => truthsCode(generated, size, base, most));
    this.#code = placed;
    this.#views = new Views(memory);
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(placed.code), { env: { memory } });
    const { tell, rehash } = exports;
    if (typeof tell !== "function") throw new Error("internal error: no such function");
    this.#tell = (count) => void tell(count);
    this.#rehash = () => typeof rehash === "function" && void rehash();
    this.#kept = kept;
    this.#graph = graph;
    this.#predicates = predicates;
  }

  /** States whose steps were not told yet. */
  get left(): number {
    return this.#kept.states.length - this.#state;
  }

  /** Was there no room for more interned values? */
  get isFull(): boolean {
    return this.#views.get(heap.full) !== 0;
  }

  /** Takes up to so many blocks of states more. Returns false at the end. */
  advance(blocks: number): boolean {
    if (this.#state === 0) this.#begin();
    for (let more = blocks; more > 0 && this.left > 0; more--) this.#block();
    return this.left > 0;
  }

  #begin(): void {
    const table = (length: number): readonly Uint8Array[] =>
      Array.from({ length: this.#predicates }, () => new Uint8Array(length));
    this.resting = table(this.#kept.states.length);
    this.stepping = table(this.#graph.targets.length);
  }

  /** As many states as fit, each with all its steps, but perhaps the last one. */
  #block(): void {
    const { offsets } = this.#graph;
    const { plan } = this.#code;
    const [state, step] = [this.#state, this.#step];
    const most = Math.min(BLOCK, this.left);
    const { words } = this.#views;
    let [count, end] = [0, step];
    while (count < most && (offsets[state + count] ?? 0) - step < plan.steps) {
      end = Math.min(offsets[state + count + 1] ?? 0, step + plan.steps);
      words[(plan.ends >>> 2) + count++] = end - step;
    }
    this.#load(count, end);
    this.#tell(count);
    this.#note(count, end);
    if (this.#code.heap) this.#rehash();
    this.#step = end;
    this.#state += end === offsets[state + count] ? count : count - 1;
  }

  #load(count: number, end: number): void {
    const { plan } = this.#code;
    const { bytes, words } = this.#views;
    this.#kept.states.read(this.#state, bytes.subarray(plan.states, plan.states + count * plan.state));
    this.#graph.gather(this.#graph.targets.subarray(this.#step, end), words.subarray(plan.targets >>> 2));
  }

  #note(count: number, end: number): void {
    const { plan } = this.#code;
    const { bytes } = this.#views;
    const steps = end - this.#step;
    this.resting.forEach((table, predicate) => {
      const from = plan.resting + BLOCK * predicate;
      table.set(bytes.subarray(from, from + count), this.#state);
    });
    this.stepping.forEach((table, predicate) => {
      const from = plan.stepping + plan.steps * predicate;
      table.set(bytes.subarray(from, from + steps), this.#step);
    });
  }
}
