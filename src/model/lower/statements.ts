import type * as ast from "../../syntax/ast.js";
import type * as ir from "../ir.js";
import type { ProcessSymbol } from "../symbols.js";
import { fieldIndex, lowerKey, lowerPosition } from "./access.js";
import { type Context, numberOf } from "./context.js";
import { lowerChecked, lowerExpr, lowerLet, lowerValue } from "./expressions.js";
import { lowerBinder, lowerPattern } from "./patterns.js";
import { labelIndex, ownInstance } from "./references.js";

/**
 * The statements of a block from `index` on, up to the first label: reaching a label is a `goto` that ends the step.
 * `process` is the one whose body this is, undefined in actions and `init`.
 */
export function lowerBlock(
  block: ast.Block,
  index: number,
  process: ProcessSymbol | undefined,
  context: Context,
): ir.Block {
  const lowered: ir.Statement[] = [];
  for (let i = index; i < block.statements.length; i++) {
    const statement = block.statements[i];
    if (statement === undefined) break;
    const next = lowerStatement(statement, i, block, process, context);
    if (next !== undefined) lowered.push(next);
    if (statement.kind === "label" || statement.kind === "goto") break;
  }
  return lowered;
}

function lowerStatement(
  statement: ast.Statement,
  index: number,
  block: ast.Block,
  process: ProcessSymbol | undefined,
  context: Context,
): ir.Statement | undefined {
  const { span } = statement;
  const inner = (body: ast.Block): ir.Block => lowerBlock(body, 0, process, context);
  switch (statement.kind) {
    case "skip":
      return undefined;
    case "label":
      return { kind: "goto", span, label: labelIndex(owner(process), statement.name.text) };
    case "goto":
      return { kind: "goto", span, label: labelIndex(owner(process), statement.label.text) };
    case "assign":
      return lowerAssignment(statement, context);
    case "when":
    case "assert":
      return { kind: statement.kind, span, condition: lowerValue(statement.condition, context) };
    case "let":
      return { kind: "let", span, ...lowerLet(statement, context) };
    case "if":
      return lowerIf(statement.branches, statement.else, span, inner, context);
    case "either":
      return { kind: "either", span, branches: statement.branches.map(inner) };
    case "pick":
    case "for": {
      const binders = statement.binders.map((binder) => lowerBinder(binder, context));
      return { kind: statement.kind, span, binders, body: inner(statement.body) };
    }
    case "while": {
      const condition = lowerValue(statement.condition, context);
      return {
        kind: "if",
        span,
        condition,
        then: lowerRound(statement, index, block, owner(process), context),
        else: [],
      };
    }
    case "send":
    case "receive":
      return lowerMessage(statement, context);
    case "match": {
      const subject = lowerExpr(statement.subject, context);
      const arms = statement.arms.map((arm) => ({
        pattern: lowerPattern(arm.pattern, context),
        body: inner(arm.body),
      }));
      return { kind: "match", span, subject, arms };
    }
    default:
      return statement satisfies never;
  }
}

function owner(process: ProcessSymbol | undefined): ProcessSymbol {
  if (process === undefined) throw new Error("lower: a label outside a process");
  return process;
}

/**
 * Once round a `while`. Every way round reaches a label (the resolver has seen to it): one inside the body, or its own,
 * directly before it, which is reached again before each test.
 */
function lowerRound(
  loop: Extract<ast.Statement, { kind: "while" }>,
  index: number,
  block: ast.Block,
  process: ProcessSymbol,
  context: Context,
): ir.Block {
  const body = lowerBlock(loop.body, 0, process, context);
  const own = ownLabel(block, index);
  return own === undefined ? body : [...body, { kind: "goto", span: loop.span, label: labelIndex(process, own.text) }];
}

/** The label directly before the statement at `index`. */
export function ownLabel(block: ast.Block, index: number): ast.Name | undefined {
  const before = block.statements[index - 1];
  return before?.kind === "label" ? before.name : undefined;
}

