import { oneOf, type Random } from "../mutations.js";
import { expression } from "./expressions.js";
import {
  BOOL,
  BOOL_KEY,
  COLOR,
  type Declared,
  INT,
  type Key,
  keys,
  nameOf,
  partsOf,
  type Sort,
  sortOfKey,
  type Types,
  twoOf,
  typeOf,
} from "./sorts.js";
import { type Filling, type Piece, piece } from "./template.js";

/** A name that may be used. */
export interface Name {
  readonly text: string;
  readonly sort: Sort;
  readonly row: string;
}
export interface Scope {
  readonly names: readonly Name[];
}

export interface ProcessShape {
  readonly name: string;
  readonly parameter: boolean;
  readonly locals: readonly { readonly name: string; readonly declared: Declared }[];
  readonly labels: readonly string[];
}
export interface ActionShape {
  readonly name: string;
  readonly parameters: readonly Sort[];
}
export interface ChannelShape {
  readonly name: string;
  readonly key: Key | undefined;
  readonly message: Declared;
  readonly max: number | undefined;
}

/** What is known while the expressions of a spec are made. */
export class Gen implements Types {
  /** Definitions that expressions asked for. */
  readonly definitions: Piece[] = [];
  readonly #known: { readonly name: string; readonly parameters: readonly Sort[]; readonly result: Sort }[] = [];
  readonly #pins = new Map<string, string>();
  #names = 0;
  /** Sorts that the variables have, and their parts. */
  sorts: readonly Sort[] = [BOOL, INT, COLOR];
  mail: Declared | undefined;
  processes: readonly ProcessShape[] = [];
  actions: readonly ActionShape[] = [];
  channels: readonly ChannelShape[] = [];
  /** All variables, for definitions. */
  globals: Scope = { names: [] };
  /** May an expression ask what is `enabled`, and use definitions? */
  claiming = false;
  /** May it speak of the state after a step? */
  stepping = false;
  defining = false;

  constructor(
    readonly random: Random,
    readonly nodes: boolean,
  ) {}

  /** An expression of a sort. */
  made(sort: Sort, row: string | undefined, text: string, parts: Readonly<Record<string, Filling>> = {}): Piece {
    return piece("expression", nameOf(sort), row, text, parts);
  }

  fresh(): string {
    return `x${this.#names++}`;
  }

  bound({ names }: Scope, sort: Sort): readonly [name: string, inner: Scope] {
    const text = this.fresh();
    const name: Name = { text, sort, row: "name" };
    return [text, { names: [...names, name, name, name, name] }];
  }

  anySort(): Sort {
    return oneOf(this.random, this.sorts);
  }

  anyPlain(): Sort {
    return oneOf(this.random, [BOOL, INT, COLOR]);
  }

  /** Is there a place of this sort? */
  has(sort: Sort): boolean {
    return this.sorts.some((each) => nameOf(each) === nameOf(sort));
  }

  /** An expression for a key; an int is one of a process, mostly. */
  keyValue(sort: Sort | undefined, of: (sort: Sort) => Piece): Piece {
    if (sort === undefined || sort.kind !== "int") return of(sort ?? BOOL);
    const value = of(sort);
    return value.text === "1" || value.text === "2" || this.random(8) === 0
      ? value
      : this.made(sort, "mod", "($0 mod 2 + 1)", { 0: value });
  }

  keys(): readonly Key[] {
    return keys(this);
  }

  anyKey(): Key {
    return oneOf(this.random, this.keys());
  }

  /** Which sorts expressions are to be about: those of what is declared, and of its parts. */
  uses(declared: readonly { readonly sort: Sort }[]): void {
    const found = new Map<string, Sort>();
    const add = (sort: Sort): void => {
      if (sort.kind !== "named" || sort.name !== "Mail" || this.mail !== undefined) found.set(nameOf(sort), sort);
      partsOf(sort).forEach(add);
    };
    for (const { sort } of declared) add(sort);
    const more: readonly Sort[] = [
      { kind: "function", key: BOOL_KEY, value: oneOf(this.random, [BOOL, COLOR]) },
      { kind: "set", of: oneOf(this.random, [INT, { kind: "set", of: COLOR }]) },
    ];
    this.sorts = [BOOL, INT, COLOR, ...found.values(), ...more.filter(() => this.random(4) === 0)];
  }

