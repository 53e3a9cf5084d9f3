import type { Atom, SeenPart } from "../behaviours.js";
import type { Callee } from "./wasm/code.js";
import type { Module } from "./wasm/module.js";

/*
 * What generated code and the search that runs it know of each other. Generated code is functions in a module whose memory
 * is `env.memory`. They call
 *
 *   emit(state, transition) → stop    a way ran to its end with the packed state at this address; -1: a way of `initial`
 *   fault(transition, place) → stop   a way met an error
 *   verdict(kind, index, truth, number)
 *
 * and are
 *
 *   initial()                 tells all ways to an initial state
 *   expand(state)             all ways out of the state at this address, in the order of the reference engine
 *   judge(state, number) → inside     evaluates what is undecided of invariants and reachables, then the constraints
 *   mayEnd(state) → truth
 *
 * `stop` not zero means: return at once. The search may then ask for the ways of the same state again, and leaves out those
 * that it has. `verdict` is called only where there is something to tell: an invariant that is not true, a reachable that is
 * not false, an error in a constraint. States that a constraint does not admit are counted where `excluded` says. A truth is
 * 0 false, 1 true, or 2 + the place of an error; errors at different spans have different places.
 */

/** What `verdict` speaks of, by its first argument. */
export const judged = ["invariant", "reachable", "constraint"] as const;

/** Truths; from `FAULT` on, an error at the place that is the rest. */
export const FALSE = 0;
export const TRUE = 1;
export const FAULT = 2;

/** The functions that generated code calls. */
export interface Hearer {
  readonly emit: Callee;
  readonly fault: Callee;
  readonly verdict: Callee;
  /** The time in milliseconds. Generated code that can ask for it measures what each transition costs. */
  readonly now?: Callee | undefined;
  /** Undefined: all ways are to be told. */
  readonly asleep?: Asleep | undefined;
}

/** So many may sleep at most: a bit for each, all in a byte. */
export const SLEEPERS = 8;

/** Addresses of cells of 32 bits, for ways that are only counted (code/sleepers.ts). */
export interface Asleep {
  /** Who is asleep in the state that is expanded. */
  readonly who: number;
  /** Who is asleep in the state that the next way leads to, if this way is the first one to find it. */
  readonly way: number;
  /** Not zero: ways are told that are only to be counted. */
  readonly quiet: number;
  /** Ways told of the state that is expanded; generated code adds those that it does not tell. */
  readonly ways: number;
}

/** Where generated code is put: into a module that others write to as well. */
export interface Site {
  readonly module: Module;
  readonly hearer: Hearer;
  /** The first address that it may use for itself. */
  readonly base: number;
}

/** A compiled spec. Each of several workers has it written for itself, with memory of its own. */
export interface Generated {
  /** 32-bit words of a packed state. */
  readonly words: number;
  readonly transitions: number;
  readonly invariants: number;
  readonly reachables: number;
  readonly constraints: number;
  readonly sites: number;
  /** Is it to measure what its transitions cost? Then it needs `Hearer.now`. */
  readonly profiled?: boolean | undefined;
  /** May anybody sleep? Then `Hearer.asleep` is heeded. */
  readonly sleeps?: boolean | undefined;
  /** Throws `Unsupported` for what it cannot take. */
  write(site: Site): Written;
  /** For predicates of states; undefined for what is no spec. */
  behaviours?(atoms: readonly Atom[]): GeneratedBehaviours;
  /** For predicates of steps. */
  stepping?(atoms: readonly Atom[]): GeneratedSteps;
  /** For what is seen of another spec. */
  seeing?(parts: readonly SeenPart[]): GeneratedSeeing;
}

/** A spec, compiled for predicates of single steps. */
export interface GeneratedSteps {
  /** Throws `Unsupported` for what it cannot take. It does not call `Hearer.verdict`. */
  write(site: Site): WrittenSteps;
  /** Without its steps: for those that are known. */
  writeTruths(site: Site): WrittenTruths;
}

export interface WrittenTruths extends Pick<Written, "end" | "heap" | "evaluated" | "witnessed"> {
  /** `before(state)`, `after(state)`: the packed state at the address is the one before a step, or after it. */
  readonly before: Callee;
  readonly after: Callee;
  /** `truth() → truth`, one for each predicate: what it is of the step between the two. */
  readonly truths: readonly Callee[];
}

export interface WrittenSteps extends WrittenTruths, Pick<Written, "expand"> {}

/** What claims about behaviours need of a spec, compiled. */
export interface GeneratedBehaviours {
  /** Throws `Unsupported` for what it cannot take. It does not call `Hearer.verdict`. */
  write(site: Site): WrittenBehaviours;
}

export interface WrittenBehaviours extends Pick<Written, "expand" | "end" | "heap"> {
  /** The address of a cell (32 bits): when a way is told, the number of who takes it; the same one whenever it is the same. */
  readonly actor: number;
  /** These numbers are below this one. */
  readonly actors: number;
  /** `truth(state) → truth`, one for each predicate. */
  readonly truths: readonly Callee[];
}

/** A spec, compiled to tell what is seen of another one in its states. */
export interface GeneratedSeeing {
  /** Throws `Unsupported` for what it cannot take. It does not call `Hearer.verdict`. */
  write(site: Site): WrittenSeeing;
}

export interface WrittenSeeing extends Pick<Written, "expand" | "end" | "heap"> {
  /** `seen(state) → what`: the same number of the same values, not zero; 0 where evaluating them met an error. */
  readonly seen: Callee;
}

/** Generated code that has been put into a module. */
export interface Written {
  readonly initial: Callee;
  readonly expand: Callee;
  readonly judge: Callee;
  readonly mayEnd: Callee;
  /** The first address after its own memory. */
  readonly end: number;
  /** Addresses of 32-bit words: see `Counters` of an engine. */
  readonly tried: number;
  readonly evaluated: number;
  readonly witnessed: number;
  /** The address of a byte for each invariant, then each reachable: zero once it is decided. */
  readonly undecided: number;
  /**
   * The address of two 32-bit words for each constraint: how many states it did not admit, and the least of their numbers.
   */
  readonly excluded: number;
  /** The address of what it measured about itself (code/profiling.ts); undefined when it could not ask for the time. */
  readonly profile?: number | undefined;
  /**
   * The address of a byte for each transition: 1 once it led to another state, where states stand for their orbits: then the packed
   * ones do not tell.
   */
  readonly moved?: number | undefined;
  /** Of code that interns values: `intern(address, words)` → the number of a node; `rehash()`. See heap/cells.ts. */
  readonly heap: { readonly intern: Callee; readonly rehash: Callee } | undefined;
}
