import type * as ast from "../../syntax/ast.js";
import type * as ir from "../ir.js";
import type { ProcessSymbol } from "../symbols.js";
import { type Context, numberOf } from "./context.js";
import { declarationsOf } from "./declarations.js";
import { lowerChecked } from "./expressions.js";

/* The slots of a state and their first values. */

/** Gives every variable, channel, process's place and local its slot, in this order. */
export function placeVariables(
  declared: readonly ast.Declaration[],
  processes: readonly ProcessSymbol[],
  context: Context,
): readonly ir.Variable[] {
  const variables: ir.Variable[] = [];
  for (const declaration of declarationsOf(declared, "var")) {
    context.slotOf.set(declaration, variables.length);
    variables.push(variableOf(declaration, { kind: "variable" }, declaredType(declaration, context)));
  }
  declarationsOf(declared, "channel").forEach((declaration, channel) => {
    context.slotOf.set(declaration, variables.length);
    context.channelOf.set(declaration, channel);
    const { key, message } = channelType(declaration, context);
    const mailbox: ir.Type = { kind: "seq", of: message, max: maxOf(declaration, context) };
    const type: ir.Type = key === undefined ? mailbox : { kind: "function", key, value: mailbox };
    const { name, doc, span } = declaration;
    variables.push({ name: name.text, doc, role: { kind: "channel", channel }, type, span });
  });
  processes.forEach((process, index) => {
    const { name, doc, span } = process.declaration;
    const role = { kind: "pc", process: index } as const;
    variables.push({
      // A word that no local can be called.
      name: `${name.text}.at`,
      doc,
      role,
      type: perMember(process, labelsType(process), context),
      span,
    });
    for (const { declaration } of process.locals) {
      context.slotOf.set(declaration, variables.length);
      const type = perMember(process, declaredType(declaration, context), context);
      const variable = variableOf(declaration, { kind: "local", process: index }, type);
      variables.push({ ...variable, name: `${name.text}.${variable.name}` });
    }
  });
  return variables;
}

function variableOf(declaration: ast.VarDeclaration, role: ir.VariableRole, type: ir.Type): ir.Variable {
  return { name: declaration.name.text, doc: declaration.doc, role, type, span: declaration.span };
}

function declaredType(declaration: ast.VarDeclaration, context: Context): ir.Type {
  const type = context.typed.declaredType.get(declaration);
  if (type === undefined) throw new Error(`lower: ${declaration.name.text} has no type`);
  return context.concrete(type);
}

function perMember(process: ProcessSymbol, value: ir.Type, context: Context): ir.Type {
  if (process.parameter === undefined) return value;
  return { kind: "function", key: context.binding(process.parameter).type, value };
}

function labelsType(process: ProcessSymbol): ir.Type {
  const names = [...process.labels.map((label) => label.text), "done"];
  return { kind: "variants", name: process.name, variants: names.map((name) => ({ name, fields: [] })) };
}

/** The slot of the place of a process, by its index. */
export function pcOf(process: number, variables: readonly ir.Variable[]): number {
  return variables.findIndex(({ role }) => role.kind === "pc" && role.process === process);
}

function channelType(declaration: ast.ChannelDeclaration, context: Context): Pick<ir.Channel, "key" | "message"> {
  const symbol = context.typed.resolved.globals.get(declaration.name.text);
  const found = symbol?.kind === "channel" ? context.typed.channelType.get(symbol) : undefined;
  if (found === undefined) throw new Error(`lower: channel ${declaration.name.text} has no type`);
  return {
    key: found.key === undefined ? undefined : context.concrete(found.key),
    message: context.concrete(found.message),
  };
}

function maxOf(declaration: ast.ChannelDeclaration, context: Context): number | undefined {
  return declaration.max === undefined ? undefined : context.bound(declaration.max);
}

export function lowerChannel(declaration: ast.ChannelDeclaration, context: Context): ir.Channel {
  const { fifo, lossy, duplicating } = declaration;
  const slot = numberOf(declaration, context.slotOf);
  const max = maxOf(declaration, context);
  return { name: declaration.name.text, slot, ...channelType(declaration, context), max, fifo, lossy, duplicating };
}

export function lowerInitialisations(
  declared: readonly ast.Declaration[],
  processes: readonly ProcessSymbol[],
  context: Context,
): readonly ir.Initialisation[] {
  const globals = declarationsOf(declared, "var").map((each) => lowerInitialisation(each, undefined, context));
  const locals = processes.flatMap((process) =>
    process.locals.map(({ declaration }) => lowerInitialisation(declaration, process, context)),
  );
  return [...globals, ...locals];
}

function lowerInitialisation(
  declaration: ast.VarDeclaration,
  process: ProcessSymbol | undefined,
  context: Context,
): ir.Initialisation {
  const type = declaredType(declaration, context);
  const parameter = process?.parameter === undefined ? undefined : context.binding(process.parameter);
  const slot = numberOf(declaration, context.slotOf);
  return { slot, initial: lowerInitial(declaration.initial, type, context), parameter, span: declaration.span };
}

function lowerInitial(initial: ast.Initial, type: ir.Type, context: Context): ir.Initial {
  switch (initial.kind) {
    case "any":
      return { kind: "any" };
    case "value":
      return { kind: "value", value: lowerChecked(initial.value, type, context) };
    case "in":
      return { kind: "in", set: lowerChecked(initial.set, { kind: "set", of: type }, context) };
    default:
      return initial satisfies never;
  }
}
