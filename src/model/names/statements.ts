import { suggest } from "../../suggest.js";
import type * as ast from "../../syntax/ast.js";
import { brief } from "../errors/brief.js";
import { assignedFromOutside, notAChannel, notAPlace, notAssignable, unknownName } from "../errors/names.js";
import { gotoUnknown } from "../errors/steps.js";
import { waysOf, waysThrough } from "../steps/ways.js";
import { resolveBinders, resolveExpression } from "./expressions.js";
import { resolvePattern } from "./patterns.js";
import { processIn, resolveProcess } from "./processes.js";
import { inside, type Place, type Resolution } from "./scope.js";

/** Resolves a block in a scope of its own. */
export function resolveBlock(r: Resolution, place: Place, block: ast.Block): void {
  const within = inside(place);
  for (const statement of block.statements) resolveStatement(r, within, statement);
}

function resolveStatement(r: Resolution, place: Place, s: ast.Statement): void {
  switch (s.kind) {
    case "label":
      forget(place, s.name);
      // What the step binds is known to its sentence, and declared further on.
      return;
    case "skip":
      return;
    case "assign":
      resolveExpression(r, place, s.value);
      resolveTarget(r, place, s.target);
      return;
    case "when":
    case "assert":
      resolveExpression(r, place, s.condition);
      return;
    case "let":
      resolveExpression(r, place, s.value);
      resolvePattern(r, place, s.pattern);
      return;
    case "if":
      for (const branch of s.branches) {
        resolveExpression(r, place, branch.condition);
        resolveBranch(r, place, branch.body);
      }
      if (s.else !== undefined) resolveBranch(r, place, s.else);
      forgetAfter(place, s);
      return;
    case "either":
      for (const branch of s.branches) resolveBranch(r, place, branch);
      forgetAfter(place, s);
      return;
    case "pick":
    case "for":
      resolveBlock(r, withinStep(resolveBinders(r, place, s.binders)), s.body);
      return;
    case "while": {
      // The condition is tested again after every way round, some of which may have met a label.
      const { label } = waysThrough(s.body);
      if (label !== undefined) forget(place, label);
      resolveExpression(r, place, s.condition);
      resolveBranch(r, place, s.body);
      return;
    }
    case "goto":
      resolveGoto(r, place, s.label);
      return;
    case "send":
      resolveExpression(r, place, s.message);
      resolveChannel(r, place, s.channel, "send");
      return;
    case "receive":
      resolveChannel(r, place, s.channel, "receive");
      resolvePattern(r, place, s.pattern);
      return;
    case "match":
      resolveExpression(r, place, s.subject);
      for (const arm of s.arms) {
        const within = withinStep(inside(place));
        resolvePattern(r, within, arm.pattern);
        resolveBlock(r, within, arm.body);
      }
      return;
  }
}

/** A block that may meet labels: what it forgets on the way, its siblings still know. */
function resolveBranch(r: Resolution, place: Place, block: ast.Block): void {
  resolveBlock(r, { ...place, forgotten: new Map(place.forgotten) }, block);
}

/** A place where no label may stand; one that does is reported, and begins no step. */
function withinStep(place: Place): Place {
  return { ...place, oneStep: true };
}

/** Marks every name bound since the start of the step as bound in an earlier one. */
function forget(place: Place, label: ast.Name): void {
  if (place.oneStep || place.process === undefined) return;
  const kept = place.process?.parameter;
  for (const symbol of place.scope.visible()) {
    if (symbol.kind === "binding" && symbol !== kept && !place.forgotten.has(symbol))
      place.forgotten.set(symbol, label);
  }
}

function forgetAfter(place: Place, s: ast.Statement): void {
  const { label } = waysOf(s);
  if (label !== undefined) forget(place, label);
}

function resolveGoto(r: Resolution, place: Place, label: ast.Name): void {
  const process = place.process;
  if (process === undefined || label.text === "done" || process.labels.some((l) => l.text === label.text)) return;
  const elsewhere = [...r.processes.values()].find((p) => p.labels.some((l) => l.text === label.text));
  const own = [...process.labels.map((l) => l.text), "done"];
  r.report(gotoUnknown(label, process, suggest(label.text, own), elsewhere));
}

/** The left side of `:=`: a variable or an own local, and a path of keys and fields from it. */
function resolveTarget(r: Resolution, place: Place, target: ast.Expr): void {
  switch (target.kind) {
    case "index":
      resolveTarget(r, place, target.target);
      for (const key of target.keys) resolveExpression(r, place, key);
      return;
    case "field": {
      const process = processIn(place, target.target);
      if (process === undefined) {
        resolveTarget(r, place, target.target);
      } else {
        resolveProcess(r, place, target.target, process);
        r.report(assignedFromOutside(target.span, process, target.name.text, process === place.process));
      }
      return;
    }
    case "name":
      resolveAssigned(r, place, target);
      return;
    case "paren":
      resolveTarget(r, place, target.inner);
      return;
    default:
      r.report(notAPlace(target.span));
  }
}

function resolveAssigned(r: Resolution, place: Place, target: ast.ExprNode<"name">): void {
  const symbol = place.scope.find(target.text);
  if (r.isDoubtful(symbol)) return;
  if (symbol?.kind === "variable" || symbol?.kind === "local") {
    r.symbolOf.set(target, symbol);
  } else if (symbol !== undefined) {
    r.report(notAssignable(target.span, symbol));
  } else {
    const owner = [...r.processes.values()].find((p) => p.locals.some((l) => l.name === target.text));
    if (owner === undefined) {
      const assignable = [...place.scope.visible()].filter((s) => s.kind === "variable" || s.kind === "local");
      r.report(
        unknownName(
          target.span,
          target.text,
          suggest(
            target.text,
            assignable.map((s) => s.name),
          ),
        ),
      );
    } else {
      r.report(assignedFromOutside(target.span, owner, target.text, false));
    }
  }
}

function resolveChannel(r: Resolution, place: Place, channel: ast.Expr, use: "send" | "receive"): void {
  const root = channel.kind === "index" ? channel.target : channel;
  if (channel.kind === "index") for (const key of channel.keys) resolveExpression(r, place, key);
  const symbol = root.kind === "name" ? place.scope.find(root.text) : undefined;
  if (r.isDoubtful(symbol)) return;
  if (symbol?.kind === "channel") {
    r.symbolOf.set(root, symbol);
    if (use === "receive") r.read.add(symbol);
    return;
  }
  const channels = [...r.globals.values()].filter((s) => s.kind === "channel").map((s) => s.name);
  const text = brief(root) === undefined ? "this" : `\`${brief(root)}\``;
  const similar = root.kind === "name" && symbol === undefined ? suggest(root.text, channels) : undefined;
  r.report(notAChannel(root.span, text, symbol, similar));
}
