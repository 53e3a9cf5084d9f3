import { compile } from "../../src/compile.js";
import type { Engine } from "../../src/engine/engine.js";
import type { State } from "../../src/engine/interpret/state.js";
import { interpret } from "../../src/engine/interpret/system.js";
import type { Fault } from "../../src/engine/system.js";
import { datumText } from "../../src/engine/text.js";
import type { Model } from "../../src/model/ir.js";
import { readerFor } from "./models.js";

/** The model of a spec that has no errors: that of this name, or without constants put in. It may refine what is in specs/. */
export function modelOf(text: string, chosen?: string): Model {
  const choice = chosen === undefined ? {} : { model: chosen };
  const { model, diagnostics, source } = compile(text, {
    name: "test.steps",
    read: readerFor("specs/test.steps"),
    ...choice,
  });
  if (model !== undefined) return model;
  const told = diagnostics.map(({ code, message, span }) => `${code} ${message}: ${span && source.slice(span)}`);
  throw new Error(`${told.join("\n")}\nin\n${text}`);
}

/** A spec brought to life with all claims that can be evaluated in one state. */
export function engineOf(text: string): Engine<State> {
  const model = modelOf(text);
  const claims = model.claims.flatMap(({ kind }, index) =>
    kind === "invariant" || kind === "inductive invariant" || kind === "reachable" ? [index] : [],
  );
  return interpret(model, claims);
}

/** The initial states, and the errors met on the way to others, in order. */
export function initialOf<S>(engine: Engine<S>): readonly (S | Fault)[] {
  const found: (S | Fault)[] = [];
  engine.system.initial({
    state: (state) => found.push(state) > 0,
    fault: (fault) => found.push(fault) > 0,
  });
  return found;
}

/** The only initial state. */
export function onlyInitial<S>(engine: Engine<S>): S {
  const states: S[] = [];
  engine.system.initial({
    state: (state) => states.push(state) > 0,
    fault: (fault) => {
      throw new Error(fault.message);
    },
  });
  const [state] = states;
  if (states.length !== 1 || state === undefined) throw new Error(`${states.length} initial states`);
  return state;
}

export interface Successor<S> {
  readonly transition: string;
  readonly state: S | undefined;
  readonly fault: Fault | undefined;
}

/** All ways out of a state, in order. */
export function successorsOf<S>({ system }: Engine<S>, state: S): readonly Successor<S>[] {
  const found: Successor<S>[] = [];
  const name = (transition: number): string => system.transitions[transition]?.name ?? "?";
  system.successors(state, {
    step: (next, transition) => found.push({ transition: name(transition), state: next, fault: undefined }) > 0,
    fault: (fault, transition) => found.push({ transition: name(transition), state: undefined, fault }) > 0,
  });
  return found;
}

/** `x = 1, net = [[a]]` */
export function stateText<S>(engine: Engine<S>, state: S): string {
  const values = engine.values(state);
  return engine.variables.map(({ name }, at) => `${name} = ${datumText(values[at] ?? null)}`).join(", ");
}

/** The ways out of a state as text: the state after, or what went wrong. */
export function waysText<S>(engine: Engine<S>, state: S): readonly string[] {
  return successorsOf(engine, state).map((way) =>
    way.state === undefined ? `error: ${way.fault?.message}` : stateText(engine, way.state),
  );
}
