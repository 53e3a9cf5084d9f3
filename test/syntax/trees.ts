import type * as ast from "../../src/syntax/ast.js";
import { Chance } from "./chance.js";

/* Random trees: every construct, parentheses where an operand needs them, no places and no meaning. */

const span = { start: 0, end: 0 };
const BINARY: readonly ast.BinaryOperator[] = [
  "~>",
  "until",
  "<=>",
  "=>",
  "or",
  "and",
  "==",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "in",
  "not in",
  "subset of",
  "union",
  "\\",
  "intersect",
  "..",
  "+",
  "-",
  "++",
  "*",
  "div",
  "mod",
];
const BOUND: readonly ast.BinaryOperator[] = ["+", "-", "*", "div", "mod"];
const CLAIMS: readonly ast.ClaimKind[] = [
  "invariant",
  "inductive invariant",
  "step invariant",
  "property",
  "reachable",
  "always possible",
];
const FAIRNESS: readonly ast.Fairness[] = ["none", "weak", "strong"];

/** Forms that end where their last part ends, and operators: as operands they stand in parentheses. */
const LOOSE = new Set(["unary", "binary", "at", "with", "quantifier", "the", "let", "if", "fold"]);

/** Grows trees from a seed. Depth runs out on the way down. */
export class Grower extends Chance {
  spec(): ast.Spec {
    const declarations = this.list(() => this.declaration(), 1, 4);
    return { name: this.name(), doc: this.doc(), declarations, comments: [], span };
  }

  // ------------------------------------------------------------------------------------------------- declarations