  /** An int brought into a range, mostly. */
  fitted(value: Piece, { low, size }: { readonly low: number; readonly size: number }): Piece {
    if (this.random(4) === 0) return value;
    if (low === 0) return this.made(INT, "mod", `($0 mod ${size})`, { 0: value });
    return this.made(INT, "mod", `($0 mod ${size} + ${low < 0 ? `(${low})` : low})`, { 0: value });
  }

  /** An expression of exactly this type, even if it is a bare `{}`, `[]` or `none`. */
  pinned(sort: Sort, depth: number, scope: Scope): Piece {
    const value = this.random(2) === 0 ? literal(this, sort, scope, true) : expression(this, sort, depth - 1, scope);
    const known = this.#pins.get(nameOf(sort));
    const name = known ?? `same${this.#pins.size}`;
    if (known === undefined) {
      this.#pins.set(nameOf(sort), name);
      const types = { t0: typeOf(sort, this), t1: typeOf(sort, this) };
      const text = "def $f($x: $t0): $t1 = $x";
      this.definitions.push(
        piece("declaration", "declaration", "def f(a: T): U = e", text, { f: name, x: this.fresh(), ...types }),
      );
    }
    return this.made(sort, "f(x)", "$f($0)", { f: name, 0: value });
  }

  /** A call of a definition, of a new one if there are few; a leaf if that cannot be. */
  call(sort: Sort, depth: number, scope: Scope): Piece {
    if (!this.defining) return expression(this, sort, 0, scope);
    const known = this.#known.filter((each) => nameOf(each.result) === nameOf(sort));
    const found = known.length > 0 && this.random(2) === 0 ? oneOf(this.random, known) : this.#define(sort);
    if (found === undefined) return expression(this, sort, 0, scope);
    const [first, second] = found.parameters.map((each) => expression(this, each, depth - 1, scope));
    if (first === undefined) return this.made(sort, "f without parameters", "$f", { f: found.name });
    if (second === undefined) return this.made(sort, "f(x)", "$f($0)", { f: found.name, 0: first });
    return this.made(sort, "f(x)", "$f($0, $1)", { f: found.name, 0: first, 1: second });
  }

  #define(result: Sort) {
    if (this.#known.length >= 4) return undefined;
    const name = `f${this.#known.length}`;
    const parameters = Array.from({ length: this.random(3) }, () => this.anySort());
    const names = parameters.map(() => this.fresh());
    const inner = parameters.map((sort, at): Name => ({ text: names[at] ?? "", sort, row: "name" }));
    const { claiming, stepping } = this;
    this.claiming = false;
    this.stepping = false;
    this.defining = false;
    const body = expression(this, result, 2, { names: [...this.globals.names, ...inner, ...inner] });
    this.claiming = claiming;
    this.stepping = stepping;
    this.defining = true;
    const [x = "", y = ""] = names;
    const typed = this.random(2) === 0 || result.kind === "option";
    const types = parameters.map((each) => typeOf(each, this));
    const written = typed ? ["", "($x: $t0)", "($x: $t0, $y: $t1)"] : ["", "($x)", "($x, $y)"];
    const text = `def $f${written[parameters.length] ?? ""}${typed ? ": $t2" : ""} = $0`;
    const row = typed ? "def f(a: T): U = e" : "def f(a) = e";
    const [t0 = typeOf(BOOL, this), t1 = typeOf(BOOL, this)] = types;
    const fillings = { f: name, x, y, t0, t1, t2: typeOf(result, this), 0: body };
    this.definitions.push(piece("declaration", "declaration", row, text, fillings));
    const made = { name, parameters, result };
    this.#known.push(made);
    return made;
  }

