import type { Generated } from "../../src/engine/generate/abi.js";
import { BASE } from "../../src/engine/generate/search/plan.js";
import { type Judge, type PackedOptions, PackedSearch } from "../../src/engine/generate/search/search.js";
import type { Code, Local } from "../../src/engine/generate/wasm/code.js";
import { Module } from "../../src/engine/generate/wasm/module.js";
import { faultOf, type Graph, type Predicate } from "./graph.js";

/* Modules written by hand as generated code would be: graphs whose every number is known. */

/**
 * Counters of one digit, so many bits apart, all zero at first; a step adds 1 modulo 10 to one
 * of them. 10^n states, n 10^n steps, 9 n + 1 deep.
 */
export function counters(count: number, stride: number): Generated {
  const words = Math.ceil((count * stride) / 32);
  const module = new Module();
  const emit = module.import("env", "emit", { parameters: ["i32", "i32"], results: ["i32"] });
  const frame = BASE;
  const initial = module.function({ parameters: [], results: [] }, "initial").code;
  initial.i32(frame).i32(-1).call(emit).op("drop");
  const { code } = module.function({ parameters: ["i32"], results: [] }, "expand");
  const [state] = code.parameters;
  if (state === undefined) throw new Error("one parameter");
  const work = frame + 4 * words;
  for (let at = 0; at < count; at++) {
    const word = Math.floor((at * stride) / 32);
    const shift = (at * stride) % 32;
    const digit = (): void => {
      code
        .get(state)
        .memory("i32.load", 4 * word)
        .i32(shift)
        .op("i32.shr_u")
        .i32(15)
        .op("i32.and");
    };
    for (let each = 0; each < words; each++) {
      code
        .i32(work)
        .get(state)
        .memory("i32.load", 4 * each)
        .memory("i32.store", 4 * each);
    }
    code
      .i32(work)
      .get(state)
      .memory("i32.load", 4 * word);
    code.i32(~(15 << shift)).op("i32.and");
    digit();
    code
      .i32(1)
      .op("i32.add")
      .i32(10)
      .op("i32.rem_u")
      .i32(shift)
      .op("i32.shl", "i32.or")
      .memory("i32.store", 4 * word);
    code
      .i32(work)
      .i32(0)
      .call(emit)
      .if("none", () => code.op("return"));
  }
  module.function({ parameters: ["i32", "i32"], results: ["i32"] }, "judge").code.i32(1);
  module.function({ parameters: ["i32"], results: ["i32"] }, "mayEnd").code.i32(0);
  const end = frame + 1024;
  return {
    code: module.encode(),
    words,
    transitions: 1,
    invariants: 0,
    reachables: 0,
    sites: 0,
    end,
    tried: frame + 512,
    evaluated: frame + 516,
    witnessed: frame + 520,
    undecided: frame + 524,
  };
}

/** A judge that ends nothing. */
export const indifferent: Judge = { verdict: () => false, faulted: () => false, stuck: () => false };

/** A search that has come to its end. */
export function searched(generated: Generated, options: PackedOptions = {}, judge: Judge = indifferent): PackedSearch {
  const search = new PackedSearch(generated, judge, options);
  while (search.advance(1000));
  return search;
}

const FRAME = BASE;
const TRIED = BASE + 1024;
const UNDECIDED = BASE + 2048;

/**
 * A graph drawn by hand (see graph.ts) as generated code would be: the node n as words n, 3 n, 5 n, ….
 */
export function packed(drawn: Graph, words: number): Generated {
  const module = new Module();
  const told = { parameters: ["i32", "i32"], results: ["i32"] } as const;
  const emit = module.import("env", "emit", told);
  const fault = module.import("env", "fault", told);
  const verdict = module.import("env", "verdict", { parameters: ["i32", "i32", "i32", "i32"], results: [] });
  const { bad = [], reachable = [], outside = [], mayEnd = [], transitions = 1 } = drawn;
  const tell = (code: Code, way: number | { fault: string }, transition: number): void => {
    if (typeof way === "number") {
      for (let at = 0; at < words; at++)
        code
          .i32(FRAME)
          .i32(way * (2 * at + 1))
          .memory("i32.store", 4 * at);
      code.i32(FRAME).i32(transition).call(emit);
    } else code.i32(transition).i32(placeOf(way.fault)).call(fault);
    code.if("none", () => code.op("return"));
  };
  const initial = module.function({ parameters: [], results: [] }, "initial").code;
  for (const first of drawn.initial) tell(initial, first, -1);

  const expand = module.function({ parameters: ["i32"], results: [] }, "expand").code;
  const [from] = expand.parameters;
  for (const [node, ways] of Object.entries(drawn.ways)) {
    isNode(expand, from, Number(node)).if("none", () => {
      for (const way of ways) {
        const by = typeof way === "number" ? 0 : (way.by ?? 0);
        const tried = TRIED + 4 * by;
        expand.i32(0).i32(0).memory("i32.load", tried).i32(1).op("i32.add").memory("i32.store", tried);
        tell(expand, typeof way === "number" ? way : "to" in way ? way.to : way, by);
      }
    });
  }

  const judge = module.function(told, "judge").code;
  const [state, number] = judge.parameters;
  const inside = judge.local("i32");
  judge.i32(1).set(inside);
  const evaluate = (kind: number, index: number, predicate: Predicate, listed: 0 | 1, then: () => void): void => {
    for (const [node, truth] of truths(predicate, listed)) {
      isNode(judge, state, node).if("none", () => {
        judge.i32(kind).i32(index).i32(truth);
        get(judge, number).call(verdict);
        then();
      });
    }
  };
  const unlessDecided = (index: number, body: () => void): void => {
    judge
      .i32(0)
      .memory("i32.load8_u", UNDECIDED + index)
      .if("none", body);
  };
  bad.forEach((nodes, at) => {
    unlessDecided(at, () => evaluate(0, at, nodes, 0, () => {}));
  });
  reachable.forEach((nodes, at) => {
    unlessDecided(bad.length + at, () => evaluate(1, at, nodes, 1, () => {}));
  });
  outside.forEach((nodes, at) => {
    evaluate(2, at, nodes, 0, () => judge.i32(0).set(inside));
  });
  judge.get(inside);

  const ends = module.function({ parameters: ["i32"], results: ["i32"] }, "mayEnd").code;
  const [stuck] = ends.parameters;
  for (const [node, truth] of truths(mayEnd, 1)) {
    isNode(ends, stuck, node).if("none", () => ends.i32(truth).op("return"));
  }
  ends.i32(0);
  return {
    code: module.encode(),
    words,
    transitions,
    invariants: bad.length,
    reachables: reachable.length,
    sites: 0,
    end: BASE + 4096,
    tried: TRIED,
    evaluated: FRAME,
    witnessed: FRAME,
    undecided: UNDECIDED,
  };
}

/** The nodes that a predicate lists, and what it is there: `listed`, or an error. */
function truths(predicate: Predicate, listed: 0 | 1): readonly (readonly [node: number, truth: number])[] {
  if ("faultAt" in predicate) return [[predicate.faultAt, 2 + placeOf(predicate.of)]];
  return [...new Set(predicate)].map((node) => [node, listed]);
}

function placeOf(message: string): number {
  return faultOf(message).span.start % 1_000_003;
}

function isNode(code: Code, state: Local | undefined, node: number): Code {
  return get(code, state).memory("i32.load").i32(node).op("i32.eq");
}

function get(code: Code, local: Local | undefined): Code {
  if (local === undefined) throw new Error("no such parameter");
  return code.get(local);
}
