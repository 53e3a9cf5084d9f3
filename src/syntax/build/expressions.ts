import type { Node } from "ohm-js";
import { cover } from "../../source.js";
import type {
  Arm,
  BinaryOperator,
  Binder,
  Block,
  Expr,
  ExprOf,
  Name,
  StepReference,
  Template,
  Update,
} from "../ast.js";
import type { EverystepActionDict } from "../generated/everystep.ohm-bundle.js";
import { type FlatItem, foldOperators, isBinaryOperator, isUnaryOperator } from "../operators.js";
import { bindersOf, blockOf, exprOf, listOf, nameOf, optional, patternOf, spanOf, stepReferenceOf } from "./nodes.js";
import { functionTypeOf } from "./types.js";

function node<K extends keyof ExprOf>(source: Node, kind: K, parts: ExprOf[K]) {
  return { kind, span: spanOf(source), ...parts };
}

// ------------------------------------------------------------------------------------------------------- operators

function prefixItems(prefixes: Node): FlatItem[] {
  return prefixes.children.map((prefix) => {
    const operator = prefix.sourceString;
    if (!isUnaryOperator(operator)) throw new Error(`no prefix operator: ${operator}`);
    return { kind: "prefix", operator, span: spanOf(prefix) };
  });
}

function operandItems(prefixes: Node, operand: Node): FlatItem[] {
  return [...prefixItems(prefixes), { kind: "operand", expr: exprOf(operand) }];
}

/** The items of one `Tail` or `BoundTail`. */
function tailItems(tail: Node): readonly FlatItem[] {
  const [first, second, third] = tail.children;
  if (first === undefined || second === undefined) return tail.children.flatMap(tailItems);
  if (third === undefined) {
    const labels = labelsOf(second);
    return [{ kind: "at", ...labels, span: spanOf(tail) }];
  }
  return [{ kind: "infix", operator: operatorOf(first) }, ...operandItems(second, third)];
}

function operatorOf(infix: Node): BinaryOperator {
  const text = infix.sourceString;
  // Between the words of these two there may be line breaks and comments.
  if (text.startsWith("not")) return "not in";
  if (text.startsWith("subset")) return "subset of";
  if (!isBinaryOperator(text)) throw new Error(`no operator: ${text}`);
  return text;
}

function labelsOf(atLabels: Node): { readonly labels: readonly Name[]; readonly braces: boolean } {
  const alternative = atLabels.child(0);
  if (alternative.numChildren === 1) return { labels: [nameOf(alternative)], braces: false };
  return { labels: listOf(alternative.child(1)).map(nameOf), braces: true };
}

function flat(prefixes: Node, operand: Node, tails: Node): Expr {
  if (prefixes.numChildren === 0 && tails.numChildren === 0) return exprOf(operand);
  return foldOperators([...operandItems(prefixes, operand), ...tails.children.flatMap(tailItems)]);
}

// -------------------------------------------------------------------------------------------------------- operands

function postfixed(target: Expr, postfix: Node): Expr {
  const form = postfix.child(0);
  const span = cover(target.span, spanOf(form));
  switch (form.ctorName) {
    case "Postfix_index":
      return { kind: "index", target, keys: listOf(form.child(1)).map(exprOf), span };
    case "Postfix_field":
      return { kind: "field", target, name: nameOf(form.child(1)), span };
    default:
      return { kind: "prime", operand: target, span };
  }
}

function updated(target: Expr, phrase: Node): Expr {
  const updates = listOf(phrase.child(2)).map(updateOf);
  return { kind: "with", target, updates, span: cover(target.span, spanOf(phrase)) };
}

function updateOf(update: Node): Update {
  const form = update.child(0);
  const span = spanOf(form);
  if (form.ctorName === "Update_field") {
    return { kind: "field", name: nameOf(form.child(0)), value: exprOf(form.child(2)), span };
  }
  return { kind: "index", keys: listOf(form.child(1)).map(exprOf), value: exprOf(form.child(4)), span };
}

function armOf(arm: Node): Arm<Expr> {
  return { pattern: patternOf(arm.child(0)), body: exprOf(arm.child(2)), span: spanOf(arm) };
}

/** An arm of the statement `match`. */
export function blockArmOf(arm: Node): Arm<Block> {
  return { pattern: patternOf(arm.child(0)), body: blockOf(arm.child(2)), span: spanOf(arm) };
}