  /** A set of values of a sort, to be gone through: of a type where there is one. */
  walked(sort: Sort, depth: number, scope: Scope): Piece {
    const set: Sort = { kind: "set", of: sort };
    const types: (() => Piece)[] = [];
    const type = (row: string, text: string): void => void types.push(() => this.made(set, row, text));
    switch (sort.kind) {
      case "bool":
        type("bool as a set", "bool");
        break;
      case "int":
        type("a named type as a set", "Proc");
        type("lo..hi as a set", "(0..2)");
        break;
      case "named":
        if (sort.name !== "Mail") type("a named type as a set", sort.name);
        break;
      case "function":
        // Others have too many values to go through.
        if (sort.key.name === "bool" && (sort.value.kind === "bool" || nameOf(sort.value) === "Color")) {
          type("(K -> V) as a set", `(${sort.key.name} -> ${nameOf(sort.value)})`);
        }
        break;
      case "set":
        types.push(() =>
          this.made(set, "powerset(S)", "powerset($0)", { 0: expression(this, sort, depth - 1, scope) }),
        );
        break;
      default:
    }
    const only = sort.kind === "named" && sort.name === "Node";
    if (types.length > 0 && (only || this.random(2) === 0)) return oneOf(this.random, types)();
    return expression(this, set, depth - 1, scope);
  }

  /** A function made by going through its keys, or some of them. */
  through(sort: Sort & { readonly kind: "function" }, depth: number, scope: Scope): Piece {
    const { key, value } = sort;
    const [first, second] = key.sorts;
    if (first !== undefined && second !== undefined) {
      const [x, one] = this.bound(scope, first);
      const [y, two] = this.bound(one, second);
      const text = `[$x in ${key.sets[0]}, $y in ${key.sets[1]}: $0]`;
      return this.made(sort, "[p in S, q in T: e]", text, { x, y, 0: expression(this, value, depth, two) });
    }
    const [x, deeper] = this.bound(scope, first ?? INT);
    if (this.random(value.kind === "option" ? 2 : 6) === 0) {
      const set = expression(this, { kind: "set", of: sortOfKey(key) }, depth - 1, scope);
      const body = expression(this, value.kind === "option" ? value.of : value, depth, deeper);
      const made = this.made(sort, "[x in S: e] of some keys", "[$x in $0: $1]", { x, 0: set, 1: body });
      return this.#pinnedAs(sort, made);
    }
    return this.made(sort, "[x in S: e]", `[$x in ${key.sets[0]}: $0]`, {
      x,
      0: expression(this, value, depth, deeper),
    });
  }

  /** The function with one value for all keys. */
  keyed(sort: Sort & { readonly kind: "function" }, value: Piece): Piece {
    const [one, two] = sort.key.sets;
    const names = { x: this.fresh(), y: this.fresh() };
    if (two === undefined) return this.made(sort, "[x in S: e]", `[$x in ${one}: $0]`, { ...names, 0: value });
    return this.made(sort, "[p in S, q in T: e]", `[$x in ${one}, $y in ${two}: $0]`, { ...names, 0: value });
  }

  #pinnedAs(sort: Sort, value: Piece): Piece {
    const call = this.pinned(sort, 0, { names: [] });
    return this.made(sort, "f(x)", "$f($0)", { f: stringIn(call), 0: value });
  }
}

/** The name that a call was made with. */
function stringIn(call: Piece): string {
  const [name] = call.parts;
  if (typeof name !== "string") throw new Error("a call begins with a name");
  return name;
}