  declaration(): ast.Declaration {
    const declared = { doc: this.doc(), span };
    const name = this.name();
    const expr = (): ast.Expr => this.expr(4);
    const block = (): ast.Block => this.block(3);
    return this.one<ast.Declaration>(
      () => ({ kind: "const", name, type: this.perhaps(() => this.type(3)), value: expr(), ...declared }),
      () => ({ kind: "assume", condition: expr(), ...declared }),
      () => ({
        kind: "type",
        name,
        definition: this.one(
          () => this.type(4),
          () => this.#variants(),
        ),
        ...declared,
      }),
      () => this.#local(),
      () => ({ kind: "init", body: block(), ...declared }),
      () => ({
        kind: "def",
        name,
        parameters: this.list(() => ({ name: this.name(), type: this.perhaps(() => this.type(2)), span })),
        result: this.perhaps(() => this.type(2)),
        body: expr(),
        ...declared,
      }),
      () => ({
        kind: "action",
        fairness: this.of(FAIRNESS),
        name,
        parameters: this.list(() => this.#binder(2)),
        says: this.perhaps(() => this.#template()),
        body: block(),
        ...declared,
      }),
      () => ({
        kind: "process",
        fairness: this.of(FAIRNESS),
        name,
        parameter: this.perhaps(() => ({ name: this.name(), set: expr() })),
        locals: this.list(() => this.#local()),
        body: block(),
        ...declared,
      }),
      () => ({
        kind: "fairness",
        strength: this.of(["weak", "strong"]),
        binders: this.list(() => this.#binder(2)),
        group: this.list(() => this.#step(2), 1),
        ...declared,
      }),
      () => ({
        kind: "channel",
        name,
        key: this.perhaps(() => this.type(2)),
        message: this.type(3),
        max: this.perhaps(() => this.#bound(2)),
        fifo: this.flip(),
        lossy: this.flip(),
        duplicating: this.flip(),
        ...declared,
      }),
      () => ({ kind: "claim", claim: this.of(CLAIMS), name, predicate: expr(), ...declared }),
      () => ({ kind: "done", condition: expr(), ...declared }),
      () => ({ kind: "constraint", name, predicate: expr(), ...declared }),
      () => ({ kind: "show", name, value: expr(), says: undefined, ...declared }),
      () => ({ kind: "show", name, value: undefined, says: this.#template(), ...declared }),
      () => ({
        kind: "refines",
        name,
        file: { text: "a.steps", span },
        mappings: this.list(() => this.#mapping()),
        ...declared,
      }),
      () => ({
        kind: "model",
        name,
        constants: this.list(() => ({ name: this.name(), value: expr() })),
        expectations: this.list(() => this.#expectation()),
        ...declared,
      }),
    );
  }

  #local(): ast.VarDeclaration {
    const initial = this.one<ast.Initial>(
      () => ({ kind: "value", value: this.expr(3) }),
      () => ({ kind: "any", span }),
      () => ({ kind: "in", set: this.expr(3) }),
    );
    return { kind: "var", name: this.name(), type: this.type(3), initial, doc: this.doc(), span };
  }

  #variants(): ast.TypeExpr {
    const variant = (fewest: number): ast.VariantDeclaration => ({
      name: this.name(),
      fields: this.list(() => this.#field(2), fewest),
      span,
    });
    const variants = this.flip() ? [variant(1)] : this.list(() => variant(0), 2);
    return { kind: "variantsType", variants, span };
  }

  #mapping(): ast.Mapping {
    const value = this.expr(3);
    const process = this.name();
    const parameter = this.perhaps(() => this.name());
    return this.one<ast.Mapping>(
      () => ({ kind: "variable", name: this.name(), value, span }),
      () => ({ kind: "at", process, parameter, value, span }),
      () => ({ kind: "local", process, parameter, name: this.name(), value, span }),
    );
  }

  #expectation(): ast.Expectation {
    const claims = this.list(() => this.name(), 1);
    return this.one<ast.Expectation>(
      () => ({ kind: "holds", claims, within: this.list(() => this.name()), span }),
      () => ({ kind: "fails", claims, steps: undefined, span }),
      () => ({ kind: "fails", claims: claims.slice(0, 1), steps: this.below(3), span }),
      () => ({ kind: "deadlock", span }),
      () => ({ kind: this.of(["states", "steps", "depth"]), count: this.below(9999), span }),
    );
  }

  // -------------------------------------------------------------------------------------------------------- types

  type(depth: number): ast.TypeExpr {
    const inner = (): ast.TypeExpr => this.type(depth - 1);
    const leaves: (() => ast.TypeExpr)[] = [
      () => ({ kind: "boolType", span }),
      () => ({ kind: "intType", span }),
      () => ({ kind: "namedType", name: this.name(), span }),
      () => ({ kind: "rangeType", low: this.#bound(depth), high: this.#bound(depth), span }),
      () => ({ kind: "symmetricType", size: this.#bound(depth), span }),
    ];
    if (depth <= 0) return this.one(...leaves);
    return this.one<ast.TypeExpr>(
      ...leaves,
      () => ({ kind: "recordType", fields: this.list(() => this.#field(depth - 1), 1), span }),
      () => ({ kind: "tupleType", items: this.list(inner, 2), span }),
      () => ({ kind: "optionType", of: inner(), span }),
      () => ({ kind: "setType", of: inner(), span }),
      () => ({ kind: "seqType", of: inner(), max: this.perhaps(() => this.#bound(depth - 1)), span }),
      () => this.#functionType(depth),
    );
  }

  #functionType(depth: number): ast.TypeExpr {
    return { kind: "functionType", key: this.type(depth - 1), value: this.type(depth - 1), span };
  }

  #field(depth: number): ast.FieldDeclaration {
    return { name: this.word(), type: this.type(depth), span };
  }

  #bound(depth: number): ast.Expr {
    const atom = (): ast.Expr =>
      this.one<ast.Expr>(
        () => ({ kind: "int", value: this.below(20), span }),
        () => ({ kind: "name", text: this.name().text, span }),
        () => ({ kind: "call", callee: this.name(), arguments: [this.expr(depth - 1)], span }),
        () => ({ kind: "paren", inner: this.expr(depth - 1), span }),
      );
    return this.one<ast.Expr>(
      atom,
      () => ({ kind: "unary", operator: "-", operand: atom(), span }),
      () => ({ kind: "binary", operator: this.of(BOUND), left: atom(), right: atom(), span }),
    );
  }

  // -------------------------------------------------------------------------------------------------- expressions

  expr(depth: number): ast.Expr {
    const inner = (): ast.Expr => this.expr(depth - 1);
    const tight = (): ast.Expr => operand(inner());
    const leaves: (() => ast.Expr)[] = [
      () => ({ kind: "int", value: this.below(20), span }),
      () => ({ kind: "bool", value: this.flip(), span }),
      () => ({ kind: "none", span }),
      () => ({ kind: "name", text: this.name().text, span }),
    ];
    if (depth <= 0) return this.one(...leaves);
    const pattern = (): ast.Pattern => this.pattern(2);
    const several = (fewest = 1): ast.Expr[] => this.list(inner, fewest);
    const binders = (): ast.Binder[] => this.list(() => this.#binder(depth - 1), 1);
    return this.one<ast.Expr>(
      ...leaves,
      () => ({ kind: "call", callee: this.name(), arguments: several(), span }),
      () => ({ kind: "enabled", step: this.#step(depth - 1), span }),
      () => ({ kind: "index", target: tight(), keys: several(), span }),
      () => ({ kind: "field", target: tight(), name: this.word(), span }),
      () => ({ kind: "prime", operand: tight(), span }),
      () => ({ kind: "unary", operator: this.of(["not", "-", "always", "eventually"]), operand: tight(), span }),
      () => ({ kind: "binary", operator: this.of(BINARY), left: tight(), right: tight(), span }),
      () => this.#at(tight()),
      () => ({ kind: "with", target: tight(), updates: this.list(() => this.#update(depth - 1), 1), span }),
      () => ({
        kind: "quantifier",
        quantifier: this.of(["forall", "exists"]),
        binders: binders(),
        body: inner(),
        span,
      }),
      () => ({ kind: "the", pattern: pattern(), set: tight(), body: inner(), span }),
      () => ({ kind: "let", pattern: pattern(), value: tight(), body: inner(), span }),
      () => ({ kind: "if", condition: inner(), then: inner(), else: inner(), span }),
      () => ({
        kind: "fold",
        accumulator: this.name(),
        initial: inner(),
        pattern: pattern(),
        set: tight(),
        body: inner(),
        span,
      }),
      () => ({ kind: "filter", pattern: pattern(), set: tight(), predicate: inner(), span }),
      () => ({ kind: "map", element: inner(), binders: binders(), span }),
      () => ({ kind: "set", elements: this.list(tight), span }),
      () => ({ kind: "function", binders: binders(), body: inner(), span }),
      () => ({ kind: "seq", elements: this.list(tight), span }),
      () => ({ kind: "record", fields: this.list(() => ({ name: this.word(), value: inner() }), 1), span }),
      () => ({ kind: "tuple", items: several(2), span }),
      () => ({
        kind: "match",
        subject: inner(),
        arms: this.list(() => ({ pattern: pattern(), body: inner(), span }), 1),
        span,
      }),
      () => ({
        kind: "typeSet",
        type: this.one(
          () => ({ kind: "boolType", span }),
          () => this.#functionType(2),
        ),
        span,
      }),
      () => ({ kind: "paren", inner: inner(), span }),
    );
  }

  #at(process: ast.Expr): ast.Expr {
    const labels = this.list(() => this.label(), 1);
    return { kind: "at", process, labels, braces: labels.length > 1 || this.flip(), span };
  }

  #update(depth: number): ast.Update {
    const value = this.expr(depth);
    return this.one<ast.Update>(
      () => ({ kind: "field", name: this.word(), value, span }),
      () => ({ kind: "index", keys: this.list(() => this.expr(depth), 1), value, span }),
    );
  }

  #binder(depth: number): ast.Binder {
    return { patterns: this.list(() => this.pattern(1), 1), set: operand(this.expr(depth)), span };
  }

  #step(depth: number): ast.StepReference {
    return { name: this.name(), arguments: this.list(() => this.perhaps(() => this.expr(depth))), span };
  }

  /** Literal parts and values take turns; a part is never empty. */
  #template(): ast.Template {
    const literal = (): string => this.of(["goes ", " to {", "}", " // "]);
    return { parts: this.list(literal).flatMap((text) => [text, this.expr(2)]), span };
  }

  pattern(depth: number): ast.Pattern {
    const inner = (): ast.Pattern => this.pattern(depth - 1);
    const leaves: (() => ast.Pattern)[] = [
      () => ({ kind: "name", text: this.name().text, span }),
      () => ({ kind: "wildcard", span }),
      () => ({ kind: "none", span }),
      () => ({ kind: "bool", value: this.flip(), span }),
      () => ({ kind: "int", value: this.below(20) - 10, span }),
    ];
    if (depth <= 0) return this.one(...leaves);
    return this.one<ast.Pattern>(
      ...leaves,
      () => ({ kind: "variant", name: this.name(), arguments: this.list(inner, 1), span }),
      () => ({ kind: "record", fields: this.list(() => ({ name: this.word(), pattern: inner() }), 1), span }),
      () => ({ kind: "tuple", items: this.list(inner, 2), span }),
    );
  }

  // --------------------------------------------------------------------------------------------------- statements

  block(depth: number): ast.Block {
    return { statements: this.list(() => this.statement(depth)), span };
  }

  statement(depth: number): ast.Statement {
    const expr = (): ast.Expr => this.expr(2);
    const block = (): ast.Block => this.block(depth - 1);
    const binders = (): ast.Binder[] => this.list(() => this.#binder(1), 1);
    const leaves: (() => ast.Statement)[] = [
      () => ({ kind: "skip", span }),
      () => ({ kind: "goto", label: this.label(), span }),
      () => ({ kind: "label", name: this.name(), says: this.perhaps(() => this.#template()), span }),
      () => ({ kind: "assign", target: this.#place(), value: expr(), span }),
      () => ({ kind: "when", condition: expr(), span }),
      () => ({ kind: "assert", condition: expr(), span }),
      () => ({ kind: "let", pattern: this.pattern(2), value: expr(), span }),
      () => ({ kind: "send", message: expr(), channel: this.#mailbox(), span }),
      () => ({ kind: "receive", pattern: this.pattern(2), channel: this.#mailbox(), span }),
    ];
    if (depth <= 0) return this.one(...leaves);
    return this.one<ast.Statement>(
      ...leaves,
      () => ({
        kind: "if",
        branches: this.list(() => ({ condition: expr(), body: block() }), 1),
        else: this.perhaps(block),
        span,
      }),
      () => ({ kind: "either", branches: this.list(block, 2), span }),
      () => ({ kind: "pick", binders: binders(), body: block(), span }),
      () => ({ kind: "for", binders: binders(), body: block(), span }),
      () => ({ kind: "while", condition: expr(), body: block(), span }),
      () => ({
        kind: "match",
        subject: expr(),
        arms: this.list(() => ({ pattern: this.pattern(2), body: block(), span }), 1),
        span,
      }),
    );
  }

  #mailbox(): ast.Expr {
    const channel: ast.Expr = { kind: "name", text: this.name().text, span };
    return this.flip() ? channel : { kind: "index", target: channel, keys: this.list(() => this.expr(1), 1), span };
  }

  #place(): ast.Expr {
    const target = this.#mailbox();
    return this.flip() ? target : { kind: "field", target, name: this.word(), span };
  }
}

function operand(inner: ast.Expr): ast.Expr {
  return LOOSE.has(inner.kind) ? { kind: "paren", inner, span } : inner;
}
