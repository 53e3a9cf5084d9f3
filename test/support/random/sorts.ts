import { oneOf, type Random } from "../mutations.js";
import { type Piece, piece } from "./template.js";

/*
 * The types that random specs use. A `Sort` is what the type of an expression is while inferring: ranges count as int and
 * no length is bounded. How a variable is declared has more to it: `Declared`.
 */

export type Sort =
  | { readonly kind: "bool" | "int" }
  /** An enumeration, a tagged union, a symmetric type. */
  | { readonly kind: "named"; readonly name: "Color" | "Msg" | "Mail" | "Node" }
  | { readonly kind: "record"; readonly fields: readonly (readonly [name: string, sort: Sort])[] }
  | { readonly kind: "tuple"; readonly items: readonly Sort[] }
  | { readonly kind: "option" | "set" | "seq"; readonly of: Sort }
  | { readonly kind: "function"; readonly key: Key; readonly value: Sort };

export const BOOL: Sort = { kind: "bool" };
export const INT: Sort = { kind: "int" };
export const COLOR: Sort = { kind: "named", name: "Color" };
export const MSG: Sort = { kind: "named", name: "Msg" };
export const MAIL: Sort = { kind: "named", name: "Mail" };
export const NODE: Sort = { kind: "named", name: "Node" };

/** The keys of functions: the types whose sets a function literal goes through. */
export interface Key {
  readonly name: string;
  /** One, or two for pairs. */
  readonly sets: readonly string[];
  readonly sorts: readonly Sort[];
}
const key = (name: string, ...parts: readonly (readonly [string, Sort])[]): Key => ({
  name,
  sets: parts.map(([set]) => set),
  sorts: parts.map(([, sort]) => sort),
});
const COLOR_KEY = key("Color", ["Color", COLOR]);
const PROC_KEY = key("Proc", ["Proc", INT]);
export const BOOL_KEY = key("bool", ["bool", BOOL]);
export const NODE_KEY = key("Node", ["Node", NODE]);
const PAIR_KEY = key("(bool, Proc)", ["bool", BOOL], ["Proc", INT]);
const KEYS: readonly Key[] = [COLOR_KEY, PROC_KEY, BOOL_KEY, NODE_KEY, PAIR_KEY];

export function sortOfKey({ sorts: [first = INT, second] }: Key): Sort {
  return second === undefined ? first : { kind: "tuple", items: [first, second] };
}

/** The same text for the same sort. */
export function nameOf(sort: Sort): string {
  switch (sort.kind) {
    case "bool":
    case "int":
      return sort.kind;
    case "named":
      return sort.name;
    case "record":
      return `{${sort.fields.map(([name, of]) => `${name}: ${nameOf(of)}`).join(", ")}}`;
    case "tuple":
      return `(${sort.items.map(nameOf).join(", ")})`;
    case "option":
      return `(${nameOf(sort.of)})?`;
    case "set":
    case "seq":
      return `${sort.kind} of (${nameOf(sort.of)})`;
    case "function":
      return `${sort.key.name} -> (${nameOf(sort.value)})`;
  }
}

/** The sorts directly inside. */
export function partsOf(sort: Sort): readonly Sort[] {
  switch (sort.kind) {
    case "record":
      return sort.fields.map(([, of]) => of);
    case "tuple":
      return sort.items;
    case "option":
    case "set":
    case "seq":
      return [sort.of];
    case "function":
      return [sortOfKey(sort.key), sort.value];
    default:
      return [];
  }
}

/** `T?`; there is no `T??`. */
export function optional(of: Sort): Sort {
  return of.kind === "option" ? of : { kind: "option", of };
}

export function isSymmetric(sort: Sort): boolean {
  return (sort.kind === "named" && sort.name === "Node") || partsOf(sort).some(isSymmetric);
}

/** A type as a variable, a field, a channel or a parameter is declared with. */
export interface Declared {
  readonly sort: Sort;
  readonly type: Piece;
  /** How many values it has; infinite for `int` and unbounded sequences. */
  readonly size: number;
  /** A range from here on, so that random ints can be brought into it. */
  readonly range: { readonly low: number; readonly size: number } | undefined;
  /** What is declared inside, in the order of `partsOf`, but for keys. */
  readonly parts: readonly Declared[];
}

const type = (row: string | undefined, text: string, parts: Readonly<Record<string, Piece>> = {}): Piece =>
  piece("type", "type", row, text, parts);

const declared = (
  sort: Sort,
  of: Piece,
  size: number,
  range: Declared["range"] = undefined,
  parts: readonly Declared[] = [],
): Declared => ({ sort, type: of, size, range, parts });

/** `Mail` has a random field: it counts as endless. */
const NODE_TYPE = declared(NODE, type("symmetric n", "Node"), 2);
export const MSG_TYPE = declared(MSG, type("Req(t: T) | Ack", "Msg"), 10);
const NAMED: readonly Declared[] = [
  declared(COLOR, type("a | b | c", "Color"), 3),
  MSG_TYPE,
  declared(MAIL, type("Req(t: T) | Ack", "Mail"), Number.POSITIVE_INFINITY),
  NODE_TYPE,
  declared(INT, type("lo..hi", "Proc"), 2, { low: 1, size: 2 }),
  declared({ kind: "set", of: COLOR }, type("type Alias = T", "Palette"), 8),
];
export const PLAIN: readonly Declared[] = [
  declared(BOOL, type("bool", "bool"), 2),
  declared(INT, type("lo..hi", "0..2"), 3, { low: 0, size: 3 }),
  declared(INT, type("lo..hi", "-1..N"), 4, { low: -1, size: 4 }),
  declared(INT, type("int", "int"), Number.POSITIVE_INFINITY),
];
const WIDE: Declared = declared(INT, type("lo..hi", "-40..60"), 101, { low: -40, size: 101 });

