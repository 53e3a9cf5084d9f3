import type {
  ChannelDeclaration,
  Declaration,
  DefDeclaration,
  Expectation,
  Expr,
  Initial,
  Mapping,
  ModelDeclaration,
  ProcessDeclaration,
  RefinesDeclaration,
  VarDeclaration,
} from "../ast.js";
import type { Context } from "./context.js";
import { type Doc, group, hard, join, line, nest } from "./doc.js";
import { exprDoc, followed, stepReferenceDoc, templateText } from "./expressions.js";
import { bracketed, commaSeparated } from "./lists.js";
import { bindersDoc } from "./patterns.js";
import { type Item, sequence } from "./sequences.js";
import { blockGroup, bodyIndent, inside, statementItems } from "./statements.js";
import { parenthesised, takesMax, typeDoc } from "./types.js";

const FAIRNESS = { none: "", weak: "fair ", strong: "strongly fair " };

export function declarationDoc(declaration: Declaration, ctx: Context): Doc {
  switch (declaration.kind) {
    case "const": {
      const { name, type, value } = declaration;
      const head = [`const ${name.text}`, type === undefined ? "" : [": ", typeDoc(type, ctx)]];
      return [head, followed(" =", (type ?? name).span.end, value, ctx)];
    }
    case "assume":
      return ["assume ", exprDoc(declaration.condition, ctx)];
    case "type":
      return [`type ${declaration.name.text} = `, typeDoc(declaration.definition, ctx)];
    case "var":
      return varDoc(declaration, ctx);
    case "init":
      return ["init ", blockGroup(declaration.body, ctx)];
    case "def":
      return defDoc(declaration, ctx);
    case "action": {
      const { fairness, name, parameters, says, body } = declaration;
      const head: Doc[] = [`${FAIRNESS[fairness]}action ${name.text}`];
      if (parameters.length > 0) head.push("(", bindersDoc(parameters, ctx), ")");
      if (says !== undefined) {
        const broken = ctx.breaks(parameters.at(-1)?.span.end ?? name.span.end, says.span.start);
        head.push(group(broken, nest(4, line, "says ", templateText(says))));
      }
      return [head, " ", blockGroup(body, ctx)];
    }
    case "process":
      return processDoc(declaration, ctx);
    case "fairness": {
      const { strength, binders, group: steps } = declaration;
      const scope = binders.length === 0 ? "" : ["(", bindersDoc(binders, ctx), ")"];
      const docs = steps.map((step) => stepReferenceDoc(step, ctx));
      return [`fairness ${strength}`, scope, ": ", join(docs, " or ")];
    }
    case "channel":
      return channelDoc(declaration, ctx);
    case "claim":
      return claimDoc(`${declaration.claim} ${declaration.name.text}`, declaration, ctx);
    case "constraint":
      return claimDoc(`constraint ${declaration.name.text}`, declaration, ctx);
    case "done":
      return ["done when ", exprDoc(declaration.condition, ctx)];
    case "show": {
      const { name, value, says } = declaration;
      return [
        `show ${name.text}`,
        ...(value === undefined ? [] : [followed(" =", name.span.end, value, ctx)]),
        ...(says === undefined ? [] : [` says ${templateText(says)}`]),
      ];
    }
    case "refines":
      return refinesDoc(declaration, ctx);
    case "model":
      return modelDoc(declaration, ctx);
  }
}

export function varDoc({ name, type, initial }: VarDeclaration, ctx: Context): Doc {
  const typed = typeDoc(type, ctx);
  return [`var ${name.text}: `, typed, initialDoc(initial, type.span.end, ctx)];
}

function initialDoc(initial: Initial, from: number, ctx: Context): Doc {
  switch (initial.kind) {
    case "any":
      return " = any";
    case "in":
      return [" in ", exprDoc(initial.set, ctx)];
    case "value":
      return followed(" =", from, initial.value, ctx);
  }
}

function defDoc({ name, parameters, result, body }: DefDeclaration, ctx: Context): Doc {
  const head: Doc[] = [`def ${name.text}`];
  if (parameters.length > 0) {
    const parameterDoc = (parameter: DefDeclaration["parameters"][number]): Doc =>
      parameter.type === undefined ? parameter.name.text : [parameter.name.text, ": ", typeDoc(parameter.type, ctx)];
    head.push("(", commaSeparated(parameters, ctx, parameterDoc), ")");
  }
  if (result !== undefined) head.push(": ", typeDoc(result, ctx));
  const from = result?.span.end ?? parameters.at(-1)?.span.end ?? name.span.end;
  return [head, followed(" =", from, body, ctx)];
}

