import type { Binding, Type } from "../../../model/ir.js";
import type { Span } from "../../../source.js";
import { present, type Value } from "../../values/value.js";
import { isWide } from "../encoding.js";
import type { Code, Label, Local } from "../wasm/code.js";
import type { ValueType } from "../wasm/opcodes.js";
import { Typing } from "./typing.js";
import type { Frames, Unit } from "./unit.js";

/** How a value lies on the stack: a bool as 0 or 1 and a wide value as its address (i32), an int as itself and the rest as images (i64). */
export function stackType(type: Type): ValueType {
  return type.kind === "bool" || isWide(type) ? "i32" : "i64";
}

/** Words of a state that are copied one by one. */
const MOST_COPIED = 64;

/** A piece of memory. */
export interface Region {
  readonly address: number;
  readonly bytes: number;
}

/**
 * A function being written, with what holds at the point that is reached: where the state stands, what names are bound,
 * where an error goes.
 */
export class Routine {
  readonly typing: Typing;
  names: Map<number, Local> = new Map();
  /** Values of names that are known while code is written; they have no local. */
  readonly known = new Map<number, Value>();
  #temporary: Local[] = [];
  /** The address of the state that expressions read and, after `own`, statements change. */
  frame = 0;
  /** The address of the state after the step, in a claim about steps. */
  next: number | undefined;
  /** Where the state is to be copied before it is changed; undefined: it may be changed where it stands. */
  copy: number | undefined;
  /** How many choices are open: `frames.at(depth)` is the frame of the last one. */
  depth = 0;
  /**
   * Memory that is needed again after what comes next, if the function may be called again before it is left; later
   * choices and names later. Undefined: it is not called again.
   */
  live: Region[] | undefined;
  /** The functions that one step is written in. */
  family: Code[];
  /** Where errors go, after their place has been put into `faulted`. */
  #onFault: Label | undefined;
  readonly faulted: Local;
  #fails = false;

  /** `counting`: do implications and quantifiers count how they were met? */
  constructor(
    readonly unit: Unit,
    readonly code: Code,
    readonly counting: { readonly evaluated: number; readonly witnessed: number } | undefined,
    readonly frames: Frames = unit.frames,
  ) {
    this.typing = new Typing(unit);
    this.faulted = code.local("i32");
    this.family = [code];
  }

  /** This function goes on where another one stands: with its types, and its names as the first parameters. */
  enter(from: Routine, names: readonly number[]): void {
    this.next = from.next;
    this.family = from.family;
    this.family.push(this.code);
    names.forEach((number, at) => {
      this.names.set(number, present(this.code.parameters[at]));
    });
    for (const [number, value] of from.known) this.known.set(number, value);
    for (const [number, type] of from.typing.types) this.typing.types.set(number, type);
  }

  /** A local for values of a type. */
  local(type: ValueType): Local {
    const local = this.code.local(type);
    this.#temporary.push(local);
    return local;
  }

  /** Takes the value of a type from the stack into a local of its own. */
  keep(type: Type): Local {
    const local = this.local(stackType(type));
    this.code.set(local);
    return local;
  }

  /** The body speaks of the state after the step. */
  primed<T>(body: () => T): T {
    const { frame, next } = this;
    this.frame = present(next);
    const result = body();
    this.frame = frame;
    return result;
  }

  /** Locals that the body asks for are free again after it, and what it names is forgotten. */
  scoped<T>(body: () => T): T {
    const outer = this.#temporary;
    const live = this.live?.length;
    const names = new Map(this.names);
    this.#temporary = [];
    const result = body();
    for (const local of this.#temporary) this.code.release(local);
    this.#temporary = outer;
    this.names = names;
    if (this.live !== undefined && live !== undefined) this.live.length = live;
    return result;
  }

  bind(binding: Binding, type: Type, local: Local): void {
    this.typing.types.set(binding.number, type);
    this.known.delete(binding.number);
    this.names.set(binding.number, local);
  }

  /** A name whose value is known now. */
  bindKnown({ number }: Binding, type: Type, value: Value): void {
    this.typing.types.set(number, type);
    this.known.set(number, value);
  }

  bound(binding: Binding): Local {
    return present(this.names.get(binding.number));
  }

  /** Errors in the body go to the label. */
  catching(label: Label, body: () => void): void {
    const outer = this.#onFault;
    this.#onFault = label;
    body();
    this.#onFault = outer;
  }

  /** Ends the way here with an error at a place of the text. */
  fail(span: Span): void {
    this.code.i32(this.unit.place(span));
    this.failThere();
  }

  /** The same at the place whose number is on the stack. */
  failThere(): void {
    this.#fails = true;
    this.code.set(this.faulted).br(present(this.#onFault));
  }

  /** Does what was written meet errors? */
  get fails(): boolean {
    return this.#fails;
  }

  /** Bytes of the step's code so far. */
  get written(): number {
    return this.family.reduce((sum, code) => sum + code.size, 0);
  }

  /** An error if the condition on the stack is true. */
  failIf(span: Span): void {
    this.code.if("none", () => this.fail(span));
  }

  /** To be called before the state is changed. */
  own(): void {
    const { frame, copy } = this;
    if (copy === undefined) return;
    this.copyState(frame, copy);
    this.frame = copy;
    this.copy = undefined;
  }

  /** Copies the state from one address, known now or in a local, to another. */
  copyState(from: number | Local, to: number): void {
    const { code } = this;
    const { words } = this.unit.layout;
    const source = (): Code => (typeof from === "number" ? code.i32(from) : code.get(from));
    if (words > MOST_COPIED) {
      code.i32(to);
      source()
        .i32(words * 4)
        .memoryCopy();
      return;
    }
    for (let word = 0; word + 1 < words; word += 2) {
      code.i32(to);
      source()
        .memory("i64.load", word * 4)
        .memory("i64.store", word * 4);
    }
    if (words % 2 === 1) {
      const last = (words - 1) * 4;
      code.i32(to);
      source().memory("i32.load", last).memory("i32.store", last);
    }
  }

  /** Says in a word that something happened. */
  note(address: number): void {
    if (!this.code.passed(address)) this.code.i32(address).i32(1).memory("i32.store");
  }

  /** Adds one to a counter. */
  count(address: number): void {
    this.code.i32(address).i32(address).memory("i32.load").i32(1).op("i32.add").memory("i32.store");
  }
}
