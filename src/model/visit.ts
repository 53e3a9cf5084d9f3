import type { Binder, Block, Expr, Pattern, Statement, StepReference, Template } from "./ir.js";

/** Calls `visit` on each direct sub-expression, in the order of evaluation. */
export function eachChild(expr: Expr, visit: (child: Expr) => void): void {
  switch (expr.kind) {
    case "literal":
    case "constant":
    case "variable":
    case "binding":
    case "domain":
      return;
    case "variant":
    case "call":
    case "builtin":
      for (const argument of expr.arguments) visit(argument);
      return;
    case "record":
      for (const field of expr.fields) visit(field);
      return;
    case "tuple":
      for (const item of expr.items) visit(item);
      return;
    case "set":
    case "seq":
      for (const element of expr.elements) visit(element);
      return;
    case "not":
    case "negate":
    case "check":
    case "require":
    case "prime":
    case "always":
    case "eventually":
      visit(expr.operand);
      return;
    case "arithmetic":
    case "compare":
    case "equal":
    case "and":
    case "or":
    case "implies":
    case "iff":
    case "subset":
    case "union":
    case "difference":
    case "intersect":
    case "concat":
    case "until":
    case "leadsTo":
      visit(expr.left);
      visit(expr.right);
      return;
    case "member":
      visit(expr.element);
      visit(expr.set);
      return;
    case "interval":
      visit(expr.low);
      visit(expr.high);
      return;
    case "apply":
      visit(expr.target);
      visit(expr.key);
      return;
    case "element":
      visit(expr.target);
      visit(expr.index);
      return;
    case "field":
      visit(expr.target);
      return;
    case "withField":
      visit(expr.target);
      visit(expr.value);
      return;
    case "withKey":
      visit(expr.target);
      visit(expr.key);
      visit(expr.value);
      return;
    case "withElement":
      visit(expr.target);
      visit(expr.index);
      visit(expr.value);
      return;
    case "if":
      visit(expr.condition);
      visit(expr.then);
      visit(expr.else);
      return;
    case "let":
      visit(expr.value);
      visit(expr.body);
      return;
    case "match":
      visit(expr.subject);
      for (const arm of expr.arms) visit(arm.body);
      return;
    case "quantifier":
    case "function":
      for (const binder of expr.binders) visit(binder.set);
      visit(expr.body);
      return;
    case "the":
      visit(expr.binder.set);
      visit(expr.body);
      return;
    case "filter":
      visit(expr.binder.set);
      visit(expr.predicate);
      return;
    case "map":
      for (const binder of expr.binders) visit(binder.set);
      visit(expr.element);
      return;
    case "fold":
      visit(expr.initial);
      visit(expr.binder.set);
      visit(expr.body);
      return;
    case "at":
      if (expr.instance !== undefined) visit(expr.instance);
      return;
    case "enabled":
      eachArgument(expr.step, visit);
      return;
    default:
      expr satisfies never;
  }
}

function eachArgument(step: StepReference, visit: (child: Expr) => void): void {
  for (const argument of step.arguments) if (argument !== undefined) visit(argument);
}

/** Calls `visit` on the expression and, outside in, on everything below it; not into definitions. */
export function eachExpr(expr: Expr, visit: (expr: Expr) => void): void {
  visit(expr);
  eachChild(expr, (child) => eachExpr(child, visit));
}

/** Calls the visitor on the statements of a block and of the blocks within, outside in, and on their expressions. */
export function eachStatement(
  block: Block,
  visitor: { statement?: (statement: Statement) => void; expr?: (expr: Expr) => void },
): void {
  for (const statement of block) {
    visitor.statement?.(statement);
    const { expr } = visitor;
    if (expr !== undefined) for (const own of ownExpressions(statement)) eachExpr(own, expr);
    for (const inner of blocksOf(statement)) eachStatement(inner, visitor);
  }
}

/** The expressions of a statement itself, not of the blocks within. */
export function ownExpressions(statement: Statement): readonly Expr[] {
  const own: Expr[] = [];
  eachOwnExpr(statement, (expr) => own.push(expr));
  return own;
}

function eachOwnExpr(statement: Statement, visit: (expr: Expr) => void): void {
  switch (statement.kind) {
    case "assign":
      for (const access of statement.path) {
        if (access.kind === "key") visit(access.key);
        if (access.kind === "element") visit(access.index);
      }
      visit(statement.value);
      return;
    case "when":
    case "assert":
    case "if":
      visit(statement.condition);
      return;
    case "let":
      visit(statement.value);
      return;
    case "pick":
    case "for":
      eachSet(statement.binders, visit);
      return;
    case "match":
      visit(statement.subject);
      return;
    case "send":
      if (statement.key !== undefined) visit(statement.key);
      visit(statement.message);
      return;
    case "receive":
      if (statement.key !== undefined) visit(statement.key);
      return;
    case "either":
    case "goto":
      return;
    default:
      statement satisfies never;
  }
}

function blocksOf(statement: Statement): readonly Block[] {
  switch (statement.kind) {
    case "if":
      return [statement.then, statement.else];
    case "either":
      return statement.branches;
    case "pick":
    case "for":
      return [statement.body];
    case "match":
      return statement.arms.map((arm) => arm.body);
    default:
      return [];
  }
}

function eachSet(binders: readonly Binder[], visit: (expr: Expr) => void): void {
  for (const binder of binders) visit(binder.set);
}

export function eachTemplateExpr(template: Template | undefined, visit: (expr: Expr) => void): void {
  for (const part of template?.parts ?? []) if (typeof part !== "string") visit(part);
}

/** The names that a pattern binds, from left to right. */
export function eachBinding(
  pattern: Pattern,
  visit: (binding: Extract<Pattern, { kind: "binding" }>["binding"]) => void,
): void {
  switch (pattern.kind) {
    case "binding":
      visit(pattern.binding);
      return;
    case "variant":
      for (const argument of pattern.arguments) eachBinding(argument, visit);
      return;
    case "tuple":
      for (const item of pattern.items) eachBinding(item, visit);
      return;
    case "record":
      for (const field of pattern.fields) eachBinding(field.pattern, visit);
      return;
    case "wildcard":
    case "literal":
      return;
    default:
      pattern satisfies never;
  }
}
