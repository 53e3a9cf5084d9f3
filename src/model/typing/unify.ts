import type { Type, TypeVariable } from "../types.js";
import { sameBound } from "./bounds.js";

export const BOOL: Type = { kind: "bool" };
export const INT: Type = { kind: "int" };

/** The type of what is wrong in itself, and was reported: it goes with every other, so that nothing more is said of it. */
export const BROKEN: Type = { kind: "unknown", id: -1 };

export function setOf(of: Type): Type {
  return { kind: "set", of };
}

export function seqOf(of: Type): Type {
  return { kind: "seq", of, max: undefined };
}

/** What a channel holds: a sequence of messages, or one for each key. */
export function mailboxes(channel: { readonly key: Type | undefined; readonly message: Type }): Type {
  const mailbox = seqOf(channel.message);
  return channel.key === undefined ? mailbox : { kind: "function", key: channel.key, value: mailbox };
}

/** `T?`; of a type that is one already, that type. */
export function optional(of: Type): Type {
  return of.kind === "option" ? of : { kind: "option", of };
}

export function isNumeric(type: Type): boolean {
  return type.kind === "int" || type.kind === "range";
}

/** The type of a place in a literal: no declaration bounds what may be put there later, as by `with`. */
export function unbounded(type: Type): Type {
  if (type.kind === "option") return optional(unbounded(type.of));
  return type.kind === "range" ? INT : type;
}

/** Makes types equal by finding out what their unknowns are. Ranges count as `int` here, and `T?` as T. */
export class Unifier {
  readonly #known = new Map<number, Type>();
  #next = 0;

  fresh(): TypeVariable {
    return { kind: "unknown", id: this.#next++ };
  }

  /** All unknowns made from now on have at least this number. */
  get mark(): number {
    return this.#next;
  }

  /** The type itself instead of an unknown that stands for it; `T??` is `T?`. The parts may still be unknowns. */
  prune(type: Type): Type {
    if (type.kind === "unknown") {
      const known = this.#known.get(type.id);
      return known === undefined ? type : this.prune(known);
    }
    if (type.kind === "option") {
      const of = this.prune(type.of);
      return of.kind === "option" ? of : type;
    }
    return type;
  }

  /** The T of `T?`, any other type as it is. */
  present(type: Type): Type {
    const pruned = this.prune(type);
    return pruned.kind === "option" ? this.prune(pruned.of) : pruned;
  }

  /** Can both be the same type? Unknowns are settled so that they are, even when other parts differ. */
  unify(left: Type, right: Type): boolean {
    const a = this.prune(left);
    const b = this.prune(right);
    if (a === b || a === BROKEN) return true;
    if (a.kind === "unknown") return this.#settle(a, b);
    if (b === BROKEN) return true;
    if (b.kind === "unknown") return this.#settle(b, a);
    if (a.kind === "option") return this.unify(a.of, b.kind === "option" ? b.of : b);
    if (b.kind === "option") return this.unify(a, b.of);
    if (isNumeric(a)) return isNumeric(b);
    switch (a.kind) {
      case "bool":
        return b.kind === "bool";
      case "variants":
      case "symmetric":
        return b.kind === a.kind && b.declaration === a.declaration;
      case "set":
        return b.kind === "set" && this.unify(a.of, b.of);
      case "seq":
        return b.kind === "seq" && this.unify(a.of, b.of);
      case "function": {
        if (b.kind !== "function") return false;
        const keys = this.unify(a.key, b.key);
        return this.unify(a.value, b.value) && keys;
      }
      case "tuple":
        return b.kind === "tuple" && this.#unifyAll(a.items, b.items);
      case "record":
        return (
          b.kind === "record" &&
          sameNames(a.fields, b.fields) &&
          this.#unifyAll(
            a.fields.map((f) => f.type),
            b.fields.map((f) => f.type),
          )
        );
      default:
        return false;
    }
  }

