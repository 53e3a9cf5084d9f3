import type { Binder, Binding, Expr, ExprNode, Pattern, Type } from "../../../model/ir.js";
import { eachBinding } from "../../../model/visit.js";
import { LARGEST_SET, sizeOf } from "../../values/domain.js";
import { present } from "../../values/value.js";
import { GREATEST_STORED, itemTypes } from "../encoding.js";
import { Unsupported } from "../unsupported.js";
import {
  ANY_INT,
  BOOL,
  boundsOf,
  elementsOf,
  isNothing,
  join,
  NOTHING,
  range,
  same,
  stored,
  type TypeOf,
  unwrapped,
} from "./types.js";
import type { Unit } from "./unit.js";

/** A fold through more elements is not followed one by one. */
const MOST_ROUNDS = 64;

/** Types of bound names by binding number, as far as they are known at a point. */
export type Types = Map<number, Type>;

/** The type by which the value of an expression is represented, with bounds as narrow as is cheap to see. */
export class Typing {
  readonly types: Types = new Map();

  constructor(readonly unit: Unit) {}

  of(expr: Expr): Type {
    const type = this.#of(expr);
    return isNothing(type) ? stored(expr.type) : type;
  }

  #of(expr: Expr): Type {
    if (expr.type.kind === "bool") return BOOL;
    switch (expr.kind) {
      case "literal":
        if (typeof expr.value === "number") return range(expr.value, expr.value);
        return { kind: "option", of: NOTHING };
      case "constant": {
        const value = present(this.unit.program.constants[expr.index]);
        if (typeof value === "number") return range(value, value);
        return stored(present(this.unit.model.constants[expr.index]).type);
      }
      case "variable":
        return this.unit.slot(expr.slot).type;
      case "binding":
        return this.ofBinding(expr.binding);
      case "variant":
        return stored(expr.type);
      case "record": {
        const { fields } = kindOf(expr.type, "record");
        return {
          kind: "record",
          fields: expr.fields.map((each, at) => ({ name: present(fields[at]).name, type: this.of(each) })),
        };
      }
      case "tuple":
        return { kind: "tuple", items: expr.items.map((item) => this.of(item)) };
      case "set":
        return { kind: "set", of: this.#joined(expr.elements) };
      case "seq":
        return { kind: "seq", of: this.#joined(expr.elements), max: expr.elements.length };
      case "call":
        return this.#called(expr);
      case "builtin":
        return this.#builtin(expr);
      case "negate": {
        const { low, high } = boundsOf(this.of(expr.operand));
        return range(-high, -low);
      }
      case "arithmetic":
        return this.#arithmetic(expr);
      case "union":
      case "concat":
        return this.#both(expr.left, expr.right, expr.kind === "concat");
      case "difference":
      case "intersect":
        return this.of(expr.left);
      case "interval":
        return { kind: "set", of: range(boundsOf(this.of(expr.low)).low, boundsOf(this.of(expr.high)).high) };
      case "domain":
        return { kind: "set", of: stored(expr.of) };
      case "apply":
        return kindOf(this.of(expr.target), "function").value;
      case "element":
        return kindOf(this.of(expr.target), "seq").of;
      case "field":
        return present(itemTypes(this.of(expr.target))[expr.field]);
      case "withField": {
        const { fields } = kindOf(this.of(expr.target), "record");
        const value = this.of(expr.value);
        return {
          kind: "record",
          fields: fields.map(({ name, type }, at) => ({ name, type: at === expr.field ? join(type, value) : type })),
        };
      }
      case "withKey": {
        const { key, value } = kindOf(this.of(expr.target), "function");
        return { kind: "function", key, value: join(value, this.of(expr.value)) };
      }
      case "withElement": {
        const { of, max } = kindOf(this.of(expr.target), "seq");
        return { kind: "seq", of: join(of, this.of(expr.value)), max };
      }
      case "if":
        return join(this.of(expr.then), this.of(expr.else));
      case "let":
        this.bind(expr.pattern, this.of(expr.value));
        return this.of(expr.body);
      case "match": {
        const subject = this.of(expr.subject);
        return expr.arms
          .map(({ pattern, body }) => {
            this.bind(pattern, subject);
            return this.of(body);
          })
          .reduce(join);
      }
      case "the":
      case "filter": {
        const set = this.of(expr.binder.set);
        return expr.kind === "the" ? elementsOf(set) : set;
      }
      case "map":
        this.bindAll(expr.binders);
        return { kind: "set", of: this.of(expr.element) };
      case "function":
        return this.#function(expr);
      case "fold":
        return this.#folded(expr);
      case "check":
        return stored(expr.type);
      case "require":
        return unwrapped(this.of(expr.operand));
      case "prime":
        return this.of(expr.operand);
      default:
        throw new Error(`internal error: the type of ${expr.kind}`);
    }
  }

  ofBinding(binding: Binding): Type {
    const type = this.types.get(binding.number);
    if (type === undefined) throw new Error(`internal error: the type of ${binding.name} is not known`);
    return type;
  }

  /** The types of the names in a pattern for values of a type. */
  bind(pattern: Pattern, type: Type): void {
    if (isImpossible(pattern, type)) {
      eachBinding(pattern, (binding) => this.types.set(binding.number, stored(binding.type)));
      return;
    }
    switch (pattern.kind) {
      case "wildcard":
      case "literal":
        return;
      case "binding":
        this.types.set(pattern.binding.number, type);
        return;
      case "variant": {
        const types = itemTypes(unwrapped(type), pattern.variant);
        pattern.arguments.forEach((argument, at) => {
          this.bind(argument, present(types[at]));
        });
        return;
      }
      case "tuple": {
        const types = itemTypes(unwrapped(type));
        pattern.items.forEach((item, at) => {
          this.bind(item, present(types[at]));
        });
        return;
      }
      case "record": {
        const types = itemTypes(unwrapped(type));
        for (const { field, pattern: inner } of pattern.fields) this.bind(inner, present(types[field]));
      }
    }
  }

  bindAll(binders: readonly Binder[]): void {
    for (const { patterns, set } of binders) {
      const elements = elementsOf(this.of(set));
      for (const pattern of patterns) this.bind(pattern, elements);
    }
  }

  /** A body is looked through once for the same types of arguments. */
  #called(expr: ExprNode<"call">): Type {
    const { parameters, body } = present(this.unit.model.definitions[expr.definition]);
    const types = expr.arguments.map((argument) => this.of(argument));
    const key = `${expr.definition} ${JSON.stringify(types)}`;
    const known = this.unit.callTypes.get(key);
    if (known !== undefined) return known;
    parameters.forEach(({ number }, at) => {
      this.types.set(number, present(types[at]));
    });
    const type = this.of(body);
    this.unit.callTypes.set(key, type);
    return type;
  }

