import { oneOf, type Random } from "../mutations.js";
import { claims } from "./claims.js";
import { expression, keyOf, mailbox } from "./expressions.js";
import { type ActionShape, type ChannelShape, firstValue, Gen, type Name, type Scope } from "./gen.js";
import { plannedProcess, process } from "./processes.js";
import {
  BOOL,
  COLOR,
  type Declared,
  functionType,
  INT,
  MSG,
  MSG_TYPE,
  NODE,
  NODE_KEY,
  PLAIN,
  randomDeclared,
  type Sort,
} from "./sorts.js";
import { block, isNodes, type Shape, type Target } from "./statements.js";
import { type Filling, type Piece, piece } from "./template.js";

export function declaration(row: string, text: string, parts: Readonly<Record<string, Filling>> = {}): Piece {
  return piece("declaration", "declaration", row, text, parts);
}

/** A spec at random: a few variables, maybe channels and processes, one to three actions, claims. */
export function randomPiece(random: Random): Piece {
  const g = new Gen(random, random(5) === 0);
  if (random(4) === 0) g.mail = randomDeclared(g, 1);
  if (g.mail !== undefined && isNodes(g.mail)) g.mail = undefined;
  const variables = variablesOf(g);
  const channels = channelsOf(g);
  const shape: Shape = { targets: variables, channels };
  const names: readonly Name[] = variables.map(({ name, declared }) => ({
    text: name,
    sort: declared.sort,
    row: "name",
  }));
  const scope: Scope = { names: [...names, ...names, ...names, ...names, ...(random(3) === 0 ? CONSTANTS : [])] };
  const planned = random(2) === 0 ? [] : ["P", "Q"].slice(0, 1 + random(2)).map((name) => plannedProcess(g, name));
  g.processes = planned.map((each) => each.shape);
  g.channels = channels;
  g.globals = scope;
  const declared = [...variables, ...g.processes.flatMap(({ locals }) => locals)].map((each) => each.declared);
  const boxes = channels.map(({ message }): { readonly sort: Sort } => ({ sort: { kind: "seq", of: message.sort } }));
  g.uses([...declared, ...boxes]);
  g.actions = Array.from({ length: planned.length > 0 ? random(2) : 1 + random(2) }, (_, at) => actionShape(g, at));
  const first = initials(g, variables);
  g.defining = true;
  const actions = g.actions.map((each) => action(g, each, shape, scope));
  const processes = planned.map((each) => process(g, each, shape, scope));
  const init = random(8) === 0 ? [declaration("init", "init { $s0 }", { s0: block(g, shape, 1, scope) })] : [];
  g.claiming = true;
  const traffic = channels.length > 0 && random(3) > 0 ? trafficOf(g, oneOf(random, channels), scope) : [];
  const rest = claims(g, variables, channels, scope);
  const body = [
    ...head(g),
    ...first,
    ...channels.map((each) => channel(g, each)),
    ...init,
    ...actions,
    ...processes,
    ...traffic,
    ...rest,
  ];
  return piece("spec", "spec", undefined, "spec Random\n$d0", { d0: [...body, ...g.definitions] });
}

const CONSTANTS: readonly Name[] = [
  { text: "N", sort: INT, row: "constant" },
  { text: "Flag", sort: BOOL, row: "constant" },
  { text: "Some", sort: { kind: "set", of: INT }, row: "constant" },
];

/** Constants and types; those that nothing uses do no harm. */
function head(g: Gen): readonly Piece[] {
  const all = [
    declaration("const", "const N = 2"),
    declaration("const", "const Flag: bool = N > 1"),
    declaration("const", "const Some: set of Proc = {N}"),
    declaration("type T = …", "type Proc = 1..N"),
    declaration("type T = …", "type Color = red | green | blue"),
    declaration("type T = …", "type Msg = Ping | Num(n: 0..2) | Of(c: Color, b: bool)"),
    declaration("type T = …", "type Palette = set of Color"),
  ];
  if (g.random(4) === 0) all.push(declaration("assume", "assume N > 1 and Some subset of Proc"));
  if (g.nodes) all.push(declaration("type T = …", "type Node = symmetric 2"));
  if (g.nodes) all.push(declaration("= any", "var someone: Node = any"));
  if (g.mail) all.push(declaration("type T = …", "type Mail = Note(of: $t0) | Stop", { t0: g.mail.type }));
  return all;
}

function variablesOf(g: Gen): readonly Target[] {
  const count = 2 + g.random(3);
  const of = (at: number): Declared => {
    if (at === 1 && g.nodes) return functionType(g, oneOf(g.random, PLAIN), NODE_KEY);
    return randomDeclared(g, at === 0 ? 0 : 2);
  };
  return Array.from({ length: count }, (_, at) => ({ name: `v${at}`, declared: of(at) }));
}

/** The first values of variables: few in all. */
function initials(g: Gen, variables: readonly Target[]): readonly Piece[] {
  let budget = 12;
  const before: Name[] = g.nodes ? [{ text: "someone", sort: NODE, row: "name" }] : [];
  return variables.map(({ name: v, declared }) => {
    const { sort, type, size } = declared;
    const parts = { v, t0: type };
    const scope = { names: [...before, ...CONSTANTS] };
    before.push({ text: v, sort, row: "name" });
    const draw = g.random(4);
    if (draw < 2 && size <= Math.min(budget, 16)) {
      budget = Math.floor(budget / size);
      return declaration("= any", "var $v: $t0 = any", parts);
    }
    if (draw === 2 && budget >= 2) {
      budget = Math.floor(budget / 2);
      const values = { 0: firstValue(g, declared, scope), 1: firstValue(g, declared, scope) };
      return declaration("in S", "var $v: $t0 in {$0, $1}", { ...parts, ...values });
    }
    const value = g.random(8) === 0 ? expression(g, sort, 1, scope) : firstValue(g, declared, scope);
    return declaration("var x: T = e", "var $v: $t0 = $0", { ...parts, 0: value });
  });
}

