import type * as ast from "../../syntax/ast.js";
import { eachExpression, eachStatement, statementExpressions } from "../../syntax/walk.js";
import { sharedInSymmetricFor } from "../errors/types.js";
import { symmetricIn } from "./finite.js";
import type { Inference } from "./inference.js";

type For = Extract<ast.Statement, { kind: "for" }>;

/**
 * A `for` over values of a symmetric type has no order that the spec could see: all that its body writes, and all that it
 * reads of what it writes, has the name that it binds among its keys.
 */
export function checkSymmetricFor(t: Inference, loop: For): void {
  for (const binder of loop.binders) {
    for (const pattern of binder.patterns) {
      const type = t.patternType.get(pattern);
      const symmetric = type === undefined ? undefined : symmetricIn(t, type);
      if (symmetric !== undefined) checkPlaces(t, loop, pattern, symmetric);
    }
  }
}

function checkPlaces(t: Inference, loop: For, pattern: ast.Pattern, type: string): void {
  const name = pattern.kind === "name" ? pattern.text : undefined;
  const complained = new Set<string | undefined>();
  const complain = (e: ast.Expr, done: "written" | "read") => {
    const root = rootOf(e);
    if (!complained.has(root)) t.report(sharedInSymmetricFor(e, done, name, type));
    complained.add(root);
  };
  const written = new Set<string>();
  eachStatement(loop.body, (statement) => {
    const place = placeOf(statement);
    if (place === undefined) return;
    const root = rootOf(place);
    if (root !== undefined) written.add(root);
    if (name === undefined || !hasKey(place, name)) complain(place, "written");
  });
  if (name === undefined) return;
  eachStatement(loop.body, (statement) => {
    const place = placeOf(statement);
    for (const whole of statementExpressions(statement)) {
      if (whole !== place)
        eachRead(whole, (e) => {
          const root = rootOf(e);
          if (root !== undefined && written.has(root) && !hasKey(e, name)) complain(e, "read");
        });
    }
  });
}

function placeOf(statement: ast.Statement): ast.Expr | undefined {
  switch (statement.kind) {
    case "assign":
      return statement.target;
    case "send":
    case "receive":
      return statement.channel;
    default:
      return undefined;
  }
}

/** Calls `visit` with the longest paths `x[k].f` in an expression. */
function eachRead(e: ast.Expr, visit: (path: ast.Expr) => void): void {
  const inner = new Set<ast.Expr>();
  eachExpression(e, (part) => {
    if (part.kind === "index" || part.kind === "field") inner.add(part.target);
    if (!inner.has(part) && rootOf(part) !== undefined) visit(part);
  });
}

/** The name at the root of a path of keys and fields. */
function rootOf(e: ast.Expr): string | undefined {
  if (e.kind === "index" || e.kind === "field") return rootOf(e.target);
  return e.kind === "name" ? e.text : undefined;
}

function hasKey(e: ast.Expr, name: string): boolean {
  if (e.kind === "index" && e.keys.some((key) => isKey(key, name))) return true;
  return (e.kind === "index" || e.kind === "field") && hasKey(e.target, name);
}

function isKey(key: ast.Expr, name: string): boolean {
  if (key.kind === "tuple") return key.items.some((item) => isKey(item, name));
  return key.kind === "name" && key.text === name;
}
