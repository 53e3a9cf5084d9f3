import type { ClaimKind, Model } from "../model/ir.js";
import { type Atom, type Behaviours, isTrue, type Property, Unformed } from "./behaviours.js";
import type { Engine } from "./engine.js";
import { isExhaustion } from "./exhaustion.js";
import { FAULT, type Generated, TRUE } from "./generate/abi.js";
import { graphCode } from "./generate/graph/code.js";
import type { Kept } from "./generate/graph/kept.js";
import { bytesNeeded, PackedSteps } from "./generate/graph/steps.js";
import { StepTruths, truthBytes } from "./generate/graph/truths.js";
import { truthsCode } from "./generate/graph/truths-code.js";
import { ofSupported, Unsupported } from "./generate/unsupported.js";
import { evaluated, type Predicates } from "./predicates.js";
import { type GrowingGraph, ordinalOfStep } from "./search/liveness/graph.js";
import type { Truths } from "./search/liveness/product.js";
import type { PathState } from "./search/path.js";
import { EvaluationFault, type Truth } from "./system.js";
import { present } from "./values/value.js";

/*
 * The graph of a search by generated code, for claims about behaviours: numbers, and bits for what is true. What a state is, who
 * an actor is, what an error means, the engine finds out, once each, by taking the same ways.
 */

/** A search that has ended, and the engine for the same model. */
export interface PackedSource<S> {
  readonly engine: Engine<S>;
  readonly generated: Generated;
  readonly kept: Kept;
  path(number: number): readonly PathState<S>[];
}

type Stop = (() => boolean) | undefined;

/** Is a search to keep its states, for some of the claims that are selected ask for their steps once more? */
export function asksForGraph({ claims }: Model, selected: readonly number[]): boolean {
  return claims.some(({ kind }, index) => isDeliverable(kind) && selected.includes(index));
}

function isDeliverable(kind: ClaimKind): boolean {
  return kind === "property" || kind === "always possible" || kind === "step invariant" || kind === "refines";
}

/** Undefined when all of the claims ask for what generated code does not tell. */
export function packedGraph<S>(
  source: PackedSource<S>,
  claims: readonly number[],
  behaviours: Behaviours<S>,
  stop: Stop,
): PackedGraph<S> | undefined {
  const { generated, engine } = source;
  const asked = new Map<number, readonly Asked[]>();
  for (const claim of claims) {
    const atoms = askedBy(claim, engine, behaviours);
    if (atoms !== undefined) asked.set(claim, atoms);
  }
  if (generated.behaviours === undefined) return undefined;
  return ofSupported(
    [...asked],
    ([, predicates]) => write(predicates, source),
    (some) => new PackedGraph(source, new Map(some), behaviours, stop),
  );
}

/** Writes generated code for predicates, only to see whether there is some. Throws `Unsupported`. */
function write<S>(predicates: readonly Asked[], { generated, kept }: PackedSource<S>): void {
  const { state, step } = atomsOf(predicates);
  const size = { words: kept.words, ways: 1, steps: 1, predicates: step.length };
  const [behaviours, stepping] = [generated.behaviours?.(state), generated.stepping?.(step)];
  if (behaviours !== undefined) graphCode(behaviours, size, 0, undefined);
  if (stepping !== undefined && step.length > 0) truthsCode(stepping, size, 0, undefined);
}

function atomsOf(predicates: readonly Asked[]): Readonly<Record<Asked["about"], readonly Atom[]>> {
  const of = (what: Asked["about"]): Atom[] => predicates.flatMap(({ atom, about }) => (about === what ? [atom] : []));
  return { state: of("state"), step: of("step") };
}

/** A predicate of states or of steps. */
interface Asked {
  readonly atom: Atom;
  readonly about: "state" | "step";
}

/** The predicates that a claim is made of; undefined when there is more to it. What is seen of a refined spec is told elsewhere. */
function askedBy<S>(claim: number, { model }: Engine<S>, behaviours: Behaviours<S>): readonly Asked[] | undefined {
  const { kind, predicate } = model.claims[claim] ?? {};
  if (kind === "always possible" && predicate !== undefined) {
    return [{ atom: isTrue(predicate), about: "state" }];
  }
  if (kind === "refines") return [];
  if (kind !== "property") return undefined;
  try {
    const property = behaviours.property(claim);
    return property.atoms.map((atom, index) => ({ atom, about: property.isStep(index) ? "step" : "state" }));
  } catch (error) {
    // It is told when the claim is judged.
    if (error instanceof Unformed || error instanceof EvaluationFault) return [];
    throw error;
  }
}

export class PackedGraph<S> implements GrowingGraph<S>, Predicates<S> {
  readonly complete = true;
  cut: "stopped" | "memory" | undefined;
  /** Those that it was made for. */
  readonly claims: readonly number[];
  readonly states: number;
  readonly initial: readonly number[];
  /** There when all is done, like `targets` and `actors`. */
  offsets: Uint32Array = new Uint32Array();
  targets: Uint32Array = new Uint32Array();
  actors: ArrayLike<number> = [];
  readonly #source: PackedSource<S>;
  readonly #behaviours: Behaviours<S>;
  readonly #stop: Stop;
  /** By claim: its predicates, each with its number among all of states, or of steps. */
  readonly #numbers = new Map<number, readonly number[]>();
  readonly #ofStates: readonly Atom[];
  readonly #ofSteps: readonly Atom[];
  /** Undefined when there is no memory for them. */
  readonly #steps: PackedSteps | undefined;
  /** Undefined, too, when no predicate of steps is asked for. */
  readonly #stepTruths: StepTruths | undefined;
  /** By predicate, for each state. */
  readonly #truths = new Map<number, Uint8Array>();
  /** By number. */
  readonly #known = new Map<number, S>();

