import type { Generated, Site, Written } from "../../src/engine/generate/abi.js";
import type { Judge } from "../../src/engine/generate/search/judge.js";
import { type PackedOptions, PackedSearch } from "../../src/engine/generate/search/search.js";
import type { Code, Local } from "../../src/engine/generate/wasm/code.js";
import { faultOf, type Graph, type Predicate } from "./graph.js";

/** Waves of which a search of some thousand states has many. */
export const SHORT = { wave: 1 << 11, records: 1 << 19 };

/* Modules written by hand as generated code would be: graphs whose every number is known. */

/**
 * Counters of one digit, so many bits apart, all zero at first; a step adds 1 modulo 10 to one
 * of them. 10^n states, n 10^n steps, 9 n + 1 deep.
 */
export function counters(count: number, stride: number): Generated {
  const words = Math.ceil((count * stride) / 32);
  return {
    words,
    transitions: 1,
    invariants: 0,
    reachables: 0,
    constraints: 0,
    sites: 0,
    write: (site) => writeCounters({ count, stride, words }, site),
  };
}

function writeCounters(
  { count, stride, words }: { readonly count: number; readonly stride: number; readonly words: number },
  { module, hearer: { emit }, base }: Site,
): Written {
  const frame = base;
  const initial = module.function({ parameters: [], results: [] });
  initial.code.i32(frame).i32(-1).call(emit).op("drop");
  const expand = module.function({ parameters: ["i32"], results: [] });
  const { code } = expand;
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
  const judge = module.function({ parameters: ["i32", "i32"], results: ["i32"] });
  judge.code.i32(1);
  const mayEnd = module.function({ parameters: ["i32"], results: ["i32"] });
  mayEnd.code.i32(0);
  const none = frame + 8 * words;
  return { ...{ initial, expand, judge, mayEnd }, ...nowhere(none), end: none + 8 };
}

/** Where there is nothing to count. */
function nowhere(at: number) {
  return { tried: at, evaluated: at, witnessed: at, undecided: at, excluded: at, heap: undefined };
}

/** A judge that ends nothing. */
export const indifferent: Judge = { verdict: () => false, faulted: () => false, stuck: () => false };

/** A search that has come to its end. */
export function searched(generated: Generated, options: PackedOptions = {}, judge: Judge = indifferent): PackedSearch {
  const search = new PackedSearch(generated, judge, options);
  while (search.advance(1000));
  return search;
}

/**
 * A graph drawn by hand (see graph.ts) as generated code would be: the node n as words n, 3 n, 5 n, ….
 */
export function packed(drawn: Graph, words: number): Generated {
  const { bad = [], reachable = [], outside = [], transitions = 1 } = drawn;
  return {
    words,
    transitions,
    invariants: bad.length,
    reachables: reachable.length,
    constraints: outside.length,
    sites: 0,
    write: (site) => writePacked(drawn, words, site),
  };
}

function writePacked(drawn: Graph, words: number, { module, hearer, base }: Site): Written {
  const { emit, fault, verdict } = hearer;
  const { bad = [], reachable = [], outside = [], mayEnd = [] } = drawn;
  const frame = base;
  const triedAt = base + 1024;
  const undecided = base + 2048;
  const excluded = base + 3072;
  module.data(undecided, new Uint8Array(bad.length + reachable.length).fill(1));
  const told = { parameters: ["i32", "i32"], results: ["i32"] } as const;
  const tell = (code: Code, way: number | { fault: string }, transition: number): void => {
    if (typeof way === "number") {
      for (let at = 0; at < words; at++)
        code
          .i32(frame)
          .i32(way * (2 * at + 1))
          .memory("i32.store", 4 * at);
      code.i32(frame).i32(transition).call(emit);
    } else code.i32(transition).i32(placeOf(way.fault)).call(fault);
    code.if("none", () => code.op("return"));
  };
  const initially = module.function({ parameters: [], results: [] });
  for (const first of drawn.initial) tell(initially.code, first, -1);

  const expanding = module.function({ parameters: ["i32"], results: [] });
  const expand = expanding.code;
  const [from] = expand.parameters;
  for (const [node, ways] of Object.entries(drawn.ways)) {
    isNode(expand, from, Number(node)).if("none", () => {
      for (const way of ways) {
        const by = typeof way === "number" ? 0 : (way.by ?? 0);
        const tried = triedAt + 4 * by;
        expand.i32(0).i32(0).memory("i32.load", tried).i32(1).op("i32.add").memory("i32.store", tried);
        tell(expand, typeof way === "number" ? way : "to" in way ? way.to : way, by);
      }
    });
  }

  const judging = module.function(told);
  const judge = judging.code;
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
      .memory("i32.load8_u", undecided + index)
      .if("none", body);
  };
  bad.forEach((nodes, at) => {
    unlessDecided(at, () => evaluate(0, at, nodes, 0, () => {}));
  });
  reachable.forEach((nodes, at) => {
    unlessDecided(bad.length + at, () => evaluate(1, at, nodes, 1, () => {}));
  });
  outside.forEach((nodes, at) => {
    const count = excluded + 8 * at;
    module.data(count + 4, Uint8Array.of(255, 255, 255, 255));
    for (const [node, truth] of truths(nodes, 0)) {
      isNode(judge, state, node).if("none", () => {
        judge.i32(count).i32(count).memory("i32.load").i32(1).op("i32.add").memory("i32.store").i32(count);
        get(judge, number).i32(count).memory("i32.load", 4);
        get(judge, number).i32(count).memory("i32.load", 4).op("i32.lt_u", "select").memory("i32.store", 4);
        if (truth >= 2) get(judge.i32(2).i32(at).i32(truth), number).call(verdict);
        judge.i32(0).set(inside);
      });
    }
  });
  judge.get(inside);

  const ending = module.function({ parameters: ["i32"], results: ["i32"] });
  const ends = ending.code;
  const [stuck] = ends.parameters;
  for (const [node, truth] of truths(mayEnd, 1)) {
    isNode(ends, stuck, node).if("none", () => ends.i32(truth).op("return"));
  }
  ends.i32(0);
  return {
    initial: initially,
    expand: expanding,
    judge: judging,
    mayEnd: ending,
    end: base + 4096,
    ...nowhere(frame),
    tried: triedAt,
    undecided,
    excluded,
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
