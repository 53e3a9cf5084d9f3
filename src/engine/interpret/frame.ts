import type { Binding } from "../../model/ir.js";
import type { Span } from "../../source.js";
import type { Program } from "../values/program.js";
import { present, type Value } from "../values/value.js";

/** What happened on a way through a step, kept only where somebody is to be told. */
export type Event =
  | { readonly kind: "argument"; readonly value: Value }
  | { readonly kind: "name"; readonly binding: Binding; readonly value: Value }
  | {
      readonly kind: "send" | "receive" | "lose";
      readonly channel: number;
      readonly key: Value | undefined;
      readonly message: Value;
    };

/** Counts how often the implications and quantifiers of claims were evaluated, and met what they speak of. */
export interface Witnesses {
  readonly evaluated: Uint32Array;
  readonly witnessed: Uint32Array;
}

/**
 * Where an expression or statement is evaluated. `values` and `trail` are never changed in place; the environment is:
 * whoever binds a name writes its slot, and whoever comes back to a choice binds again before going on.
 */
export class Frame {
  constructor(
    readonly program: Program,
    /** The state, or what it has become inside a step: one value for each of `Model.variables`. */
    readonly values: readonly Value[],
    /** By binding number. */
    readonly environment: Value[],
    /** The state after the step, in claims about steps. */
    readonly next: readonly Value[] | undefined = undefined,
    readonly witnesses: Witnesses | undefined = undefined,
    /** Undefined: nobody asks. */
    readonly trail: readonly Event[] | undefined = undefined,
  ) {}

  /** The same place in another state, with no state after it. */
  in(values: readonly Value[]): Frame {
    return new Frame(this.program, values, this.environment, undefined, this.witnesses, this.trail);
  }

  assigning(slot: number, value: Value): Frame {
    return this.in(this.values.with(slot, value));
  }

  /** With an environment of its own: what is bound here stays unseen outside. */
  copied(): Frame {
    const { program, values, environment, next, witnesses, trail } = this;
    return new Frame(program, values, environment.slice(), next, witnesses, trail);
  }

  /** The same state seen by somebody who knows no names and whom nobody asks. */
  blank(): Frame {
    return new Frame(this.program, this.values, newEnvironment(this.program));
  }

  /** The same place, but what happens from now on is kept. */
  recorded(): Frame {
    return new Frame(this.program, this.values, this.environment, this.next, this.witnesses, []);
  }

  recording(...events: readonly Event[]): Frame {
    if (this.trail === undefined || events.length === 0) return this;
    const { program, values, environment, next, witnesses, trail } = this;
    return new Frame(program, values, environment, next, witnesses, [...trail, ...events]);
  }

  value(slot: number): Value {
    return present(this.values[slot]);
  }

  bound(binding: Binding): Value {
    const value = this.environment[binding.number];
    if (value === undefined) throw new Unbound(binding);
    return value;
  }

  bind(binding: Binding, value: Value): void {
    this.environment[binding.number] = value;
  }

  /** Counts that an implication or quantifier was evaluated, and whether it met what it speaks of. */
  witness(site: number | undefined, met: boolean): void {
    if (site === undefined || this.witnesses === undefined) return;
    const { evaluated, witnessed } = this.witnesses;
    evaluated[site] = (evaluated[site] ?? 0) + 1;
    if (met) witnessed[site] = (witnessed[site] ?? 0) + 1;
  }

  /** A piece of the spec's text on one line. */
  text(span: Span): string {
    return this.program.model.source.slice(span).replace(/\s+/g, " ");
  }
}

/** A name is used that nothing has bound: a bug, but in `says`, which may speak of what only another way names. */
export class Unbound extends Error {
  constructor(binding: Binding) {
    super(`internal error: ${binding.name} is not bound`);
    this.name = "Unbound";
  }
}

export function newEnvironment(program: Program): Value[] {
  return new Array<Value>(program.model.bindings);
}