/** A value that needs no names, but for those of symmetric types; `expected`: its type is known where it will stand. */
export function literal(g: Gen, sort: Sort, scope: Scope, expected: boolean): Piece {
  const { random } = g;
  const of = (inner: Sort): Piece => literal(g, inner, scope, expected);
  switch (sort.kind) {
    case "bool":
      return g.made(sort, "true, false", oneOf(random, ["true", "false"]));
    case "int":
      return g.made(sort, "integer", oneOf(random, ["0", "1", "1", "1", "2", "2", oneOf(random, ["3", "(-1)"])]));
    case "named":
      return namedLiteral(g, sort, scope);
    case "record": {
      const [[f, first], [h, second]] = twoOf(sort.fields);
      return g.made(sort, "{f: e}", "{$f: $0, $h: $1}", { f, h, 0: of(first), 1: of(second) });
    }
    case "tuple": {
      const [first, second] = twoOf(sort.items);
      return g.made(sort, "(a, b)", "($0, $1)", { 0: of(first), 1: of(second) });
    }
    case "option":
      if (!expected) return random(3) === 0 ? g.pinned(sort, 0, scope) : of(sort.of);
      return random(2) === 0 ? g.made(sort, "none", "none") : of(sort.of);
    case "set":
      if (expected && random(2) === 0) return g.made(sort, "{a, b}", "{}");
      if (random(3) === 0) return g.made(sort, "{a, b}", "{$0}", { 0: of(sort.of) });
      return g.made(sort, "{a, b}", "{$0, $1}", { 0: of(sort.of), 1: of(sort.of) });
    case "seq":
      if (expected && random(2) === 0) return g.made(sort, "[a, b, c]", "[]");
      if (random(2) === 0) return g.made(sort, "[a, b, c]", "[$0]", { 0: of(sort.of) });
      return g.made(sort, "[a, b, c]", "[$0, $1]", { 0: of(sort.of), 1: of(sort.of) });
    case "function":
      return g.keyed(sort, of(sort.value));
  }
}

function namedLiteral(g: Gen, sort: Sort & { readonly kind: "named" }, scope: Scope): Piece {
  switch (sort.name) {
    case "Color":
      return g.made(sort, "V", oneOf(g.random, ["red", "green", "blue"]));
    case "Msg":
      return g.made(sort, "V(a, b)", oneOf(g.random, ["Ping", "Num(1)", "Num(2)", "Of(red, true)", "Of(blue, false)"]));
    case "Mail": {
      if (g.mail === undefined || g.random(2) === 0) return g.made(sort, "V", "Stop");
      return g.made(sort, "V(a, b)", "Note($0)", { 0: literal(g, g.mail.sort, scope, true) });
    }
    case "Node": {
      const known = scope.names.filter((each) => each.sort.kind === "named" && each.sort.name === "Node");
      return g.made(sort, "name", "$a", { a: known.length === 0 ? "someone" : oneOf(g.random, known).text });
    }
  }
}

/** A first value of what is so declared. */
export function firstValue(g: Gen, { sort, range, parts }: Declared, scope: Scope): Piece {
  const [one, two] = parts;
  const of = (part: Declared | undefined): Piece => {
    if (part === undefined) throw new Error("a part");
    return firstValue(g, part, scope);
  };
  switch (sort.kind) {
    case "int": {
      const value = range === undefined ? g.random(3) : range.low + g.random(Math.min(range.size, 3));
      return g.made(sort, "integer", value < 0 ? `(${value})` : `${value}`);
    }
    case "record": {
      const [[f], [h]] = twoOf(sort.fields);
      return g.made(sort, "{f: e}", "{$f: $0, $h: $1}", { f, h, 0: of(one), 1: of(two) });
    }
    case "tuple":
      return g.made(sort, "(a, b)", "($0, $1)", { 0: of(one), 1: of(two) });
    case "option":
      return g.random(2) === 0 ? g.made(sort, "none", "none") : of(one);
    case "set":
      if (one === undefined) return literal(g, sort, scope, true);
      return g.random(3) === 0
        ? g.made(sort, "{a, b}", "{}")
        : g.made(sort, "{a, b}", "{$0, $1}", { 0: of(one), 1: of(one) });
    case "seq":
      return g.random(3) === 0 ? g.made(sort, "[a, b, c]", "[]") : g.made(sort, "[a, b, c]", "[$0]", { 0: of(one) });
    case "function":
      return g.keyed(sort, of(one));
    default:
      return literal(g, sort, scope, true);
  }
}
