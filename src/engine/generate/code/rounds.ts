import type { Binding, Expr, StatementNode, Type } from "../../../model/ir.js";
import { isLazy } from "../../values/lazy.js";
import { present } from "../../values/value.js";
import { Unsupported } from "../unsupported.js";
import type { Local } from "../wasm/code.js";
import type { Defined } from "../wasm/module.js";
import { evaluate } from "./expressions.js";
import { fromOrdinal } from "./ordinals.js";
import { binds } from "./patterns.js";
import { preserving } from "./preserving.js";
import { type Region, Routine, stackType } from "./routine.js";
import { type Rest, run } from "./statements.js";
import { kindOf } from "./typing.js";
import { alternative, stopIf, type Way } from "./ways.js";

/*
 * A `for` with choices in its body. What comes after a way through one round is the rounds that are left, so the rounds
 * are a function that calls itself: its parameters are the set of elements left and the names bound so far. It works on the frame of the depth where the `for` stands; before it calls itself, the frames from there on
 * to which choices will come back are put on a stack.
 */

export function rounds(statement: StatementNode<"for">, r: Routine, way: Way, rest: Rest): void {
  const { code } = r;
  const { binder, inner } = split(statement, r);
  if (isLazy(binder.set, r.unit.model)) throw new Unsupported("`for` through such a set", binder.set.span);
  const set = kindOf(evaluate(binder.set, r), "set");
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
    const elements = present(defined.code.parameters[0]);
    there.code
      .get(elements)
      .op("i64.eqz")
      .if("none", () => {
        rest(there, now);
        there.code.br(now.next);
      });
    bindFirst(elements, set, binder.pattern, there);
    run(inner, there, now, (r2, next) => again(round, r2, next));
  });
  there.code.i32(0);
  code.get(all);
  call(round, r, way);
}

interface Round {
  readonly defined: Defined;
  /** Of bound names: parameters after the elements left. */
  readonly names: readonly number[];
  readonly frame: number;
  /** What is live when a round begins: so many of these regions (those of another list are all later). */
  readonly live: readonly Region[];
  readonly from: number;
  /** Under this number the elements left are passed on like a name. */
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

/** Takes the first element of the set in a local out and binds its names. */
function bindFirst(
  left: Local,
  set: Type & { readonly kind: "set" },
  pattern: Parameters<typeof binds>[0],
  r: Routine,
) {
  const { code } = r;
  const at = r.local("i32");
  code.get(left).op("i64.ctz", "i32.wrap_i64").set(at);
  code.get(left).get(left).i64(1).op("i64.sub", "i64.and").set(left);
  fromOrdinal(set.of, at, r);
  const value = r.local(stackType(set.of));
  code.set(value);
  binds(pattern, set.of, value, r);
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

/** Calls the function for the elements on the stack; leaves what it answers. */
function push(round: Round, r: Routine): void {
  for (const number of round.names) r.code.get(present(r.names.get(number)));
  r.code.call(round.defined);
}

function call(round: Round, r: Routine, way: Way): void {
  push(round, r);
  stopIf(r);
  r.code.br(way.next);
}
