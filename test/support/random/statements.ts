import { oneOf } from "../mutations.js";
import { expression, keyOf, mailbox } from "./expressions.js";
import { type ChannelShape, type Gen, literal, type Name, type Scope } from "./gen.js";
import { BOOL, COLOR, type Declared, INT, isSymmetric, MSG, NODE, nameOf, type Sort } from "./sorts.js";
import { type Piece, piece } from "./template.js";

/** A place that may be assigned to. */
export interface Target {
  readonly name: string;
  readonly declared: Declared;
}

/** What statements may touch. */
export interface Shape {
  readonly targets: readonly Target[];
  readonly channels: readonly ChannelShape[];
}

type Parts = Readonly<Record<string, Piece | readonly Piece[] | string>>;
type Made = () => Piece;

export function statement(row: string, text: string, parts: Parts = {}): Piece {
  return piece("statement", "statement", row, text, parts);
}

/** One to three statements. */
export function block(g: Gen, shape: Shape, depth: number, scope: Scope): readonly Piece[] {
  return Array.from({ length: 1 + g.random(depth > 0 ? 3 : 2) }, () => anyStatement(g, shape, depth, scope));
}

function anyStatement(g: Gen, shape: Shape, depth: number, scope: Scope): Piece {
  const draw = g.random(12);
  if (depth > 0 && draw < 5) return oneOf(g.random, nested(g, shape, depth - 1, scope))();
  if (draw < 7 && shape.channels.length > 0) return oneOf(g.random, messages(g, shape, scope))();
  if (draw === 8) return oneOf(g.random, guards(g, scope))();
  return assignment(g, oneOf(g.random, shape.targets), scope);
}

function guards(g: Gen, scope: Scope): readonly Made[] {
  const of = (sort: Sort): Piece => expression(g, sort, 2, scope);
  return [
    () => statement("when p", "when $0", { 0: of(BOOL) }),
    () => statement("when p", "when $0", { 0: of(BOOL) }),
    () => statement("skip", "skip"),
    () => statement("assert p", "assert $0", { 0: of(BOOL) }),
    () => statement("assert p", "assert ($0 or true)", { 0: of(BOOL) }),
  ];
}

function assignment(g: Gen, { name: v, declared }: Target, scope: Scope): Piece {
  const { sort, range } = declared;
  const whole = (): Piece => {
    const bare = g.random(5) === 0 ? literal(g, sort, scope, true) : expression(g, sort, 2, scope);
    const value = sort.kind === "int" ? g.fitted(bare, range ?? { low: 0, size: 3 }) : bare;
    return statement("x := e", "$v := $0", { v, 0: value });
  };
  if (g.random(2) === 0) return whole();
  const path = pathOf(g, sort, scope);
  if (path === undefined) return whole();
  const value = expression(g, path.sort, 2, scope);
  const fitted = path.sort.kind === "int" ? g.fitted(value, { low: 0, size: 3 }) : value;
  return statement(path.row, `$v${path.text} := $0`, { v, 0: fitted, ...path.parts });
}

interface Path {
  readonly row: string;
  readonly text: string;
  readonly parts: Readonly<Record<string, Piece | string>>;
  readonly sort: Sort;
}

