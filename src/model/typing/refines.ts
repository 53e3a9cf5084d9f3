import type * as ast from "../../syntax/ast.js";
import { differentCounterpart, noCounterpart, wrongAbstract } from "../errors/claims.js";
import { infer as inferSpec } from "../infer.js";
import type { AnySymbol, Resolved } from "../symbols.js";
import type { Typed } from "../typed.js";
import type { Type } from "../types.js";
import { check, infer } from "./expressions.js";
import type { Inference } from "./inference.js";
import { inferArms } from "./patterns.js";
import { BOOL, mailboxes, mapParts } from "./unify.js";

/** Checks the types of the mappings of a `refines`, and of the variables that stand for their namesakes. */
export function inferRefines(t: Inference, d: ast.RefinesDeclaration): void {
  const abstract = t.resolved.abstracts.get(d);
  if (abstract === undefined) return;
  const { typed, diagnostics } = inferSpec(abstract);
  const errors = diagnostics.filter((each) => each.severity === "error");
  if (errors.length > 0) {
    t.report(wrongAbstract(d.file.span, d.file.text, errors.length));
    return;
  }
  const there = new Abstract(t, d, abstract, typed);
  there.checkConstants();
  for (const mapping of d.mappings) inferMapping(t, mapping, there);
  there.checkNamesakes(new Set(d.mappings.flatMap((m) => (m.kind === "variable" ? [m.name.text] : []))));
}

function inferMapping(t: Inference, mapping: ast.Mapping, there: Abstract): void {
  if (mapping.kind === "variable") {
    const type = there.typeOf(t.symbol(mapping.name));
    checkMapped(t, mapping.value, mapping.name.text, type);
    return;
  }
  const process = t.symbol(mapping.process);
  const binding = mapping.parameter === undefined ? undefined : t.symbol(mapping.parameter);
  if (binding?.kind === "binding") t.bindingType.set(binding, there.parameterType(process) ?? t.fresh());
  if (mapping.kind === "at") {
    inferLabels(t, mapping.value);
  } else {
    const local = process?.kind === "process" ? process.locals.find((l) => l.name === mapping.name.text) : undefined;
    checkMapped(t, mapping.value, mapping.name.text, there.typeOf(local));
  }
}

function checkMapped(t: Inference, value: ast.Expr, name: string, type: Type | undefined): void {
  if (type === undefined) infer(t, value);
  else check(t, value, type, `\`${name}\` is ${t.words.value(type)} there`);
}

/** `if` and `match` that end in labels. */
function inferLabels(t: Inference, e: ast.Expr): void {
  switch (e.kind) {
    case "paren":
      inferLabels(t, e.inner);
      return;
    case "if":
      check(t, e.condition, BOOL, "the condition of an `if` is true or false");
      inferLabels(t, e.then);
      inferLabels(t, e.else);
      return;
    case "match":
      inferArms(t, e, infer(t, e.subject));
      for (const arm of e.arms) inferLabels(t, arm.body);
      return;
    default:
  }
}

/** The abstract spec with its types read as those of the spec that refines it. */
class Abstract {
  readonly #missing = new Set<string>();

  constructor(
    readonly t: Inference,
    readonly d: ast.RefinesDeclaration,
    readonly resolved: Resolved,
    readonly typed: Typed,
  ) {}

  /** The type of a variable, channel or local of the abstract spec. */
  typeOf(symbol: AnySymbol | undefined): Type | undefined {
    switch (symbol?.kind) {
      case "variable": {
        const type = this.typed.declaredType.get(symbol.declaration);
        return type === undefined ? undefined : this.#own(type);
      }
      case "local": {
        const type = this.typed.localType.get(symbol);
        return type === undefined ? undefined : this.#own(type);
      }
      case "channel": {
        const channel = this.typed.channelType.get(symbol);
        return channel === undefined ? undefined : this.#own(mailboxes(channel));
      }
      default:
        return undefined;
    }
  }

  parameterType(process: AnySymbol | undefined): Type | undefined {
    const parameter = process?.kind === "process" ? process.parameter : undefined;
    const type = parameter === undefined ? undefined : this.typed.bindingType.get(parameter);
    return type === undefined ? undefined : this.#own(type);
  }

  /** The same type of this spec: variants and interchangeable values are those of the type of the same name. */
  #own(type: Type): Type {
    if (type.kind !== "variants" && type.kind !== "symmetric") return mapParts(type, (part) => this.#own(part));
    const { text } = type.declaration.name;
    const symbol = this.t.resolved.globals.get(text);
    const own = symbol?.kind === "type" ? this.t.namedType.get(symbol.declaration) : undefined;
    if (own === undefined) this.#miss("type", text);
    return own ?? this.t.fresh();
  }

  #miss(what: "type" | "constant", name: string): void {
    if (this.#missing.has(name)) return;
    this.#missing.add(name);
    this.t.report(noCounterpart(this.d.file.span, what, name, this.resolved.spec.name.text));
  }

  checkConstants(): void {
    for (const symbol of this.resolved.globals.values()) {
      if (symbol.kind === "const" && this.t.resolved.globals.get(symbol.name)?.kind !== "const") {
        this.#miss("constant", symbol.name);
      }
    }
  }

  /** Variables without a mapping stand for those of the same name and type here. */
  checkNamesakes(mapped: ReadonlySet<string>): void {
    for (const symbol of this.resolved.globals.values()) {
      if ((symbol.kind !== "variable" && symbol.kind !== "channel") || mapped.has(symbol.name)) continue;
      const there = this.typeOf(symbol);
      const here = this.#typeHere(symbol.name);
      if (there === undefined || here === undefined || this.t.types.unify(there, here)) continue;
      const { words } = this.t;
      this.t.report(differentCounterpart(this.d.name.span, symbol.name, words.value(there), words.value(here)));
    }
  }

  #typeHere(name: string): Type | undefined {
    const symbol = this.t.resolved.globals.get(name);
    if (symbol?.kind === "variable") return this.t.declaredType.get(symbol.declaration);
    const channel = symbol?.kind === "channel" ? this.t.channelType.get(symbol) : undefined;
    return channel === undefined ? undefined : mailboxes(channel);
  }
}