  #unifyAll(left: readonly Type[], right: readonly Type[]): boolean {
    if (left.length !== right.length) return false;
    const equal = left.map((type, i) => this.unify(type, right[i] ?? type));
    return !equal.includes(false);
  }

  #settle(unknown: TypeVariable, type: Type): boolean {
    if (type.kind === "option" && this.prune(type.of) === unknown) return true;
    if (this.#occurs(unknown, type)) return false;
    this.#known.set(unknown.id, type);
    return true;
  }

  #occurs(unknown: TypeVariable, type: Type): boolean {
    const pruned = this.prune(type);
    return pruned === unknown || partsOf(pruned).some((part) => this.#occurs(unknown, part));
  }

  /** The smallest type that has the values of both, if there is one: of T and `none` it is `T?`, of two ranges `int`. */
  join(left: Type, right: Type): Type | undefined {
    const a = this.prune(left);
    const b = this.prune(right);
    if (a === b || b === BROKEN) return a;
    if (a === BROKEN) return b;
    if (a.kind === "unknown" || b.kind === "unknown") return this.unify(a, b) ? this.prune(a) : undefined;
    if (a.kind === "option" || b.kind === "option") {
      const of = this.join(this.present(a), this.present(b));
      return of === undefined ? undefined : this.#keep(optional(this.prune(of)), a, b);
    }
    if (isNumeric(a) && isNumeric(b)) return sameRange(a, b) ? a : INT;
    return this.#joinParts(a, b);
  }

  #joinParts(a: Type, b: Type): Type | undefined {
    switch (a.kind) {
      case "set":
      case "seq": {
        if (b.kind !== a.kind) return undefined;
        const of = this.join(a.of, b.of);
        if (of === undefined) return undefined;
        if (a.kind === "set") return this.#keep(setOf(of), a, b);
        const max = b.kind === "seq" && sameBound(a.max, b.max) ? a.max : undefined;
        return this.#keep({ kind: "seq", of, max }, a, b);
      }
      case "function": {
        if (b.kind !== "function" || !this.unify(a.key, b.key)) return undefined;
        const value = this.join(a.value, b.value);
        return value === undefined ? undefined : this.#keep({ kind: "function", key: a.key, value }, a, b);
      }
      case "tuple": {
        if (b.kind !== "tuple") return undefined;
        const items = this.#joinAll(a.items, b.items);
        return items === undefined ? undefined : this.#keep({ kind: "tuple", items }, a, b);
      }
      case "record": {
        if (b.kind !== "record" || !sameNames(a.fields, b.fields)) return undefined;
        const types = this.#joinAll(
          a.fields.map((f) => f.type),
          b.fields.map((f) => f.type),
        );
        if (types === undefined) return undefined;
        const fields = a.fields.map((field, i) => ({ name: field.name, type: types[i] ?? field.type }));
        return this.#keep({ kind: "record", fields }, a, b);
      }
      default:
        return this.unify(a, b) ? a : undefined;
    }
  }

  #joinAll(left: readonly Type[], right: readonly Type[]): readonly Type[] | undefined {
    if (left.length !== right.length) return undefined;
    const joined = left.map((type, i) => this.join(type, right[i] ?? type));
    const found = joined.filter((type) => type !== undefined);
    return found.length === joined.length ? found : undefined;
  }

  /** One of the joined types themselves when it is the join, so that it keeps its name. */
  #keep(joined: Type, a: Type, b: Type): Type {
    return this.same(joined, a) ? a : this.same(joined, b) ? b : joined;
  }

  /** Are the types the same in every part, ranges included? */
  same(left: Type, right: Type): boolean {
    const a = this.prune(left);
    const b = this.prune(right);
    if (a === b) return true;
    if (a.kind !== b.kind) return false;
    if (a.kind === "range") return sameRange(a, b);
    if (a.kind === "variants" || a.kind === "symmetric") return this.unify(a, b);
    if (a.kind === "unknown") return false;
    if (a.kind === "record" && b.kind === "record" && !sameNames(a.fields, b.fields)) return false;
    if (a.kind === "seq" && b.kind === "seq" && !sameBound(a.max, b.max)) return false;
    const [these, those] = [partsOf(a), partsOf(b)];
    return these.length === those.length && these.every((part, i) => this.same(part, those[i] ?? part));
  }

  /** The type with every unknown replaced by what it is known to be, or by `rest`. Keeps types in which nothing changes. */
  complete(type: Type, rest: (unknown: TypeVariable) => Type): Type {
    const pruned = this.prune(type);
    if (pruned.kind === "unknown") return rest(pruned);
    return mapParts(pruned, (part) => this.complete(part, rest));
  }

  /** Calls `visit` for each unknown in a type that is still one. */
  eachUnknown(type: Type, visit: (unknown: TypeVariable) => void): void {
    const pruned = this.prune(type);
    if (pruned.kind === "unknown") visit(pruned);
    else for (const part of partsOf(pruned)) this.eachUnknown(part, visit);
  }
}

function sameNames(left: readonly { readonly name: string }[], right: readonly { readonly name: string }[]): boolean {
  return left.length === right.length && left.every((field, i) => field.name === right[i]?.name);
}

function sameRange(a: Type, b: Type): boolean {
  if (a.kind !== "range" || b.kind !== "range") return a.kind === b.kind;
  return sameBound(a.low, b.low) && sameBound(a.high, b.high);
}

/** The types directly inside a type, in order; the fields of a variant are not. */
export function partsOf(type: Type): readonly Type[] {
  switch (type.kind) {
    case "bool":
    case "int":
    case "range":
    case "variants":
    case "symmetric":
    case "unknown":
      return [];
    case "record":
      return type.fields.map((field) => field.type);
    case "tuple":
      return type.items;
    case "option":
    case "set":
    case "seq":
      return [type.of];
    case "function":
      return [type.key, type.value];
  }
}

/** The same type with other parts; the type itself when `change` leaves all parts as they are. */
export function mapParts(type: Type, change: (part: Type) => Type): Type {
  const parts = partsOf(type);
  const changed = parts.map(change);
  if (changed.every((part, i) => part === parts[i])) return type;
  const part = (index: number): Type => changed[index] ?? type;
  switch (type.kind) {
    case "record":
      return { kind: "record", fields: type.fields.map((field, i) => ({ name: field.name, type: part(i) })) };
    case "tuple":
      return { kind: "tuple", items: changed };
    case "option":
      return optional(part(0));
    case "set":
      return setOf(part(0));
    case "seq":
      return { kind: "seq", of: part(0), max: type.max };
    case "function":
      return { kind: "function", key: part(0), value: part(1) };
    default:
      return type;
  }
}