/** A path of one to three keys, elements and fields into a value. */
function pathOf(g: Gen, from: Sort, scope: Scope): Path | undefined {
  let text = "";
  let sort = from.kind === "option" ? from.of : from;
  const rows = new Set<string>();
  const parts: Record<string, Piece | string> = {};
  for (let at = 1; at <= 3; at++) {
    const hole = (offset: number): string => `$${2 * at + offset}`;
    const put = (offset: number, of: Sort): void => {
      parts[2 * at + offset] = g.keyValue(of, (each) => expression(g, each, 1, scope));
    };
    if (sort.kind === "function") {
      const [first = INT, second] = sort.key.sorts;
      put(0, first);
      if (second !== undefined) put(1, second);
      text += second === undefined ? `[${hole(0)}]` : `[${hole(0)}, ${hole(1)}]`;
      rows.add(second === undefined ? "m[k] := e" : "m[a, b] := e");
      sort = sort.value;
    } else if (sort.kind === "seq") {
      put(0, INT);
      text += `[${hole(0)}]`;
      rows.add("s[i] := e");
      sort = sort.of;
    } else if (sort.kind === "record") {
      const [field, of] = oneOf(g.random, sort.fields);
      text += `.${field}`;
      rows.add("r.f := e");
      sort = of;
    } else break;
    if (g.random(3) === 0) break;
    if (sort.kind === "option") {
      if (g.random(2) === 0) break;
      const inner = sort.of;
      if (inner.kind !== "function" && inner.kind !== "seq" && inner.kind !== "record") break;
      rows.add("a path through T?");
      sort = inner;
    }
  }
  if (text === "") return undefined;
  const row = rows.size > 1 ? ["m[p].log[i] := e", ...rows].join(";") : [...rows].join(";");
  return { row, text, parts, sort };
}

function messages(g: Gen, { channels }: Shape, scope: Scope): readonly Made[] {
  const channel = oneOf(g.random, channels);
  const { name: c, key, message } = channel;
  const of = (sort: Sort): Piece => expression(g, sort, 1, scope);
  const box = { c, ...keyOf(g, key, of) };
  const send = (): Piece => {
    const value = of(message.sort);
    const fitted = message.range === undefined ? value : g.fitted(value, message.range);
    return statement("send m to c[k]", `send $0 to ${mailbox(key)}`, { ...box, 0: fitted });
  };
  const receive = (): Piece => statement("receive p from c[k]", `receive _ from ${mailbox(key)}`, box);
  const matching = (): Piece => {
    if (message.sort.kind !== "named" || message.sort.name !== "Msg") return receive();
    const pattern = oneOf(g.random, ["Ping", "Num(1)", "Of(_, true)", "Num(_)"]);
    return statement("receive V(p) from c[k]", `receive ${pattern} from ${mailbox(key)}`, box);
  };
  return [send, send, send, receive, matching, matching];
}

/** Statements with blocks in them. */
function nested(g: Gen, shape: Shape, depth: number, scope: Scope): readonly Made[] {
  const of = (sort: Sort): Piece => expression(g, sort, 1 + g.random(2), scope);
  const body = (inner = scope): readonly Piece[] => block(g, shape, depth, inner);
  const any = g.anySort();
  const walked = (sort: Sort, inner = scope): Piece => g.walked(sort, 1, inner);
  return [
    () => statement("if", "if $0 { $s0 }", { 0: of(BOOL), s0: body() }),
    () => statement("if else", "if $0 { $s0 } else { $s1 }", { 0: of(BOOL), s0: body(), s1: body() }),
    () =>
      statement("if else if", "if $0 { $s0 } else if $1 { $s1 } else { $s2 }", {
        ...{ 0: of(BOOL), 1: of(BOOL), s0: body(), s1: body(), s2: body() },
      }),
    () => statement("either", "either { $s0 } or { $s1 }", { s0: body(), s1: body() }),
    () => {
      const [x, inner] = g.bound(scope, any);
      return statement("pick x in S", "pick $x in $0 { $s0 }", { x, 0: walked(any), s0: body(inner) });
    },
    () => {
      const [x, first] = g.bound(scope, COLOR);
      const [y, inner] = g.bound(first, any);
      const sets = { 0: walked(COLOR), 1: walked(any, first) };
      return statement("pick x in S, y in T", "pick $x in $0, $y in $1 { $s0 }", { x, y, ...sets, s0: body(inner) });
    },
    () => {
      const few = g.anyPlain();
      const [x, first] = g.bound(scope, few);
      const [y, inner] = g.bound(first, few);
      return statement("pick x, y in S", "pick $x, $y in $0 { $s0 }", { x, y, 0: walked(few), s0: body(inner) });
    },
    ...loops(g, shape, scope),
    ...(g.nodes ? [() => overNodes(g, shape, scope), () => overNodes(g, shape, scope)] : []),
    () => {
      const [x, inner] = g.bound(scope, any);
      return statement("let x = e {}", "if true { let $x = $0 $s0 }", { x, 0: of(any), s0: body(inner) });
    },
    () => {
      const [x, first] = g.bound(scope, COLOR);
      const [y, inner] = g.bound(first, BOOL);
      const text = "if true { let Of($x, $y) = $0 $s0 }";
      return statement("let pattern = e {}", text, { x, y, 0: of(MSG), s0: body(inner) });
    },
    () => {
      const [x, inner] = g.bound(scope, INT);
      const parts = { x, 0: of(MSG), s0: body(inner), s1: body() };
      return statement("match {}", "match $0 { Num($x): { $s0 }, _: { $s1 } }", parts);
    },
    ...shape.channels.map((channel): Made => {
      const [x, inner] = g.bound(scope, channel.message.sort);
      const box = { c: channel.name, ...keyOf(g, channel.key, (sort) => expression(g, sort, 1, scope)) };
      const text = `if true { receive $x from ${mailbox(channel.key)} $s0 }`;
      return () => statement("receive x from c[k]", text, { x, ...box, s0: body(inner) });
    }),
  ];
}

