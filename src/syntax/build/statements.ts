import type { Node } from "ohm-js";
import { cover } from "../../source.js";
import type { Block, Expr, Statement, StatementOf } from "../ast.js";
import type { EverystepActionDict } from "../generated/everystep.ohm-bundle.js";
import { blockArmOf, templateOf } from "./expressions.js";
import { bindersOf, blockOf, exprOf, listOf, nameOf, optional, patternOf, spanOf, statementOf } from "./nodes.js";

function statement<K extends keyof StatementOf>(source: Node, kind: K, parts: StatementOf[K]) {
  return { kind, span: spanOf(source), ...parts };
}

/** The place `m[p].log[i]` of an assignment. */
function targetOf(target: Node): Expr {
  return target.child(1).children.reduce<Expr>(
    (place, step) => {
      const form = step.child(0);
      const span = cover(place.span, spanOf(form));
      return form.ctorName === "TargetStep_index"
        ? { kind: "index", target: place, keys: listOf(form.child(1)).map(exprOf), span }
        : { kind: "field", target: place, name: nameOf(form.child(1)), span };
    },
    exprOf(target.child(0)),
  );
}

function mailboxOf(mailbox: Node): Expr {
  const channel = exprOf(mailbox.child(0));
  const key = (phrase: Node): Expr => ({
    kind: "index",
    target: channel,
    keys: listOf(phrase.child(1)).map(exprOf),
    span: spanOf(mailbox),
  });
  return optional(mailbox.child(1), key) ?? channel;
}

export const blocks: EverystepActionDict<Block> = {
  Block(_open, statements, _semicolons, _close) {
    return { statements: statements.children.map(statementOf), span: spanOf(this) };
  },
};

export const statements: EverystepActionDict<Statement> = {
  Statement_label(name, says, _colon) {
    return statement(this, "label", { name: nameOf(name), says: optional(says, templateOf) });
  },
  Statement_assign(target, _becomes, value) {
    return statement(this, "assign", { target: targetOf(target), value: exprOf(value) });
  },
  Statement_skip(_skip) {
    return statement(this, "skip", {});
  },
  Statement_when(_when, condition) {
    return statement(this, "when", { condition: exprOf(condition) });
  },
  Statement_assert(_assert, condition) {
    return statement(this, "assert", { condition: exprOf(condition) });
  },
  Statement_let(_let, pattern, _equals, value) {
    return statement(this, "let", { pattern: patternOf(pattern), value: exprOf(value) });
  },
  Statement_if(_if, condition, body, elseIfs, otherwise) {
    const first = { condition: exprOf(condition), body: blockOf(body) };
    const rest = elseIfs.children.map((branch) => ({
      condition: exprOf(branch.child(2)),
      body: blockOf(branch.child(3)),
    }));
    return statement(this, "if", {
      branches: [first, ...rest],
      else: optional(otherwise, (branch) => blockOf(branch.child(1))),
    });
  },
  Statement_either(_either, first, rest) {
    const others = rest.children.map((branch) => blockOf(branch.child(1)));
    return statement(this, "either", { branches: [blockOf(first), ...others] });
  },
  Statement_pick(_pick, binders, body) {
    return statement(this, "pick", { binders: bindersOf(binders), body: blockOf(body) });
  },
  Statement_for(_for, binders, body) {
    return statement(this, "for", { binders: bindersOf(binders), body: blockOf(body) });
  },
  Statement_while(_while, condition, body) {
    return statement(this, "while", { condition: exprOf(condition), body: blockOf(body) });
  },
  Statement_goto(_goto, label) {
    return statement(this, "goto", { label: nameOf(label) });
  },
  Statement_send(_send, message, _to, mailbox) {
    return statement(this, "send", { message: exprOf(message), channel: mailboxOf(mailbox) });
  },
  Statement_receive(_receive, pattern, _from, mailbox) {
    return statement(this, "receive", { pattern: patternOf(pattern), channel: mailboxOf(mailbox) });
  },
  Statement_match(_match, subject, _open, arms, _close) {
    return statement(this, "match", { subject: exprOf(subject), arms: listOf(arms).map(blockArmOf) });
  },
};