  /** @param asked predicates, by claim. Throws `Unsupported`. */
  constructor(
    source: PackedSource<S>,
    asked: ReadonlyMap<number, readonly Asked[]>,
    behaviours: Behaviours<S>,
    stop: Stop,
  ) {
    const { kept } = source;
    this.#source = source;
    this.#behaviours = behaviours;
    this.#stop = stop;
    this.claims = [...asked.keys()];
    this.states = kept.states.length;
    this.initial = Array.from({ length: kept.initial }, (_, number) => number);
    const atoms: Record<Asked["about"], Atom[]> = { state: [], step: [] };
    for (const [claim, each] of asked) {
      this.#numbers.set(
        claim,
        each.map(({ atom, about }) => atoms[about].push(atom) - 1),
      );
    }
    this.#ofStates = atoms.state;
    this.#ofSteps = atoms.step;
    this.#steps = this.#guarded(() => this.#begin());
    this.#stepTruths = this.#guarded(() => this.#beginTruths());
  }

  get unexplored(): number {
    return this.#stepTruths?.left ?? this.#steps?.left ?? this.states;
  }

  isOpen(state: number): boolean {
    return this.#steps?.isOutside(state) === true;
  }

  advance(pieces: number): boolean {
    if (this.cut !== undefined) return false;
    const more = this.#guarded(() => this.#built.advance(pieces) || this.#stepTruths?.advance(pieces)) ?? false;
    if (more && this.#stop?.()) this.cut = "stopped";
    if (this.cut !== undefined) this.#steps?.dismiss();
    if (!more && this.cut === undefined)
      ({ offsets: this.offsets, targets: this.targets, actors: this.actors } = this.#built);
    return more && this.cut === undefined;
  }

  state(number: number): S {
    const known = this.#known.get(number) ?? this.path(number).at(-1)?.state;
    if (known === undefined) throw new Error(`internal error: no way to state ${number}`);
    this.#known.set(number, known);
    return known;
  }

  path(number: number): readonly PathState<S>[] {
    return this.#source.path(number);
  }

  ordinalOf(from: number, step: number): number {
    const { system } = this.#source.engine;
    const to = this.state(this.targets[step] ?? 0);
    return ordinalOfStep(system, this.#waysOf, this.state(from), to, this.actors[step] ?? 0);
  }

  truths(claim: number, property: Property<S>): Truths {
    const number = (atom: number): number => present(this.#numbers.get(claim)?.[atom]);
    const tables: Uint8Array[] = [];
    return {
      ofState: (atom, state) => {
        if (tables[atom] === undefined) tables[atom] = this.#truthsOf(number(atom));
        const truth = tables[atom]?.[state] ?? FAULT;
        return truth < FAULT ? truth === TRUE : evaluated(property, this, atom, state, undefined);
      },
      tableOf: (atom) => this.#truthsOf(number(atom)),
      ofStep: (atom, step, from, to) => {
        const { resting, stepping } = present(this.#stepTruths);
        const truth = (step < 0 ? resting[number(atom)]?.[from] : stepping[number(atom)]?.[step]) ?? FAULT;
        return truth < FAULT ? truth === TRUE : evaluated(property, this, atom, from, to);
      },
    };
  }

  holdsIn(claim: number, state: number): Truth {
    const truth = this.#truthsOf(present(this.#numbers.get(claim)?.[0]))[state] ?? FAULT;
    return truth < FAULT ? truth === TRUE : this.#behaviours.holdsIn(claim, this.state(state));
  }

  readonly #waysOf = (from: S, visit: (next: S, ordinal: number, actor: number) => boolean): void =>
    this.#behaviours.steps(from, visit);

  #begin(): PackedSteps {
    const { generated } = this.#source;
    const code = generated.behaviours?.(this.#ofStates);
    if (code === undefined) throw new Unsupported("behaviours", undefined);
    const kept = this.#fitting();
    if (kept === undefined) throw new RangeError("no memory left");
    return new PackedSteps(kept, code, (state) => {
      const actors: number[] = [];
      this.#behaviours.steps(this.state(state), (_, __, actor) => actors.push(actor) > 0);
      return actors;
    });
  }

  /** With the other workers where there is memory for what they need, else without them; undefined where there is none even so. */
  #fitting(): Kept | undefined {
    const { kept } = this.#source;
    const fits = (one: Kept): boolean => bytesNeeded(one) + truthBytes(one, this.#ofSteps.length) <= one.free;
    return [kept, { ...kept, helpers: undefined }].find(fits);
  }

  #beginTruths(): StepTruths | undefined {
    const { length } = this.#ofSteps;
    if (length === 0 || this.#steps === undefined) return undefined;
    const { kept, generated } = this.#source;
    const code = generated.stepping?.(this.#ofSteps);
    if (code === undefined) throw new Unsupported("steps", undefined);
    return new StepTruths(kept, code, length, this.#steps);
  }

  get #built(): PackedSteps {
    if (this.#steps === undefined) throw new Error("internal error: a graph that is not there");
    return this.#steps;
  }

  #truthsOf(predicate: number): Uint8Array {
    const known = this.#truths.get(predicate) ?? this.#built.truths(predicate);
    this.#truths.set(predicate, known);
    return known;
  }

  /** Where there is no memory, that is what ends it. */
  #guarded<T>(body: () => T): T | undefined {
    try {
      return body();
    } catch (error) {
      this.#steps?.dismiss();
      if (!this.#steps?.isFull && !this.#stepTruths?.isFull && !isExhaustion(error)) throw error;
      this.cut = "memory";
      return undefined;
    }
  }
}