function claimDoc(head: string, { name, predicate }: { name: Spanned; predicate: Expr }, ctx: Context): Doc {
  return [head, followed(":", name.span.end, predicate, ctx)];
}

type Spanned = { readonly span: { readonly start: number; readonly end: number } };

function processDoc(process: ProcessDeclaration, ctx: Context): Doc {
  const { fairness, name, parameter, locals, body } = process;
  const scope: Doc = parameter === undefined ? "" : [`(${parameter.name.text} in `, exprDoc(parameter.set, ctx), ")"];
  const head: Doc = [`${FAIRNESS[fairness]}process ${name.text}`, scope, " {"];
  const flat = ctx.source === undefined ? false : ctx.onOneLine(body.span);
  const declared = locals.map(
    (local): Item => ({
      span: local.span,
      documentation: local.doc,
      doc: () => varDoc(local, ctx),
    }),
  );
  const indent = flat ? 0 : bodyIndent(body.statements) - 2;
  const items = [...declared, ...statementItems(body.statements, ctx).map((item) => ({ ...item, indent }))];
  return group(!flat, head, nest(2, sequence(items, inside(body.span), ctx, flat)), flat ? line : hard(), "}");
}

function channelDoc(channel: ChannelDeclaration, ctx: Context): Doc {
  const { name, key, message, max } = channel;
  const docs: Doc[] = [`channel ${name.text}`];
  if (key !== undefined) docs.push(": ", typeDoc(key, ctx));
  docs.push(" of ");
  if (max === undefined) docs.push(typeDoc(message, ctx));
  else {
    docs.push(takesMax(message) ? parenthesised(message, ctx) : typeDoc(message, ctx), " max ", exprDoc(max, ctx));
  }
  for (const option of ["fifo", "lossy", "duplicating"] as const) if (channel[option]) docs.push(`, ${option}`);
  return docs;
}

function refinesDoc({ name, file, mappings, span }: RefinesDeclaration, ctx: Context): Doc {
  const head = `refines ${name.text} from "${file.text}"`;
  if (mappings.length === 0) return head;
  const braces = { start: file.span.end, end: span.end };
  return [head, " with ", bracketed("{", mappings, "}", braces, ctx, mappingDoc, line)];
}

function mappingDoc(mapping: Mapping, ctx: Context): Doc {
  const value = exprDoc(mapping.value, ctx);
  if (mapping.kind === "variable") return [mapping.name.text, " = ", value];
  const parameter = mapping.parameter === undefined ? "" : `(${mapping.parameter.text})`;
  const place = mapping.kind === "at" ? " at" : `.${mapping.name.text}`;
  return [mapping.process.text, parameter, place, " = ", value];
}

function modelDoc({ name, constants, expectations, span }: ModelDeclaration, ctx: Context): Doc {
  const head: Doc[] = [`model ${name.text}`];
  if (constants.length > 0) {
    const items = constants.map((constant) => ({ ...constant, span: constant.name.span }));
    head.push(
      " with ",
      commaSeparated(items, ctx, (item) => [`${item.name.text} = `, exprDoc(item.value, ctx)]),
    );
  }
  const open = constants.at(-1)?.value.span.end ?? name.span.end;
  const flat = ctx.source === undefined ? expectations.length <= 1 : !ctx.breaks(open, span.end);
  const items = expectations.map(
    (expectation): Item => ({
      span: expectation.span,
      documentation: undefined,
      doc: () => expectationDoc(expectation, ctx),
    }),
  );
  if (items.length === 0 && !ctx.hasComments(span.end)) return [head, " { }"];
  return [
    head,
    " ",
    group(
      !flat,
      "{",
      nest(2, sequence(items, { start: open, end: span.end - 1 }, ctx, flat)),
      flat ? line : hard(),
      "}",
    ),
  ];
}

function expectationDoc(expectation: Expectation, ctx: Context): Doc {
  switch (expectation.kind) {
    case "holds":
    case "fails": {
      const claims = commaSeparated(expectation.claims, ctx, ({ text }) => text);
      return [expectation.kind, " ", claims, qualification(expectation)];
    }
    case "deadlock":
      return "deadlock";
    case "states":
    case "steps":
    case "depth":
      return `${expectation.kind} ${expectation.count}`;
  }
}

function qualification(expectation: Extract<Expectation, { kind: "holds" | "fails" }>): Doc {
  if (expectation.kind === "holds") {
    const { within } = expectation;
    return within.length === 0 ? "" : ` within ${within.map(({ text }) => text).join(" and ")}`;
  }
  const { steps } = expectation;
  return steps === undefined ? "" : ` in ${steps} ${steps === 1 ? "step" : "steps"}`;
}