/** `for`, with choices in it only where it goes through few values: each of them doubles the ways. */
function loops(g: Gen, shape: Shape, scope: Scope): readonly Made[] {
  const any = g.anySort();
  const few = g.anyPlain();
  const through: Made = () => {
    const [x, inner] = g.bound(scope, any);
    const set = g.walked(any, 1, scope);
    return statement("for x in S", "for $x in $0 { $s0 }", { x, 0: set, s0: plainBlock(g, shape, inner) });
  };
  return [
    ...(isSymmetric(any) ? [] : [through]),
    () => {
      const [x, inner] = g.bound(scope, few);
      const parts = { x, 0: g.walked(few, 1, scope), s0: plainBlock(g, shape, inner), s1: plainBlock(g, shape, inner) };
      return statement("for with choices", "for $x in $0 { either { $s0 } or { $s1 } }", parts);
    },
    () => {
      const [x, first] = g.bound(scope, COLOR);
      const [y, inner] = g.bound(first, BOOL);
      const parts = { x, y, s0: plainBlock(g, shape, inner), s1: plainBlock(g, shape, first) };
      const text = "for $x in {red, blue} { $s1 for $y in bool { either { $s0 } or { skip } } }";
      return statement("for in for with choices", text, parts);
    },
    () => {
      const [x, first] = g.bound(scope, COLOR);
      const [y, inner] = g.bound(first, BOOL);
      const sets = { 0: g.walked(COLOR, 1, scope), 1: g.walked(BOOL, 1, first) };
      const parts = { x, y, ...sets, s0: plainBlock(g, shape, inner) };
      return statement("for x in S, y in T", "for $x in $0, $y in $1 { $s0 }", parts);
    },
  ];
}

/** One or two statements without choices of their own, but for what is received. */
function plainBlock(g: Gen, shape: Shape, scope: Scope): readonly Piece[] {
  const channels = g.random(4) === 0 ? shape.channels : [];
  return block(g, { ...shape, channels }, 0, scope);
}

function overNodes(g: Gen, { targets }: Shape, scope: Scope): Piece {
  const keyed = targets.flatMap(({ name, declared: { sort } }) =>
    sort.kind === "function" && sort.key.name === "Node" ? [{ name, value: sort.value }] : [],
  );
  if (keyed.length === 0) return statement("skip", "skip");
  const { name: v, value } = oneOf(g.random, keyed);
  const [x] = g.bound(scope, NODE);
  const names: readonly Name[] = scope.names.filter(({ text }) => text !== v);
  const parts = { x, v, 0: expression(g, value, 1, { names: [...names, { text: x, sort: NODE, row: "name" }] }) };
  const choice =
    g.random(2) === 0 ? "for $x in Node { $v[$x] := $0 }" : "for $x in Node { either { $v[$x] := $0 } or { skip } }";
  return statement("for over symmetric", choice, parts);
}

export function isNodes({ sort }: Declared): boolean {
  return nameOf(sort).includes("Node");
}
