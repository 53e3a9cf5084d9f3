import { boundText } from "../errors/brief.js";
import type { Type } from "../types.js";
import type { Unifier } from "./unify.js";

/** Words types as the reader wrote them: by the names of the file where they have one. */
export class Wording {
  /** Types with a name of their own, by identity. */
  readonly aliases = new Map<Type, string>();

  constructor(readonly types: Unifier) {}

  /** "set of Proc": a type as it is written; `_` for what is unknown. */
  text(type: Type): string {
    const t = this.types.prune(type);
    const alias = this.aliases.get(t);
    if (alias !== undefined) return alias;
    switch (t.kind) {
      case "bool":
      case "int":
        return t.kind;
      case "range":
        return `${boundText(t.low)}..${boundText(t.high)}`;
      case "variants":
      case "symmetric":
        return t.declaration.name.text;
      case "record":
        return `{${t.fields.map((field) => `${field.name}: ${this.text(field.type)}`).join(", ")}}`;
      case "tuple":
        return `(${t.items.map((item) => this.text(item)).join(", ")})`;
      case "option":
        return `${this.#beforeMark(t.of)}?`;
      case "set":
        return `set of ${this.#operand(t.of)}`;
      case "seq":
        return `seq of ${this.#operand(t.of)}`;
      case "function":
        return `${this.#operand(t.key)} -> ${this.text(t.value)}`;
      case "unknown":
        return "_";
    }
  }

  #beforeMark(type: Type): string {
    const t = this.types.prune(type);
    return t.kind === "range" && !this.aliases.has(t) ? `(${this.text(t)})` : this.#operand(t);
  }

  #operand(type: Type): string {
    const t = this.types.prune(type);
    return t.kind === "function" && !this.aliases.has(t) ? `(${this.text(t)})` : this.text(t);
  }

  /** "a set of Proc", "an int": what a value of the type is. */
  value(type: Type): string {
    const t = this.types.prune(type);
    if (this.aliases.has(t)) return withArticle(this.text(t));
    switch (t.kind) {
      case "range":
        return `a number of ${this.text(t)}`;
      case "record":
        return `a record ${this.text(t)}`;
      case "tuple":
        return `a tuple ${this.text(t)}`;
      case "function":
        return `a function ${this.text(t)}`;
      case "set":
        return this.types.prune(t.of).kind === "unknown" ? "a set" : `a ${this.text(t)}`;
      case "seq":
        return this.types.prune(t.of).kind === "unknown" ? "a sequence" : `a ${this.text(t)}`;
      case "option":
        return this.types.prune(t.of).kind === "unknown" ? "`none`" : withArticle(this.text(t));
      case "unknown":
        return "something else";
      default:
        return withArticle(this.text(t));
    }
  }
}

function withArticle(text: string): string {
  return `${/^[aeioAEIO]/.test(text) ? "an" : "a"} ${text}`;
}
