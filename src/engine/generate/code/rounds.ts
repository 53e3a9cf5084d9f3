import type { StatementNode, Type } from "../../../model/ir.js";
import { sizeOf } from "../../values/domain.js";
import { isLazy } from "../../values/lazy.js";
import { present } from "../../values/value.js";
import { Unsupported } from "../unsupported.js";
import type { Local } from "../wasm/code.js";
import type { Defined } from "../wasm/module.js";
import { evaluate } from "./expressions.js";
import { fromOrdinal } from "./ordinals.js";
import { binds } from "./patterns.js";
import { Routine, stackType } from "./routine.js";
import { type Rest, run } from "./statements.js";
import { kindOf } from "./typing.js";
import { alternative, stopIf, type Way } from "./ways.js";

/*
 * A `for` with choices in its body. What comes after a way through one round is the rounds that are left, so the rounds
 * are a function that calls itself: its parameters are the set of elements left and the names bound so far. It works on the frame of the depth where the `for` stands; before it calls itself, the frames from there on
 * to which choices will come back are put on a stack.
 */

/** Elements, and `for` statements with choices inside one another: beyond, the stack might not do. */
const MOST_ELEMENTS = 64;
const MOST_LEVELS = 2;

export function rounds(statement: StatementNode<"for">, r: Routine, way: Way, rest: Rest): void {
  const { code } = r;
  const { binder, inner } = split(statement);
  if (isLazy(binder.set, r.unit.model)) throw new Unsupported("`for` through such a set", binder.set.span);
  const set = kindOf(evaluate(binder.set, r), "set");
  const all = r.keep(set);
  if (sizeOf(set.of) > MOST_ELEMENTS || r.levels === MOST_LEVELS) {
    throw new Unsupported("so many choices inside `for`", statement.span);
  }
  const names = [...r.names];
  const defined = r.unit.function(["i64", ...names.map(([, { type }]) => type)], ["i32"]);
  const round: Round = { defined, names: names.map(([number]) => number), depth: r.depth, left: -1 - defined.index };
  const there = new Routine(r.unit, defined.code, undefined);
  there.enter(
    r,
    names.map(([number], at) => [number, present(defined.code.parameters[at + 1])]),
  );
  alternative(there, way, (now) => {
    const left = present(defined.code.parameters[0]);
    there.code
      .get(left)
      .op("i64.eqz")
      .if("none", () => {
        rest(there, now);
        there.code.br(now.next);
      });
    bindFirst(left, set, binder.pattern, there);
    there.names.set(round.left, left);
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
  readonly depth: number;
  /** Under this number the elements left are passed on like a name. */
  readonly left: number;
}

/** The first binder and name, and what is done for each: with more of them, a `for` through these. */
function split({ binders, body, span }: StatementNode<"for">) {
  const first = present(binders[0]);
  const { set, patterns } = first;
  const [pattern, ...others] = patterns;
  if (others.length > 0 && set.kind !== "domain") throw new Unsupported("a choice inside such a `for`", span);
  const more = [...(others.length > 0 ? [{ patterns: others, set }] : []), ...binders.slice(1)];
  const inner = more.length === 0 ? body : [{ kind: "for" as const, binders: more, body, span }];
  return { binder: { pattern: present(pattern), set }, inner };
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
  const { code, unit } = r;
  const bytes = unit.layout.words * 4 + 8;
  const kept = Array.from({ length: r.depth - round.depth }, (_, at) => unit.frame(round.depth + at));
  const top = r.local("i32");
  const move = (change: number): void => {
    code
      .i32(unit.stack)
      .get(top)
      .i32(change * bytes)
      .op("i32.add")
      .memory("i32.store");
  };
  if (kept.length > 0) {
    code.i32(unit.stack).memory("i32.load").set(top);
    kept.forEach((frame, at) => {
      code
        .get(top)
        .i32(at * bytes)
        .op("i32.add")
        .i32(frame)
        .i32(bytes)
        .memoryCopy();
    });
    move(kept.length);
    r.copyState(r.frame, unit.frame(round.depth));
  }
  code.get(present(r.names.get(round.left)));
  push(round, r);
  const stop = r.local("i32");
  code.set(stop);
  if (kept.length > 0) {
    kept.forEach((frame, at) => {
      code
        .i32(frame)
        .get(top)
        .i32(at * bytes)
        .op("i32.add")
        .i32(bytes)
        .memoryCopy();
    });
    move(0);
  }
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