function channelsOf(g: Gen): readonly ChannelShape[] {
  return Array.from({ length: Math.max(0, g.random(4) - 1) }, (_, at) => {
    const message = oneOf(g.random, [randomDeclared(g, 1), MSG_TYPE, randomDeclared(g, 0)]);
    return {
      name: `net${at}`,
      key: g.random(2) === 0 ? undefined : g.anyKey(),
      message,
      max: oneOf(g.random, [1, 2, 2, 0]) || undefined,
    };
  });
}

const ORDERS = ["", ", fifo"];
const LOSSES = ["", ", lossy", ", duplicating", ", lossy, duplicating"];

function channel(g: Gen, { name: c, key, message, max }: ChannelShape): Piece {
  const order = oneOf(g.random, ORDERS);
  const loss = oneOf(g.random, LOSSES);
  const rows = [
    "channel",
    key === undefined ? "channel c of T" : "channel c: K of T",
    max === undefined ? "" : "max n",
  ];
  rows.push(key?.sorts.length === 2 ? "channel of pairs" : "", order === "" ? "unordered" : "fifo");
  rows.push(loss.includes("lossy") ? "lossy" : "", loss.includes("duplicating") ? "duplicating" : "");
  const text = `channel $c${key === undefined ? "" : `: ${key.name}`} of $t0${max === undefined ? "" : `, max ${max}`}${order}${loss}`;
  return declaration(rows.filter((row) => row !== "").join(";"), text, { c, t0: message.type });
}

function actionShape(g: Gen, at: number): ActionShape {
  const parameters: readonly Sort[] = oneOf(g.random, [[], [COLOR], [g.anySort()], [COLOR, COLOR], [INT, g.anySort()]]);
  return { name: `A${at}`, parameters };
}

function action(g: Gen, { name: a, parameters: [first, second] }: ActionShape, shape: Shape, scope: Scope): Piece {
  const fair = oneOf(g.random, ["", "", "", "fair ", "strongly fair "]);
  const rows = fair === "" ? [] : [fair.trim()];
  const says = g.random(3) === 0 ? ' says "{1 + 1} is said"' : "";
  if (says !== "") rows.push("says");
  if (first === undefined) {
    return declaration([...rows, "action A"].join(";"), `${fair}action $a${says} { $s0 }`, {
      ...{ a, s0: block(g, shape, 2, scope) },
    });
  }
  const [p, one] = g.bound(scope, first);
  const S = g.walked(first, 1, scope);
  if (second === undefined) {
    return declaration([...rows, "action A(p in S)"].join(";"), `${fair}action $a($p in $0)${says} { $s0 }`, {
      ...{ a, p, 0: S, s0: block(g, shape, 2, one) },
    });
  }
  const [q, two] = g.bound(one, second);
  const same = first === COLOR && second === COLOR;
  const set = same ? g.made({ kind: "set", of: first }, "\\", "(Color \\ {$p})", { p }) : g.walked(second, 1, one);
  return declaration(
    [...rows, "action A(p in S, q in T)"].join(";"),
    `${fair}action $a($p in $0, $q in $1)${says} { $s0 }`,
    {
      ...{ a, p, q, 0: S, 1: set, s0: block(g, shape, 1, two) },
    },
  );
}

/** Something is sent, and what is received is remembered: without it mailboxes would seldom have two messages. */
function trafficOf(g: Gen, { name: c, key, message }: ChannelShape, scope: Scope): readonly Piece[] {
  const { sort, type } = message;
  const first = (of: Sort): Piece => firstValue(g, declaredAs(of, type), scope);
  const box = { c, ...keyOf(g, key, first) };
  const [x] = g.bound(scope, sort);
  const [y] = g.bound(scope, sort);
  const values = { 1: firstValue(g, message, scope), 2: firstValue(g, message, scope) };
  const send = declaration(
    "action A(p in S);send m to c[k]",
    `action Send($x in {$1, $2}) { send $x to ${mailbox(key)} }`,
    {
      ...{ x, ...values, ...box },
    },
  );
  const text = `action Take { receive $y from ${mailbox(key)} heard := $y }`;
  const take = declaration("action A;receive x from c[k]", text, { y, ...box });
  const option = sort.kind === "option";
  const pattern = oneOf(g.random, ["Ping", "Num(1)", "Num(_)", "Of(_, true)"]);
  const only = `action Only { receive ${pattern} from ${mailbox(key)} }`;
  const matching = sort === MSG ? [declaration("action A;receive V(p) from c[k]", only, box)] : [];
  const heard = declaration("var x: T = e", `var heard: ${option ? "$t0" : "($t0)?"} = none`, { t0: type });
  return [heard, send, take, ...matching];
}

function declaredAs(sort: Sort, type: Piece): Declared {
  return { sort, type, size: 2, range: { low: 1, size: 2 }, parts: [] };
}