  #joined(exprs: readonly Expr[]): Type {
    return exprs.map((each) => this.of(each)).reduce(join, NOTHING);
  }

  #both(left: Expr, right: Expr, adds: boolean): Type {
    const one = this.of(left);
    const other = this.of(right);
    const both = join(one, other);
    if (!adds || both.kind !== "seq" || both.max === undefined) return both;
    return { ...both, max: (kindOf(one, "seq").max ?? 0) + (kindOf(other, "seq").max ?? 0) };
  }

  #arithmetic({ operator, left, right }: ExprNode<"arithmetic">): Type {
    const a = boundsOf(this.of(left));
    const b = boundsOf(this.of(right));
    switch (operator) {
      case "+":
        return range(a.low + b.low, a.high + b.high);
      case "-":
        return range(a.low - b.high, a.high - b.low);
      case "*": {
        const products = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
        return range(Math.min(...products), Math.max(...products));
      }
      case "div":
        return range(Math.min(a.low, 0), Math.max(a.high, 0));
      case "mod":
        return range(0, Math.max(0, b.high - 1));
    }
  }

  #builtin(expr: ExprNode<"builtin">): Type {
    const first = this.of(present(expr.arguments[0]));
    switch (expr.name) {
      case "size":
        return range(0, Math.min(sizeOf(elementsOf(first)), Number.MAX_SAFE_INTEGER));
      case "len":
        return range(0, longest(first));
      case "min":
      case "max":
      case "head":
      case "last":
        return elementsOf(first);
      case "least":
      case "greatest": {
        const a = boundsOf(first);
        const b = boundsOf(this.of(present(expr.arguments[1])));
        const pick = expr.name === "least" ? Math.min : Math.max;
        return range(pick(a.low, b.low), pick(a.high, b.high));
      }
      case "sum":
        return ANY_INT;
      case "tail":
        return first;
      case "append": {
        const { of, max } = kindOf(first, "seq");
        const type = join(of, this.of(present(expr.arguments[1])));
        return { kind: "seq", of: type, max: max === undefined ? undefined : max + 1 };
      }
      case "range":
        return { kind: "set", of: first.kind === "function" ? unwrapped(first.value) : elementsOf(first) };
      case "domain":
        if (first.kind === "function") return { kind: "set", of: first.key };
        return { kind: "set", of: range(1, longest(first)) };
      case "powerset":
        return { kind: "set", of: first };
    }
  }

  /** Widened by one round for each element that there may be. */
  #folded({ accumulator, initial, binder, body, type }: ExprNode<"fold">): Type {
    const elements = elementsOf(this.of(binder.set));
    let sum = this.of(initial);
    for (let round = sizeOf(elements); round > 0; round--) {
      if (round > MOST_ROUNDS) return sum.kind === "range" ? ANY_INT : stored(type);
      this.bindAll([binder]);
      this.types.set(accumulator.number, sum);
      const next = join(sum, this.of(body));
      if (same(next, sum)) break;
      sum = next;
    }
    return sum;
  }

  #function(expr: ExprNode<"function">): Type {
    const { key, value } = kindOf(stored(expr.type), "function");
    if (sizeOf(key) > LARGEST_SET) throw new Unsupported("a function on so many keys", expr.span);
    this.bindAll(expr.binders);
    const of = this.of(expr.body);
    return { kind: "function", key, value: value.kind === "option" ? { kind: "option", of: unwrapped(of) } : of };
  }
}

/** How long sequences of a type may be. */
export function longest(type: Type): number {
  return kindOf(type, "seq").max ?? GREATEST_STORED;
}

/** Does the pattern speak of parts of what has no values? */
export function isImpossible(pattern: Pattern, type: Type): boolean {
  const within = pattern.kind === "variant" || pattern.kind === "tuple" || pattern.kind === "record";
  return isNothing(within ? unwrapped(type) : type);
}

export function kindOf<K extends Type["kind"]>(type: Type, kind: K): TypeOf<K> {
  if (isKind(type, kind)) return type;
  throw new Error(`internal error: a ${type.kind} where a ${kind} is expected`);
}

function isKind<K extends Type["kind"]>(type: Type, kind: K): type is TypeOf<K> {
  return type.kind === kind;
}