export const expressions: EverystepActionDict<Expr> = {
  Expr: flat,
  Bound: flat,
  Operand(primary, postfixes, withs) {
    const target = postfixes.children.reduce(postfixed, exprOf(primary));
    return withs.children.reduce(updated, target);
  },
  Primary_true(_word) {
    return node(this, "bool", { value: true });
  },
  Primary_false(_word) {
    return node(this, "bool", { value: false });
  },
  Primary_none(_word) {
    return node(this, "none", {});
  },
  Primary_bool(_word) {
    return node(this, "typeSet", { type: { kind: "boolType", span: spanOf(this) } });
  },
  Primary_done(_word) {
    return node(this, "name", { text: "done" });
  },
  int(_digits) {
    return node(this, "int", { value: Number(this.sourceString) });
  },
  Call(callee, _open, list, _close) {
    return node(this, "call", { callee: nameOf(callee), arguments: listOf(list).map(exprOf) });
  },
  Name(name) {
    return node(this, "name", { text: name.sourceString });
  },
  Paren_tuple(_open, list, _close) {
    const items = listOf(list).map(exprOf);
    const inner = items.length === 1 ? items[0] : undefined;
    return inner === undefined ? node(this, "tuple", { items }) : node(this, "paren", { inner });
  },
  Paren_type(_open, key, tail, _close) {
    return node(this, "typeSet", { type: functionTypeOf(key, tail) });
  },
  Bracket_empty(_open, _close) {
    return node(this, "seq", { elements: [] });
  },
  Bracket_function(_open, binders, _colon, body, _close) {
    return node(this, "function", { binders: bindersOf(binders), body: exprOf(body) });
  },
  Bracket_seq(_open, elements, _close) {
    return node(this, "seq", { elements: listOf(elements).map(exprOf) });
  },
  Brace_empty(_open, _close) {
    return node(this, "set", { elements: [] });
  },
  Brace_record(_open, list, _close) {
    const fields = listOf(list).map((field) => ({ name: nameOf(field.child(0)), value: exprOf(field.child(2)) }));
    return node(this, "record", { fields });
  },
  Brace_filter(_open, pattern, _in, set, _colon, predicate, _close) {
    return node(this, "filter", { pattern: patternOf(pattern), set: exprOf(set), predicate: exprOf(predicate) });
  },
  Brace_map(_open, element, _for, binders, _close) {
    return node(this, "map", { element: exprOf(element), binders: bindersOf(binders) });
  },
  Brace_set(_open, elements, _close) {
    return node(this, "set", { elements: listOf(elements).map(exprOf) });
  },
  If(_if, condition, _then, then, _else, otherwise) {
    return node(this, "if", { condition: exprOf(condition), then: exprOf(then), else: exprOf(otherwise) });
  },
  Quantifier(word, binders, _colon, body) {
    const quantifier = word.sourceString === "forall" ? "forall" : "exists";
    return node(this, "quantifier", { quantifier, binders: bindersOf(binders), body: exprOf(body) });
  },
  Let(_let, pattern, _equals, value, _colon, body) {
    return node(this, "let", { pattern: patternOf(pattern), value: exprOf(value), body: exprOf(body) });
  },
  Fold(_fold, accumulator, _equals, initial, _for, pattern, _in, set, _colon, body) {
    return node(this, "fold", {
      accumulator: nameOf(accumulator),
      initial: exprOf(initial),
      pattern: patternOf(pattern),
      set: exprOf(set),
      body: exprOf(body),
    });
  },
  The(_the, pattern, _in, set, _colon, body) {
    return node(this, "the", { pattern: patternOf(pattern), set: exprOf(set), body: exprOf(body) });
  },
  Match(_match, subject, _open, arms, _close) {
    return node(this, "match", { subject: exprOf(subject), arms: listOf(arms).map(armOf) });
  },
  Enabled(_enabled, step) {
    return node(this, "enabled", { step: stepReferenceOf(step) });
  },
};

// --------------------------------------------------------------------------------------- binders, references, strings

export const binders: EverystepActionDict<readonly Binder[]> = {
  ActionParameters: (_open, list, _close) => bindersOf(list),
  Binders: (list) =>
    listOf(list).map((binder) => ({
      patterns: listOf(binder.child(0)).map(patternOf),
      set: exprOf(binder.child(2)),
      span: spanOf(binder),
    })),
};

export const stepReferences: EverystepActionDict<StepReference> = {
  StepReference(name, list) {
    const stepArguments = optional(list, (phrase) => listOf(phrase.child(1)).map(stepArgumentOf)) ?? [];
    return { name: nameOf(name), arguments: stepArguments, span: spanOf(this) };
  },
};

function stepArgumentOf(argument: Node): Expr | undefined {
  const form = argument.child(0);
  return form.ctorName === "StepArgument_any" ? undefined : exprOf(form.child(0));
}

/** The string of a `says` phrase. */
export function templateOf(says: Node): Template {
  const string = says.child(1);
  const parts: (string | Expr)[] = [];
  for (const part of string.child(1).children) {
    const form = part.child(0);
    if (form.ctorName === "templatePart_hole") parts.push(exprOf(form.child(2)));
    else {
      const text = form.ctorName === "templatePart_brace" ? "{" : form.sourceString;
      const last = parts.at(-1);
      if (typeof last === "string") parts[parts.length - 1] = last + text;
      else parts.push(text);
    }
  }
  return { parts, span: spanOf(string) };
}
