import type { Diagnostic } from "../diagnostic.js";
import type { Span } from "../source.js";
import type { Expectation, Expr, ExprNode, Mapping, Pattern, Spec } from "./ast.js";
import { doesNotAssociate, doneAsValue, nestedTooDeeply, numberTooLarge, prefixNeedsParentheses } from "./errors.js";
import { AT_LEVEL, isNonAssociative, levelOf, prefixLevelOf } from "./operators.js";

/** Trees deeper than this are refused, so that whoever walks one by recursion may. */
const DEEPEST = 400;

type Checked = Expr | Pattern | Expectation | Mapping;

export interface Structure {
  /** Chains without an order, numbers too large, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** Present if the tree is deeper than recursion may go. */
  readonly tooDeep: Diagnostic | undefined;
}

/** What the grammar lets pass and the language does not. */
export function structureErrors(root: Spec | Expr): Structure {
  const found: Diagnostic[] = [];
  const labels = new Set<object>();
  const visits: { readonly value: object; readonly depth: number }[] = [{ value: root, depth: 0 }];
  for (let visit = visits.pop(); visit !== undefined; visit = visits.pop()) {
    const { value, depth } = visit;
    if (depth > DEEPEST) return { diagnostics: [], tooDeep: nestedTooDeeply(start(root.span)) };
    if (isChecked(value)) found.push(...nodeErrors(value, labels));
    const children: readonly unknown[] = Object.values(value);
    for (const child of children) {
      if (typeof child !== "object" || child === null) continue;
      visits.push({ value: child, depth: Array.isArray(child) ? depth : depth + 1 });
    }
  }
  const diagnostics = found.toSorted((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
  return { diagnostics, tooDeep: undefined };
}

function start(span: Span): Span {
  return { start: span.start, end: span.start + 1 };
}

/** Every node of the kinds looked at here has a kind; declarations, types and statements pass through unseen. */
function isChecked(value: object): value is Checked {
  return "kind" in value;
}

function nodeErrors(node: Checked, labels: Set<object>): readonly Diagnostic[] {
  switch (node.kind) {
    case "int":
      return Number.isSafeInteger(node.value) ? [] : [numberTooLarge(node.span)];
    case "states":
    case "steps":
    case "depth":
      return Number.isSafeInteger(node.count) ? [] : [numberTooLarge(node.span)];
    case "fails":
      return node.steps === undefined || Number.isSafeInteger(node.steps) ? [] : [numberTooLarge(node.span)];
    case "binary":
      return binaryErrors(node);
    case "unary":
      return node.operator === "-" ? underMinus(node) : [];
    case "at":
      if ("value" in node) {
        addLabels(node.value, labels);
        return [];
      }
      return chain(node.process, AT_LEVEL, "at", node.span);
    case "name":
      return "text" in node && node.text === "done" && !labels.has(node) ? [doneAsValue(node.span)] : [];
    default:
      return [];
  }
}

function binaryErrors({ operator, left, right, span }: ExprNode<"binary">): readonly Diagnostic[] {
  const level = levelOf(operator);
  const found = [...chain(left, level, operator, span)];
  if (right.kind === "unary" && prefixLevelOf(right.operator) < level) {
    found.push(prefixNeedsParentheses(right.span, right.operator, operator));
  }
  return found;
}

function underMinus({ operand }: ExprNode<"unary">): readonly Diagnostic[] {
  const looser = operand.kind === "unary" && operand.operator !== "-";
  return looser ? [prefixNeedsParentheses(operand.span, operand.operator, "-")] : [];
}

/** Two operators of one level that does not associate; folding has put the earlier one to the left. */
function chain(left: Expr, level: number, operator: string, span: Span): readonly Diagnostic[] {
  if (!isNonAssociative(level)) return [];
  if (left.kind === "binary" && levelOf(left.operator) === level) {
    return [doesNotAssociate(span, left.operator, operator)];
  }
  return left.kind === "at" && level === AT_LEVEL ? [doesNotAssociate(span, "at", operator)] : [];
}

/** Where a mapped process is may be told with `if` and `match`; there `done` is a label like others. */
function addLabels(value: Expr, labels: Set<object>): void {
  switch (value.kind) {
    case "name":
      labels.add(value);
      break;
    case "paren":
      addLabels(value.inner, labels);
      break;
    case "if":
      addLabels(value.then, labels);
      addLabels(value.else, labels);
      break;
    case "match":
      for (const arm of value.arms) addLabels(arm.body, labels);
      break;
    default:
  }
}
