import type { Binding, Expr, Pattern, StatementNode } from "../../../model/ir.js";
import { isLazy } from "../../values/lazy.js";
import { present } from "../../values/value.js";
import { isInterned } from "../encoding.js";
import { elementIn, nodeOf } from "../heap/nodes.js";
import type { Local } from "../wasm/code.js";
import type { Defined } from "../wasm/module.js";
import { evaluate } from "./expressions.js";
import { fromOrdinal } from "./ordinals.js";
import { binds } from "./patterns.js";
import { read } from "./places.js";
import { preserving } from "./preserving.js";
import { type Region, Routine } from "./routine.js";
import { collected } from "./sets.js";
import { type Rest, run } from "./statements.js";
import { sizeOfSet } from "./sums.js";
import type { TypeOf } from "./types.js";
import { kindOf } from "./typing.js";
import { alternative, stopIf, type Way } from "./ways.js";

/*
 * A `for` with choices in its body. What comes after a way through one round is the rounds that are left, so the rounds
 * are a function that calls itself: its parameters are where the rounds are and the names bound so far. It works on the
 * frame of the depth where the `for` stands; before it calls itself, what choices will come back to is put on a stack.
 * Where the rounds are is, of a set that is a mask, the elements left; of a node, the index of the next element.
 */

export function rounds(statement: StatementNode<"for">, r: Routine, way: Way, rest: Rest): void {
  const { code } = r;
  const { binder, inner } = split(statement, r);
  const set = walked(binder.set, r) ? collected(binder.set, r) : kindOf(evaluate(binder.set, r), "set");
  const all = r.keep(set);
  r.bind(binder.all, set, all);
  const names = [...r.names];
  const defined = r.unit.function(["i64", ...names.map(([, { type }]) => type)], ["i32"]);
  const live = r.live ?? [];
  const left = r.unit.name();
  const numbers = names.map(([number]) => number);
  const round: Round = { defined, names: numbers, frame: r.frame, live, from: live.length, left };
  const there = new Routine(r.unit, defined.code, undefined, r.frames);
  there.enter(r, [left, ...numbers]);
  there.frame = r.frame;
  there.depth = r.depth;
  there.live = live;
  alternative(there, way, (now) => {
    const position = present(defined.code.parameters[0]);
    isPast(position, set, binder.all, there);
    there.code.if("none", () => {
      rest(there, now);
      there.code.br(now.next);
    });
    bindNext(position, set, binder, there);
    run(inner, there, now, (r2, next) => again(round, r2, next));
  });
  there.code.i32(0);
  if (isInterned(set)) code.i64(0);
  else code.get(all);
  call(round, r, way);
}

/** May the set expression stand for more elements than a set may have? */
function walked(set: Expr, r: Routine): boolean {
  if (isLazy(set, r.unit.model)) return true;
  return (set.kind === "interval" || set.kind === "domain") && isInterned(kindOf(r.typing.of(set), "set"));
}

interface Rounded {
  readonly pattern: Pattern;
  /** A name for the set. */
  readonly all: Binding;
}

interface Round {
  readonly defined: Defined;
  /** Of bound names: parameters after the first one. */
  readonly names: readonly number[];
  readonly frame: number;
  /** What is live when a round begins: so many of these regions (those of another list are all later). */
  readonly live: readonly Region[];
  readonly from: number;
  /** Under this number the position is passed on like a name. */
  readonly left: number;
}

/** The first binder and name, and what is done for each: with more of them, a `for` through these. */
function split({ binders, body, span }: StatementNode<"for">, r: Routine) {
  const { set, patterns } = present(binders[0]);
  const [pattern, ...others] = patterns;
  const all: Binding = { number: r.unit.name(), name: "", type: set.type };
  const again: Expr = { kind: "binding", binding: all, type: set.type, span: set.span };
  const more = [...(others.length > 0 ? [{ patterns: others, set: again }] : []), ...binders.slice(1)];
  const inner = more.length === 0 ? body : [{ kind: "for" as const, binders: more, body, span }];
  return { binder: { pattern: present(pattern), set, all }, inner };
}

/** Are there no more elements? */
function isPast(position: Local, set: TypeOf<"set">, all: Binding, r: Routine): void {
  const { code } = r;
  code.get(position);
  if (!isInterned(set)) {
    code.op("i64.eqz");
    return;
  }
  sizeOfSet(set, r.bound(all), r);
  code.op("i64.ge_u");
}

/** Takes the next element and binds its names. */
function bindNext(position: Local, set: TypeOf<"set">, { pattern, all }: Rounded, r: Routine): void {
  const { code } = r;
  const at = r.local("i32");
  if (isInterned(set)) {
    code.get(position).op("i32.wrap_i64").set(at);
    code.get(position).i64(1).op("i64.add").set(position);
    code.get(r.bound(all));
    read(elementIn(nodeOf(r), set.of, at, r), r);
  } else {
    code.get(position).op("i64.ctz", "i32.wrap_i64").set(at);
    code.get(position).get(position).i64(1).op("i64.sub", "i64.and").set(position);
    fromOrdinal(set.of, at, r);
  }
  binds(pattern, set.of, r.keep(set.of), r);
}

/** The state, perhaps in a deeper frame, is at the end of a round: the others follow. */
function again(round: Round, r: Routine, way: Way): void {
  const { code } = r;
  const live = r.live ?? [];
  const stop = r.local("i32");
  preserving(live === round.live ? live.slice(round.from) : live, r, () => {
    if (r.frame !== round.frame) r.copyState(r.frame, round.frame);
    code.get(present(r.names.get(round.left)));
    push(round, r);
    code.set(stop);
  });
  code.get(stop);
  stopIf(r);
  code.br(way.next);
}

/** Calls the function for the position on the stack; leaves what it answers. */
function push(round: Round, r: Routine): void {
  for (const number of round.names) r.code.get(present(r.names.get(number)));
  r.code.call(round.defined);
}

function call(round: Round, r: Routine, way: Way): void {
  push(round, r);
  stopIf(r);
  r.code.br(way.next);
}
