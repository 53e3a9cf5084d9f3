import type * as ast from "./ast.js";

/** The expressions directly inside an expression, in the order of the text. */
export function subexpressions(e: ast.Expr): readonly ast.Expr[] {
  switch (e.kind) {
    case "int":
    case "bool":
    case "none":
    case "name":
      return [];
    case "call":
      return e.arguments;
    case "enabled":
      return given(e.step.arguments);
    case "index":
      return [e.target, ...e.keys];
    case "field":
      return [e.target];
    case "prime":
    case "unary":
      return [e.operand];
    case "binary":
      return [e.left, e.right];
    case "at":
      return [e.process];
    case "with":
      return [e.target, ...e.updates.flatMap((u) => (u.kind === "field" ? [u.value] : [...u.keys, u.value]))];
    case "quantifier":
    case "function":
      return [...e.binders.map((b) => b.set), e.body];
    case "map":
      return [e.element, ...e.binders.map((b) => b.set)];
    case "the":
      return [e.set, e.body];
    case "filter":
      return [e.set, e.predicate];
    case "let":
      return [e.value, e.body];
    case "if":
      return [e.condition, e.then, e.else];
    case "fold":
      return [e.initial, e.set, e.body];
    case "set":
    case "seq":
      return e.elements;
    case "record":
      return e.fields.map((f) => f.value);
    case "tuple":
      return e.items;
    case "match":
      return [e.subject, ...e.arms.map((arm) => arm.body)];
    case "typeSet":
      return typeExpressions(e.type);
    case "paren":
      return [e.inner];
  }
}

/** The names in a pattern, from left to right: new ones, and variants without fields. */
export function namesIn(pattern: ast.Pattern): readonly Extract<ast.Pattern, { kind: "name" }>[] {
  switch (pattern.kind) {
    case "name":
      return [pattern];
    case "variant":
      return pattern.arguments.flatMap(namesIn);
    case "tuple":
      return pattern.items.flatMap(namesIn);
    case "record":
      return pattern.fields.flatMap((field) => namesIn(field.pattern));
    case "wildcard":
    case "none":
    case "bool":
    case "int":
      return [];
  }
}

/** The patterns that an expression binds, from left to right. */
export function patternsOf(e: ast.Expr): readonly ast.Pattern[] {
  switch (e.kind) {
    case "quantifier":
    case "function":
    case "map":
      return e.binders.flatMap((binder) => binder.patterns);
    case "the":
    case "filter":
    case "let":
    case "fold":
      return [e.pattern];
    case "match":
      return e.arms.map((arm) => arm.pattern);
    default:
      return [];
  }
}

/** The expressions among the arguments of a step reference. */
export function given(items: readonly (ast.Expr | undefined)[]): readonly ast.Expr[] {
  return items.filter((item) => item !== undefined);
}

/** Calls `visit` for an expression and all inside it, outer ones first. */
export function eachExpression(e: ast.Expr, visit: (e: ast.Expr) => void): void {
  visit(e);
  for (const part of subexpressions(e)) eachExpression(part, visit);
}

/** The bounds in a type, nested ones too. */
export function typeExpressions(t: ast.TypeExpr): readonly ast.Expr[] {
  switch (t.kind) {
    case "rangeType":
      return [t.low, t.high];
    case "seqType":
      return [...typeExpressions(t.of), ...(t.max === undefined ? [] : [t.max])];
    case "symmetricType":
      return [t.size];
    default:
      return subtypes(t).flatMap(typeExpressions);
  }
}

/** The types directly inside a type. */
export function subtypes(t: ast.TypeExpr): readonly ast.TypeExpr[] {
  switch (t.kind) {
    case "boolType":
    case "intType":
    case "rangeType":
    case "namedType":
    case "symmetricType":
      return [];
    case "variantsType":
      return t.variants.flatMap((variant) => variant.fields.map((field) => field.type));
    case "recordType":
      return t.fields.map((field) => field.type);
    case "tupleType":
      return t.items;
    case "optionType":
    case "setType":
    case "seqType":
      return [t.of];
    case "functionType":
      return [t.key, t.value];
  }
}

