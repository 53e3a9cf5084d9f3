import type { Expr, Model, Statement } from "../../src/model/ir.js";
import { eachExpr, eachStatement } from "../../src/model/visit.js";

/** The kinds of statements and expressions that a model uses, each once; built-ins and operators by their names. */
export function constructsOf(model: Model): ReadonlySet<string> {
  const used = new Set<string>();
  const expr = (each: Expr): void => void used.add(nameOf(each));
  const statement = ({ kind }: Statement): void => void used.add(`statement ${kind}`);
  const labels = model.processes.flatMap((process) => process.labels);
  for (const { body } of [...model.actions, ...labels, { body: model.init }]) eachStatement(body, { statement, expr });
  const predicates = [...model.claims, ...model.constraints].map(({ predicate }) => predicate);
  const bodies = model.definitions.map(({ body }) => body);
  for (const each of [...predicates, ...bodies, model.done]) if (each !== undefined) eachExpr(each, expr);
  for (const { lossy, duplicating, fifo } of model.channels) {
    used.add(`channel${fifo ? " fifo" : ""}${lossy ? " lossy" : ""}${duplicating ? " duplicating" : ""}`);
  }
  return used;
}

function nameOf(expr: Expr): string {
  switch (expr.kind) {
    case "builtin":
      return expr.name;
    case "arithmetic":
    case "compare":
      return expr.operator;
    case "quantifier":
      return expr.quantifier;
    default:
      return expr.kind;
  }
}
