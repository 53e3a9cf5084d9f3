import type * as ast from "../../syntax/ast.js";
import { quoted } from "../errors/brief.js";
import { channelKey } from "../errors/types.js";
import type { Type } from "../types.js";
import { inferBinders } from "./collections.js";
import { check, infer } from "./expressions.js";
import type { Inference } from "./inference.js";
import { inferArms, inferPattern } from "./patterns.js";
import { checkSymmetricFor } from "./symmetric.js";
import { BOOL, BROKEN } from "./unify.js";

export function inferBlock(t: Inference, block: ast.Block): void {
  for (const statement of block.statements) inferStatement(t, statement);
}

function inferStatement(t: Inference, s: ast.Statement): void {
  switch (s.kind) {
    case "label":
      // It speaks of names that its step binds further on.
      if (s.says !== undefined) t.sentences.push(s.says);
      return;
    case "skip":
    case "goto":
      return;
    case "assign": {
      const place = infer(t, s.target);
      check(t, s.value, place, `${quoted(s.target)} holds ${t.words.value(place)}`);
      return;
    }
    case "when":
    case "assert":
      check(t, s.condition, BOOL, `\`${s.kind}\` takes what is true or false`);
      return;
    case "let":
      inferPattern(t, s.pattern, infer(t, s.value));
      return;
    case "if":
      for (const branch of s.branches) {
        check(t, branch.condition, BOOL, "the condition of an `if` is true or false");
        inferBlock(t, branch.body);
      }
      if (s.else !== undefined) inferBlock(t, s.else);
      return;
    case "either":
      for (const branch of s.branches) inferBlock(t, branch);
      return;
    case "pick":
    case "for":
      inferBinders(t, s.binders, `\`${s.kind}\``);
      inferBlock(t, s.body);
      if (s.kind === "for") t.final.push(() => checkSymmetricFor(t, s));
      return;
    case "while":
      check(t, s.condition, BOOL, "the condition of a `while` is true or false");
      inferBlock(t, s.body);
      return;
    case "send": {
      const message = inferMailbox(t, s.channel);
      check(t, s.message, message, `${quoted(s.channel)} carries ${t.words.value(message)}`);
      return;
    }
    case "receive":
      inferPattern(t, s.pattern, inferMailbox(t, s.channel));
      return;
    case "match": {
      const subject = infer(t, s.subject);
      inferArms(t, s, subject);
      for (const arm of s.arms) inferBlock(t, arm.body);
      return;
    }
  }
}

/** The type of the messages of `c` or `c[k]`. */
function inferMailbox(t: Inference, e: ast.Expr): Type {
  const root = e.kind === "index" ? e.target : e;
  const symbol = t.symbol(root);
  const channel = symbol?.kind === "channel" ? t.channelType.get(symbol) : undefined;
  if (symbol === undefined || channel === undefined) {
    if (e.kind === "index") for (const key of e.keys) infer(t, key);
    return BROKEN;
  }
  if (channel.key === undefined && e.kind === "index") {
    t.report(channelKey(e.span, symbol, undefined));
    for (const key of e.keys) infer(t, key);
  } else if (channel.key !== undefined && e.kind !== "index") {
    t.report(channelKey(e.span, symbol, t.words.text(channel.key)));
  } else {
    infer(t, e);
  }
  return channel.message;
}

export function inferTemplate(t: Inference, says: ast.Template): void {
  for (const part of says.parts) if (typeof part !== "string") infer(t, part);
}
