import type { Binding, Block, Expr, Statement, StatementNode } from "../../model/ir.js";
import { eachChild, eachStatement, ownExpressions } from "../../model/visit.js";
import type { Program } from "../values/program.js";
import { present } from "../values/value.js";
import { isCertain } from "./certain.js";

/*
 * The rounds of a `for` come in some order. It does not show when each round writes places of its own, which have the name
 * bound in the round among their keys; when what it reads of these variables are such places; and when no round can end the
 * way or meet an error before another one does the other of the two.
 */

/** May it make a difference in which order the rounds come? It may say yes too often. */
export function dependsOnOrder({ binders, body }: StatementNode<"for">, program: Program): boolean {
  const names: Binding[] = [];
  for (const pattern of binders.flatMap(({ patterns }) => patterns)) {
    if (pattern.kind === "binding") names.push(pattern.binding);
    else if (pattern.kind !== "wildcard") return true;
  }
  const written = writtenIn(body, program);
  if (written.size > 0 && names.length < binders.flatMap(({ patterns }) => patterns).length) return true;
  return endsOrFails(body, program) || names.some((name) => isShared(body, name, written, program));
}

function writtenIn(body: Block, { model }: Program): ReadonlySet<number> {
  const written = new Set<number>();
  eachStatement(body, {
    statement: (statement) => {
      if (statement.kind === "assign") written.add(statement.slot);
      if (statement.kind === "send" || statement.kind === "receive") {
        written.add(present(model.channels[statement.channel]).slot);
      }
    },
  });
  return written;
}

const ENDING: ReadonlySet<Statement["kind"]> = new Set<Statement["kind"]>(["when", "receive", "pick", "send"]);

/** May one round end the way for all, or be no step, where another one meets an error? */
function endsOrFails(body: Block, program: Program): boolean {
  let [ends, leaves, fails] = [false, false, false];
  eachStatement(body, {
    statement: (statement) => {
      leaves ||= statement.kind === "goto";
      ends ||= ENDING.has(statement.kind);
      fails ||= statement.kind === "assert" || (statement.kind === "let" && statement.pattern.kind !== "binding");
      fails ||= statement.kind === "assign" && statement.path.some(({ kind }) => kind === "element");
      for (const expr of ownExpressions(statement)) fails ||= !isCertain(expr, program);
    },
  });
  return leaves || (ends && fails);
}

/** Is something that is written read or written where the name is not among the keys? */
function isShared(body: Block, { number }: Binding, written: ReadonlySet<number>, program: Program): boolean {
  const isKey = (key: Expr | undefined): boolean =>
    key?.kind === "tuple" ? key.items.some(isKey) : key?.kind === "binding" && key.binding.number === number;
  const reads = (expr: Expr, keyed: boolean): boolean => {
    switch (expr.kind) {
      case "variable":
        return !keyed && written.has(expr.slot);
      case "apply":
        return reads(expr.target, keyed || isKey(expr.key)) || reads(expr.key, false);
      case "element":
        return reads(expr.target, keyed) || reads(expr.index, false);
      case "field":
        return reads(expr.target, keyed);
      case "check":
      case "require":
        return reads(expr.operand, keyed);
      case "call":
        if (reads(present(program.model.definitions[expr.definition]).body, false)) return true;
        return expr.arguments.some((argument) => reads(argument, false));
      case "at":
        return written.has(present(program.model.processes[expr.process]).pc);
      case "enabled":
        return true;
      default: {
        let found = false;
        eachChild(expr, (child) => {
          found ||= reads(child, false);
        });
        return found;
      }
    }
  };
  let shared = false;
  eachStatement(body, {
    statement: (statement) => {
      if (statement.kind === "assign") {
        shared ||= !statement.path.some((access) => access.kind === "key" && isKey(access.key));
      }
      if (statement.kind === "send" || statement.kind === "receive") shared ||= !isKey(statement.key);
      for (const expr of ownExpressions(statement)) shared ||= reads(expr, false);
    },
  });
  return shared;
}
