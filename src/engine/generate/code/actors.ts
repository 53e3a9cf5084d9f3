import type { Model } from "../../../model/ir.js";
import { sizeOf } from "../../values/domain.js";
import type { Program } from "../../values/program.js";
import { present } from "../../values/value.js";
import { holdsInterned } from "../encoding.js";
import { Unsupported } from "../unsupported.js";
import { ordinal } from "./ordinals.js";
import type { Routine } from "./routine.js";
import type { Unit } from "./unit.js";
import type { Chosen } from "./walks.js";

/** So many actors are told apart, at most. */
const MOST = 1 << 20;

/**
 * Who takes a step, as far as fairness may concern it: a member of a process, an action with its arguments. Each has a number
 * of its own, which is put into a cell before its ways are told; 0 is nobody in particular.
 */
export class Actors {
  /** The address of the cell: 32 bits. */
  readonly cell: number;
  readonly #program: Program;
  /** Numbers given so far. */
  #count = 1;

  constructor(unit: Unit) {
    this.cell = unit.allocate(4);
    this.#program = unit.program;
  }

  /** Numbers are below this one. */
  get count(): number {
    return this.#count;
  }

  nobody({ code }: Routine): void {
    code.i32(this.cell).i32(0).memory("i32.store");
  }

  /** The next member of a process. */
  member(process: number, r: Routine): void {
    if (!isConcerned("process", process, this.#program.model)) this.nobody(r);
    else r.code.i32(this.cell).i32(this.#next(1, "processes")).memory("i32.store");
  }

  /** An action with the arguments that were chosen. */
  action(action: number, chosen: readonly Chosen[], r: Routine): void {
    if (!isConcerned("action", action, this.#program.model)) {
      this.nobody(r);
      return;
    }
    const sizes = chosen.map(({ type }) => (holdsInterned(type) ? Number.POSITIVE_INFINITY : sizeOf(type)));
    const { name } = present(this.#program.model.actions[action]);
    const first = this.#next(
      sizes.reduce((product, size) => product * size, 1),
      `the arguments of ${name}`,
    );
    const { code } = r;
    code.i32(this.cell).i32(0);
    chosen.forEach(({ type, local }, at) => {
      code.i32(present(sizes[at])).op("i32.mul");
      r.scoped(() => {
        code.get(local);
        ordinal(type, r);
      });
      code.op("i32.add");
    });
    code.i32(first).op("i32.add").memory("i32.store");
  }

  #next(count: number, what: string): number {
    const first = this.#count;
    this.#count += count;
    if (this.#count > MOST) throw new Unsupported(`fairness to so many of ${what}`, undefined);
    return first;
  }
}

/** Does fairness speak of it? */
function isConcerned(kind: "action" | "process", index: number, { actions, processes, fairness }: Model): boolean {
  const own = kind === "action" ? actions[index]?.fairness : processes[index]?.fairness;
  const named = fairness.some(({ group }) => group.some((step) => step.kind === kind && step.index === index));
  return own !== "none" || named;
}
