import type { Binding, Block, Expr, Statement, StatementNode } from "../../model/ir.js";
import { eachChild, eachStatement, ownExpressions } from "../../model/visit.js";
import type { Span } from "../../source.js";
import type { Program } from "../values/program.js";
import { present } from "../values/value.js";
import { isCertain } from "./certain.js";

/*
 * The rounds of a `for` come in some order. It does not show when each round writes places of its own, which have the name
 * bound in the round among their keys; when what it reads of these variables are such places; and when no round can end the
 * way or meet an error before another one does the other of the two.
 */

/** Why the order in which the rounds come may make a difference. */
export type OrderShows =
  /** A pattern takes the values of the `for` apart. */
  | { readonly kind: "apart" }
  /** A round may leave the `for` before the others come. */
  | { readonly kind: "leaves"; readonly at: Span }
  /** One round may find no way on where another meets an error. */
  | { readonly kind: "ends or fails"; readonly ends: Span; readonly fails: Span }
  /** Rounds read or write the same place. */
  | { readonly kind: "shared"; readonly place: Span };

/** Does it make a difference in which order the rounds come? It may say so too often. */
export function orderShows({ binders, body }: StatementNode<"for">, program: Program): OrderShows | undefined {
  const names: Binding[] = [];
  for (const pattern of binders.flatMap(({ patterns }) => patterns)) {
    if (pattern.kind === "binding") names.push(pattern.binding);
    else if (pattern.kind !== "wildcard") return { kind: "apart" };
  }
  const written = writtenIn(body, program);
  if (written.size > 0 && names.length < binders.flatMap(({ patterns }) => patterns).length) return { kind: "apart" };
  const ended = endsOrFails(body, program);
  if (ended !== undefined) return ended;
  for (const name of names) {
    const place = sharedIn(body, name, written, program);
    if (place !== undefined) return { kind: "shared", place };
  }
  return undefined;
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

/** May one round end the way for all, or be no step, where another one meets an error? */
function endsOrFails(body: Block, program: Program): OrderShows | undefined {
  let [ends, leaves, fails]: (Span | undefined)[] = [];
  eachStatement(body, {
    statement: (statement) => {
      if (statement.kind === "goto") leaves ??= statement.span;
      if (mayEnd(statement, program)) ends ??= statement.span;
      const isPartial =
        statement.kind === "assert" ||
        (statement.kind === "let" && statement.pattern.kind !== "binding") ||
        (statement.kind === "assign" && statement.path.some(({ kind }) => kind === "element"));
      if (isPartial) fails ??= statement.span;
      for (const expr of ownExpressions(statement)) if (!isCertain(expr, program)) fails ??= expr.span;
    },
  });
  if (leaves !== undefined) return { kind: "leaves", at: leaves };
  return ends === undefined || fails === undefined ? undefined : { kind: "ends or fails", ends, fails };
}

/** May a way find no way on here? A mailbox without `max` takes everything. */
function mayEnd(statement: Statement, { model }: Program): boolean {
  if (statement.kind === "send") return present(model.channels[statement.channel]).max !== undefined;
  return statement.kind === "when" || statement.kind === "receive" || statement.kind === "pick";
}

/** Something that is written, and read or written where the name is not among the keys. */
function sharedIn(body: Block, { number }: Binding, written: ReadonlySet<number>, program: Program): Span | undefined {
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
  let shared: Span | undefined;
  eachStatement(body, {
    statement: (statement) => {
      const isOwn =
        statement.kind === "assign"
          ? statement.path.some((access) => access.kind === "key" && isKey(access.key))
          : (statement.kind !== "send" && statement.kind !== "receive") || isKey(statement.key);
      if (!isOwn) shared ??= statement.span;
      for (const expr of ownExpressions(statement)) if (reads(expr, false)) shared ??= expr.span;
    },
  });
  return shared;
}
