import type * as ast from "../../syntax/ast.js";
import { shownExpressions, typeExpressions } from "../../syntax/walk.js";
import { notFinite } from "../errors/types.js";
import { checkStep } from "./calls.js";
import { inferBinders } from "./collections.js";
import { check, infer } from "./expressions.js";
import { whyInfinite } from "./finite.js";
import type { Inference } from "./inference.js";
import { typesIn } from "./records.js";
import { inferRefines } from "./refines.js";
import { actionParameters, constantType, processParameter, signatureOf } from "./spec.js";
import { inferBlock, inferTemplate } from "./statements.js";
import { BOOL, INT, setOf } from "./unify.js";
import { declareType, requireFiniteKeys, writtenType } from "./written.js";

/** Types of all that has a written one: declared types, variables, channels, locals. */
export function declareState(t: Inference): void {
  for (const d of t.resolved.order) if (d.kind === "type") declareType(t, d);
  for (const d of t.resolved.spec.declarations) {
    if (d.kind === "var") t.declaredType.set(d, writtenType(t, d.type));
    if (d.kind === "channel") declareChannel(t, d);
  }
  for (const process of t.resolved.processes.values()) {
    for (const local of process.locals) {
      const type = writtenType(t, local.declaration.type);
      t.declaredType.set(local.declaration, type);
      t.localType.set(local, type);
    }
  }
}

function declareChannel(t: Inference, d: ast.ChannelDeclaration): void {
  const key = d.key === undefined ? undefined : writtenType(t, d.key);
  if (d.key !== undefined && key !== undefined)
    requireFiniteKeys(t, d.key, key, "what tells the mailboxes of a channel apart");
  const message = writtenType(t, d.message);
  const symbol = t.resolved.globals.get(d.name.text);
  if (symbol?.kind === "channel") t.channelType.set(symbol, { key, message });
}

/** Looks at every expression of a declaration. */
export function inferDeclaration(t: Inference, d: ast.Declaration): void {
  if (t.seen.has(d)) return;
  t.seen.add(d);
  for (const type of typesIn(d)) for (const bound of typeExpressions(type)) check(t, bound, INT, "a bound is an int");
  switch (d.kind) {
    case "const":
      constantType(t, d);
      return;
    case "assume":
      check(t, d.condition, BOOL, "an assumption is true or false");
      return;
    case "type":
      return;
    case "var":
      inferInitial(t, d);
      return;
    case "init":
      inferBlock(t, d.body);
      return;
    case "def": {
      const symbol = t.resolved.globals.get(d.name.text);
      if (symbol?.kind === "definition" && symbol.declaration === d) signatureOf(t, symbol);
      return;
    }
    case "action":
      actionParameters(t, d);
      inferBlock(t, d.body);
      if (d.says !== undefined) inferTemplate(t, d.says);
      return;
    case "process": {
      const symbol = t.resolved.processes.get(d);
      if (symbol !== undefined) processParameter(t, symbol);
      for (const local of d.locals) inferInitial(t, local);
      inferBlock(t, d.body);
      return;
    }
    case "fairness":
      inferBinders(t, d.binders, "a fairness group");
      for (const step of d.group) checkStep(t, step);
      return;
    case "channel":
      if (d.max !== undefined) check(t, d.max, INT, "a bound is an int");
      return;
    case "claim":
      check(t, d.predicate, BOOL, `${/^[aeiou]/.test(d.claim) ? "an" : "a"} \`${d.claim}\` is true or false`);
      return;
    case "done":
      check(t, d.condition, BOOL, "what stands after `done when` is true or false");
      return;
    case "constraint":
      check(t, d.predicate, BOOL, "a `constraint` is true or false");
      return;
    case "show":
      for (const shown of shownExpressions(d)) infer(t, shown);
      return;
    case "refines":
      inferRefines(t, d);
      return;
    case "model":
      for (const { name, value } of d.constants) {
        const symbol = t.symbol(name);
        const type = symbol?.kind === "const" ? constantType(t, symbol.declaration) : undefined;
        if (type === undefined) infer(t, value);
        else check(t, value, type, `\`${name.text}\` is ${t.words.value(type)}`);
      }
      return;
  }
}

function inferInitial(t: Inference, d: ast.VarDeclaration): void {
  const type = t.declaredType.get(d) ?? t.fresh();
  const { initial } = d;
  switch (initial.kind) {
    case "value":
      check(t, initial.value, type, `\`${d.name.text}\` holds ${t.words.value(type)}`);
      return;
    case "in":
      check(t, initial.set, setOf(type), `right of \`in\` stands a set, whose elements are ${t.words.text(type)}`);
      return;
    case "any":
      t.final.push(() => {
        const reason = whyInfinite(t, type);
        if (reason !== undefined) {
          const hint = "give it a range, or say `in` and a set of first values";
          t.report(notFinite(initial.span, "`any`", `\`${t.words.text(type)}\``, reason, hint));
        }
      });
      return;
  }
}
