import { suggest } from "../../suggest.js";
import type * as ast from "../../syntax/ast.js";
import { brief, quoted } from "../errors/brief.js";
import { keyCount, noFields, notIndexable, typeNotKnown, unknownField, wrongKeys } from "../errors/types.js";
import type { Type } from "../types.js";
import { localOfProcess } from "./calls.js";
import { check, infer } from "./expressions.js";
import type { Inference } from "./inference.js";
import { BROKEN, INT } from "./unify.js";

/** `m[k]` of a function or a sequence; `c[k]` of a channel. */
export function inferIndex(t: Inference, e: ast.ExprNode<"index">): Type {
  const target = infer(t, e.target);
  return elementAt(t, e.target, target, e.keys, e.span);
}

/** The type of what stands at a key; the keys are checked. */
function elementAt(
  t: Inference,
  target: ast.Expr,
  type: Type,
  keys: readonly ast.Expr[],
  span: ast.Node["span"],
): Type {
  const present = t.types.present(type);
  if (present.kind === "function") {
    checkKeys(t, target, keys, present, span);
    return present.value;
  }
  const [first, second] = keys;
  if (present.kind === "seq" && first !== undefined && second === undefined) {
    check(t, first, INT, `a position in ${quoted(target)} is an int`);
    return present.of;
  }
  const given = keys.map((key) => infer(t, key));
  const result = t.fresh();
  t.whenKnown(
    present,
    (known) => {
      if (known.kind === "function") settleKey(t, known, given, result, span);
      else if (known.kind === "seq" && given.length === 1) t.types.unify(result, known.of);
      else {
        t.types.unify(result, BROKEN);
        t.report(notIndexable(target, t.words.value(known), indexHint(known, target)));
      }
    },
    () => t.report(typeNotKnown(target, quoted(target), "give its type: a function `K -> V` or a `seq of T`")),
  );
  return result;
}

function settleKey(
  t: Inference,
  type: Extract<Type, { kind: "function" }>,
  given: readonly Type[],
  result: Type,
  span: ast.Node["span"],
): void {
  const key = keyOf(given, t);
  if (!t.types.unify(key, type.key))
    t.report(wrongKeys(span, `\`${t.words.text(key)}\``, `\`${t.words.text(type.key)}\``));
  t.types.unify(result, type.value);
}

function keyOf(keys: readonly Type[], t: Inference): Type {
  const [first, ...others] = keys;
  if (first === undefined) return t.fresh();
  return others.length === 0 ? first : { kind: "tuple", items: keys };
}

function indexHint(type: Type, target: ast.Expr): string | undefined {
  const text = brief(target) ?? "…";
  if (type.kind === "set")
    return `whether a value is in it, is said with \`in\`; how many there are is \`size(${text})\``;
  if (type.kind === "tuple") return "take a tuple apart with `let (a, b) = …`";
  if (type.kind === "record") return "a field of a record is read with `.`";
  return undefined;
}

/** Checks the keys between `[` and `]` against the key type of the function `target`. */
function checkKeys(
  t: Inference,
  target: ast.Expr,
  keys: readonly ast.Expr[],
  { key, value }: Extract<Type, { kind: "function" }>,
  span: ast.Node["span"],
): void {
  const expected = t.types.present(key);
  const [first, second] = keys;
  if (first !== undefined && second === undefined) {
    check(t, first, key, `a key of ${quoted(target)} is ${t.words.value(key)}`);
  } else if (expected.kind === "tuple" && expected.items.length === keys.length) {
    keys.forEach((each, i) => {
      const item = expected.items[i] ?? key;
      check(t, each, item, `${ordinal(i)} part of a key of ${quoted(target)} is ${t.words.value(item)}`);
    });
  } else {
    const given = keys.map((each) => infer(t, each));
    if (!t.types.unify(keyOf(given, t), key)) {
      const nested = t.types.present(value).kind === "function";
      t.report(keyCount(span, target, t.words.value(key), keys.length, nested));
    }
  }
}

function ordinal(index: number): string {
  return ["the first", "the second", "the third"][index] ?? `the ${index + 1}th`;
}

/** `r.f` of a record, `P(i).x` of a process. */
export function inferField(t: Inference, e: ast.ExprNode<"field">): Type {
  const local = localOfProcess(t, e);
  if (local !== undefined) return local;
  const target = infer(t, e.target);
  const result = t.fresh();
  t.whenKnown(
    target,
    (known) => {
      t.types.unify(result, fieldOf(t, e.name, e.target, known) ?? BROKEN);
    },
    () => t.report(typeNotKnown(e.target, quoted(e.target), "give its type: a record `{f: T}`")),
  );
  return t.types.prune(result);
}

/** The type of a field; reports when there is none. */
function fieldOf(t: Inference, name: ast.Name, target: ast.Expr, type: Type): Type | undefined {
  if (type.kind !== "record") {
    t.report(noFields(name, target, t.words.value(type), fieldHint(t, name, target, type)));
    return undefined;
  }
  const field = type.fields.find((each) => each.name === name.text);
  if (field !== undefined) return field.type;
  const names = type.fields.map((each) => each.name);
  t.report(unknownField(name, t.words.value(type), suggest(name.text, names)));
  return undefined;
}

function fieldHint(t: Inference, name: ast.Name, target: ast.Expr, type: Type): string | undefined {
  const isType = target.kind === "name" && t.symbol(target)?.kind === "type";
  if (isType) return `variants stand by their names alone: \`${name.text}\``;
  if (type.kind === "seq") return `how long a sequence is, is \`len(${brief(target) ?? "…"})\``;
  if (type.kind === "set") return `how many elements a set has, is \`size(${brief(target) ?? "…"})\``;
  if (type.kind === "variants") return "what a variant holds is read with `match`, or with `let V(x) = …`";
  if (type.kind === "function") return "a function is read with `[…]`";
  if (type.kind === "tuple") return "take a tuple apart with `let (a, b) = …`";
  return undefined;
}

/** `r with {at: 3}`, `m with {[k]: v}`: the type of what is changed. */
export function inferWith(t: Inference, e: ast.ExprNode<"with">, hint: Type | undefined): Type {
  const target = infer(t, e.target, hint);
  for (const update of e.updates) {
    if (update.kind === "index") {
      const place = elementAt(t, e.target, target, update.keys, update.span);
      check(t, update.value, place, `${quoted(e.target)} holds ${t.words.value(place)} there`);
    } else {
      const present = t.types.present(target);
      const field = present.kind === "unknown" ? undefined : fieldOf(t, update.name, e.target, present);
      if (present.kind === "unknown") {
        t.report(typeNotKnown(e.target, quoted(e.target), "give its type: a record `{f: T}`"));
      }
      if (field === undefined) infer(t, update.value);
      else check(t, update.value, field, `the field \`${update.name.text}\` is ${t.words.value(field)}`);
    }
  }
  return t.types.present(target);
}