/** The expressions directly in a statement; those of the statements inside it are not among them. */
export function statementExpressions(s: ast.Statement): readonly ast.Expr[] {
  switch (s.kind) {
    case "label":
      return s.says === undefined ? [] : templateExpressions(s.says);
    case "skip":
    case "either":
    case "goto":
      return [];
    case "assign":
      return [s.target, s.value];
    case "when":
    case "assert":
    case "while":
      return [s.condition];
    case "let":
      return [s.value];
    case "if":
      return s.branches.map((branch) => branch.condition);
    case "pick":
    case "for":
      return s.binders.map((binder) => binder.set);
    case "send":
      return [s.message, s.channel];
    case "receive":
      return [s.channel];
    case "match":
      return [s.subject];
  }
}

/** The blocks directly inside a statement, in the order of the text. */
export function blocksOf(s: ast.Statement): readonly ast.Block[] {
  switch (s.kind) {
    case "if":
      return [...s.branches.map((branch) => branch.body), ...(s.else === undefined ? [] : [s.else])];
    case "either":
      return s.branches;
    case "pick":
    case "for":
    case "while":
      return [s.body];
    case "match":
      return s.arms.map((arm) => arm.body);
    default:
      return [];
  }
}

/** Calls `visit` for every statement of a block, outer ones first. */
export function eachStatement(block: ast.Block, visit: (s: ast.Statement) => void): void {
  for (const statement of block.statements) {
    visit(statement);
    for (const inner of blocksOf(statement)) eachStatement(inner, visit);
  }
}

export function templateExpressions(template: ast.Template): readonly ast.Expr[] {
  return template.parts.filter((part) => typeof part !== "string");
}

/** The expressions whose values a `show` tells. */
export function shownExpressions({ value, says }: ast.ShowDeclaration): readonly ast.Expr[] {
  return [...(value === undefined ? [] : [value]), ...(says === undefined ? [] : templateExpressions(says))];
}

/** Every expression that stands directly in a declaration, types' bounds among them. */
export function declarationExpressions(d: ast.Declaration): readonly ast.Expr[] {
  switch (d.kind) {
    case "const":
      return [...optionalType(d.type), d.value];
    case "assume":
    case "done":
      return [d.condition];
    case "type":
      return typeExpressions(d.definition);
    case "var":
      return variableExpressions(d);
    case "init":
      return blockExpressions(d.body);
    case "def":
      return [...d.parameters.flatMap((p) => optionalType(p.type)), ...optionalType(d.result), d.body];
    case "action":
      return [
        ...d.parameters.map((binder) => binder.set),
        ...(d.says === undefined ? [] : templateExpressions(d.says)),
        ...blockExpressions(d.body),
      ];
    case "process":
      return [
        ...(d.parameter === undefined ? [] : [d.parameter.set]),
        ...d.locals.flatMap(variableExpressions),
        ...blockExpressions(d.body),
      ];
    case "fairness":
      return [...d.binders.map((binder) => binder.set), ...d.group.flatMap((step) => given(step.arguments))];
    case "channel":
      return [...optionalType(d.key), ...typeExpressions(d.message), ...(d.max === undefined ? [] : [d.max])];
    case "claim":
    case "constraint":
      return [d.predicate];
    case "show":
      return shownExpressions(d);
    case "refines":
      return d.mappings.map((mapping) => mapping.value);
    case "model":
      return d.constants.map((constant) => constant.value);
  }
}

function optionalType(t: ast.TypeExpr | undefined): readonly ast.Expr[] {
  return t === undefined ? [] : typeExpressions(t);
}

function variableExpressions(v: ast.VarDeclaration): readonly ast.Expr[] {
  const initial = v.initial.kind === "value" ? [v.initial.value] : v.initial.kind === "in" ? [v.initial.set] : [];
  return [...typeExpressions(v.type), ...initial];
}

/** Every expression that stands directly in a statement of the block or of a block inside it. */
export function blockExpressions(block: ast.Block): readonly ast.Expr[] {
  const found: ast.Expr[] = [];
  eachStatement(block, (statement) => {
    found.push(...statementExpressions(statement));
  });
  return found;
}