function lowerIf(
  branches: readonly { readonly condition: ast.Expr; readonly body: ast.Block }[],
  otherwise: ast.Block | undefined,
  span: ast.Node["span"],
  inner: (body: ast.Block) => ir.Block,
  context: Context,
): ir.Statement {
  const [first, ...others] = branches;
  if (first === undefined) throw new Error("lower: an `if` without a branch");
  const condition = lowerValue(first.condition, context);
  const then = inner(first.body);
  const last = otherwise === undefined ? [] : inner(otherwise);
  const rest = others.length === 0 ? last : [lowerIf(others, otherwise, span, inner, context)];
  return { kind: "if", span, condition, then, else: rest };
}

/** `x[k].f := e`: a slot, the path to the place, and the value checked against the type of the place. */
function lowerAssignment(statement: Extract<ast.Statement, { kind: "assign" }>, context: Context): ir.Statement {
  const { slot, path, type } = lowerTarget(statement.target, context);
  return { kind: "assign", span: statement.span, slot, path, value: lowerChecked(statement.value, type, context) };
}

interface Target {
  readonly slot: number;
  readonly path: readonly ir.Access[];
  readonly type: ir.Type;
}

function lowerTarget(target: ast.Expr, context: Context): Target {
  switch (target.kind) {
    case "paren":
      return lowerTarget(target.inner, context);
    case "name":
      return lowerRoot(target, context);
    case "index": {
      const outer = lowerTarget(target.target, context);
      const type = present(outer.type);
      const { span } = target;
      if (type.kind === "seq") {
        const index = lowerPosition(target.keys, context);
        return extend(outer, { kind: "element", index, span }, type.of);
      }
      if (type.kind === "function") {
        const key = lowerKey(target.keys, type.key, context);
        return extend(outer, { kind: "key", key, span }, type.value);
      }
      break;
    }
    case "field": {
      const outer = lowerTarget(target.target, context);
      const type = present(outer.type);
      const field = fieldIndex(type, target.name.text);
      const of = type.kind === "record" ? type.fields[field]?.type : undefined;
      if (of !== undefined) return extend(outer, { kind: "field", field, span: target.span }, of);
      break;
    }
    default:
  }
  throw new Error("lower: not a place that can be assigned");
}

function present(type: ir.Type): ir.Type {
  return type.kind === "option" ? type.of : type;
}

function extend(outer: Target, access: ir.Access, type: ir.Type): Target {
  return { slot: outer.slot, path: [...outer.path, access], type };
}

function lowerRoot(target: ast.ExprNode<"name">, context: Context): Target {
  const symbol = context.symbol(target);
  if (symbol.kind !== "variable" && symbol.kind !== "local") throw new Error(`lower: a ${symbol.kind} is not assigned`);
  const declared = context.typed.declaredType.get(symbol.declaration);
  if (declared === undefined) throw new Error("lower: a variable without a type");
  const root = { slot: numberOf(symbol.declaration, context.slotOf), type: context.concrete(declared) };
  if (symbol.kind === "variable") return { ...root, path: [] };
  const key = ownInstance(context.process(symbol.process), target, context);
  return { ...root, path: key === undefined ? [] : [{ kind: "key", key, span: target.span }] };
}

function lowerMessage(statement: Extract<ast.Statement, { kind: "send" | "receive" }>, context: Context): ir.Statement {
  const { span } = statement;
  const { channel: named } = statement;
  const name = named.kind === "index" ? named.target : named;
  const symbol = context.symbol(name);
  if (symbol.kind !== "channel") throw new Error(`lower: a ${symbol.kind} carries no messages`);
  const channel = numberOf(symbol.declaration, context.channelOf);
  const type = context.typed.channelType.get(symbol);
  if (type === undefined) throw new Error("lower: a channel without a type");
  const key =
    named.kind === "index" && type.key !== undefined
      ? lowerKey(named.keys, context.concrete(type.key), context)
      : undefined;
  if (statement.kind === "receive")
    return { kind: "receive", span, channel, key, pattern: lowerPattern(statement.pattern, context) };
  const message = lowerChecked(statement.message, context.concrete(type.message), context);
  return { kind: "send", span, channel, key, message };
}