/** Which of the named types there are. */
export interface Types {
  readonly random: Random;
  readonly nodes: boolean;
  /** The field of `Mail`. */
  readonly mail: Declared | undefined;
}

/** A type at random with at most so many types inside one another. */
export function randomDeclared(types: Types, depth: number): Declared {
  const { random } = types;
  if (depth === 0 || random(4) === 0) return random(2) === 0 ? oneOf(random, PLAIN) : oneOf(random, named(types));
  const inner = (): Declared => randomDeclared(types, depth - 1);
  switch (random(9)) {
    case 0:
      return recordType(inner(), inner(), depth);
    case 1: {
      const [one, two] = random(3) === 0 ? [oneOf(random, PLAIN), oneOf(random, PLAIN)] : [inner(), inner()];
      const of = type("(A, B)", "($t0, $t1)", { t0: one.type, t1: two.type });
      return declared({ kind: "tuple", items: [one.sort, two.sort] }, of, one.size * two.size, undefined, [one, two]);
    }
    case 2: {
      const one = inner();
      if (one.sort.kind === "option") return one;
      return declared(
        { kind: "option", of: one.sort },
        type("T?", "($t0)?", { t0: one.type }),
        one.size + 1,
        undefined,
        [one],
      );
    }
    case 3:
    case 4: {
      const one = random(5) === 0 ? WIDE : inner();
      const row = one.size > 64 ? "set of a large T" : one.sort.kind === "set" ? "set of set of T" : "set of T";
      return declared(
        { kind: "set", of: one.sort },
        type(row, "set of ($t0)", { t0: one.type }),
        2 ** one.size,
        undefined,
        [one],
      );
    }
    case 5: {
      const one = inner();
      const of = type("seq of T max n", "seq of ($t0) max 2", { t0: one.type });
      return declared({ kind: "seq", of: one.sort }, of, 1 + one.size + one.size ** 2, undefined, [one]);
    }
    case 6: {
      const one = inner();
      const of = type("seq of T", "seq of ($t0)", { t0: one.type });
      return declared({ kind: "seq", of: one.sort }, of, Number.POSITIVE_INFINITY, undefined, [one]);
    }
    default:
      return functionType(types, inner());
  }
}

function named({ nodes, mail }: Types): readonly Declared[] {
  return NAMED.filter(({ sort }) => (nodes || sort !== NODE) && (mail !== undefined || sort !== MAIL));
}

/** Fields are named by their types' depth, so that a name has one type wherever it stands. */
function recordType(one: Declared, two: Declared, depth: number): Declared {
  const fields = [
    [`on${depth}`, one.sort],
    [`at${depth}`, two.sort],
  ] as const;
  const row = one.sort.kind === "record" || two.sort.kind === "record" ? "{a: {b: T}}" : "{a: T, b: U}";
  const of = type(row, `{on${depth}: $t0, at${depth}: $t1}`, { t0: one.type, t1: two.type });
  return declared({ kind: "record", fields }, of, one.size * two.size, undefined, [one, two]);
}

export function keys({ nodes }: Pick<Types, "nodes">): readonly Key[] {
  return KEYS.filter((each) => nodes || each !== NODE_KEY);
}

export function functionType(types: Types, value: Declared, of = oneOf(types.random, keys(types))): Declared {
  const count = of.sorts.length === 2 ? 4 : of === COLOR_KEY ? 3 : 2;
  const partial = value.sort.kind !== "option" && types.random(3) === 0;
  const text = `${of.name} -> ${partial ? "($t0)?" : "($t0)"}`;
  const sort: Sort = { kind: "function", key: of, value: partial ? { kind: "option", of: value.sort } : value.sort };
  const size = (value.size + (partial ? 1 : 0)) ** count;
  return declared(sort, type(partial ? "K -> V?" : "K -> V", text, { t0: value.type }), size, undefined, [value]);
}

/** A type that has values of the sort: where an expression has to say what it is. */
export function typeOf(sort: Sort, types: Types): Piece {
  switch (sort.kind) {
    case "bool":
      return type("bool", "bool");
    case "int":
      return types.random(6) === 0 ? type("int", "int") : type("lo..hi", "-1..9");
    case "named":
      return type(undefined, sort.name);
    case "record": {
      const [[one, first], [two, second]] = twoOf(sort.fields);
      return type("{a: T, b: U}", `{${one}: $t0, ${two}: $t1}`, {
        t0: typeOf(first, types),
        t1: typeOf(second, types),
      });
    }
    case "tuple": {
      const [first, second] = twoOf(sort.items);
      return type("(A, B)", "($t0, $t1)", { t0: typeOf(first, types), t1: typeOf(second, types) });
    }
    case "option":
      return type("T?", "($t0)?", { t0: typeOf(sort.of, types) });
    case "set":
      return type("set of T", "set of ($t0)", { t0: typeOf(sort.of, types) });
    case "seq":
      return type("seq of T max n", "seq of ($t0) max 3", { t0: typeOf(sort.of, types) });
    case "function":
      return type("K -> V", `${sort.key.name} -> ($t0)`, { t0: typeOf(sort.value, types) });
  }
}

/** All records and tuples here have two parts. */
export function twoOf<T>(parts: readonly T[]): readonly [T, T] {
  const [first, second] = parts;
  if (first === undefined || second === undefined) throw new Error("two parts");
  return [first, second];
}
