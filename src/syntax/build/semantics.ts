import type { MatchResult } from "ohm-js";
import type { Expr, Spec } from "../ast.js";
import grammar from "../generated/everystep.ohm-bundle.js";
import { declarations } from "./declarations.js";
import { binders, expressions, stepReferences } from "./expressions.js";
import { declarationOf, nameOf, spanOf } from "./nodes.js";
import { patterns } from "./patterns.js";
import { blocks, statements } from "./statements.js";
import { types } from "./types.js";

const semantics = grammar
  .createSemantics()
  .addOperation("type()", types)
  .addOperation("pattern()", patterns)
  .addOperation("binders()", binders)
  .addOperation("stepReference()", stepReferences)
  .addOperation("expr()", expressions)
  .addOperation("block()", blocks)
  .addOperation("statement()", statements)
  .addOperation("declaration()", declarations)
  .addOperation("spec()", {
    Spec(_spec, name, list): Spec {
      return {
        name: nameOf(name),
        doc: undefined,
        declarations: list.child(0).children.map(declarationOf),
        comments: [],
        span: spanOf(this),
      };
    },
  });

/** The tree of a match that started at `Spec`, without documentation and comments. */
export function buildSpec(match: MatchResult): Spec {
  return semantics(match).spec();
}

/** The tree of a match that started at `Expr`. */
export function buildExpr(match: MatchResult): Expr {
  return semantics(match).expr();
}
