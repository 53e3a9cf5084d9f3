import type { Binder, Block, Expr, Type } from "../../model/ir.js";
import { eachChild, eachStatement, ownExpressions } from "../../model/visit.js";
import type { Span } from "../../source.js";
import { isLazy } from "../values/lazy.js";
import { permuted, symmetricIn } from "../values/permute.js";
import type { Program } from "../values/program.js";
import { present, same, type Value } from "../values/value.js";
import { isCertain, uncertainPart } from "./certain.js";
import { type Exchange, exchanging, permutationsOf } from "./exchange.js";
import { type OrderShows, orderShows } from "./rounds.js";

/*
 * Where the order of interchangeable values shows after all. The type checker refuses what names one of them or puts them in
 * order. What is left are orders of evaluation: a quantifier stops at the first value that decides it, so that the error which
 * another one would meet is met in some states of an orbit only; and the messages of a channel that is not `fifo` are read
 * in the canonical order, which is that of the values in them. A spec with such a place is searched unreduced.
 */

/** What keeps states from standing for each other, in a clause; undefined: nothing. */
export function obstacleTo(exchange: Exchange, program: Program): string | undefined {
  const names = new Set(exchange.types.map(({ name }) => name));
  const obstacles = new Obstacles(program, (type) => [...symmetricIn(type)].some((name) => names.has(name)));
  return fixedValue(exchange, program) ?? obstacles.first() ?? tooMany(exchange);
}

/** Permutations that may all have to be tried for one state. */
const MOST_TRIED = 5040;

function tooMany(exchange: Exchange): string | undefined {
  const many = permutationsOf(exchange);
  return exchange.open.length > 0 && many > MOST_TRIED ? `${many} permutations are too many to be tried` : undefined;
}

/** Constants and sets of processes, of which every permutation must make the same. */
function fixedValue(exchange: Exchange, { model, constants, members }: Program): string | undefined {
  const isFixed = (value: Value, type: Type): boolean =>
    exchange.types.every((symmetric) =>
      Array.from({ length: symmetric.size - 1 }, (_, member) => exchanging(symmetric, 0, member + 1)).every((by) =>
        same(permuted(value, type, by), value),
      ),
    );
  const constant = model.constants.find(({ type }, index) => !isFixed(present(constants[index]), type));
  if (constant !== undefined) return `the constant ${constant.name} tells them apart`;
  const process = model.processes.find(({ set }, index) => {
    const of = set?.type.kind === "set" ? set.type.of : undefined;
    if (of === undefined) return false;
    const all = present(members[index]).flatMap((member) => (member === undefined ? [] : [member]));
    return exchange.types.some((symmetric) =>
      all.some((member) => {
        const moved = permuted(member, of, exchanging(symmetric, 0, 1));
        return !all.some((other) => same(other, moved));
      }),
    );
  });
  return process && `the members of ${process.name} tell them apart`;
}

const JUDGED: ReadonlySet<string> = new Set(["invariant", "inductive invariant", "reachable"]);
const LONGEST = 60;

class Obstacles {
  readonly #program: Program;
  readonly #holds: (type: Type) => boolean;
  #found: string | undefined;

  /** @param holds are there exchangeable values in values of a type? */
  constructor(program: Program, holds: (type: Type) => boolean) {
    this.#program = program;
    this.#holds = holds;
  }

  first(): string | undefined {
    const { model } = this.#program;
    for (const { initial } of model.initialisations) {
      if (initial.kind === "value") this.#expression(initial.value);
      if (initial.kind === "in") this.#chosen(initial.set);
    }
    this.#block(model.init);
    for (const { body } of model.definitions) this.#expression(body);
    for (const { parameters, body } of model.actions) {
      for (const binder of parameters) this.#chosen(binder.set);
      this.#block(body);
    }
    for (const { labels } of model.processes) for (const { body } of labels) this.#block(body);
    for (const { kind, predicate } of model.claims) {
      if (JUDGED.has(kind) && predicate !== undefined) this.#expression(predicate);
    }
    for (const { predicate } of model.constraints) this.#expression(predicate);
    if (model.done !== undefined) this.#expression(model.done);
    return this.#found;
  }

  #block(block: Block): void {
    eachStatement(block, {
      statement: (statement) => {
        for (const expr of ownExpressions(statement)) this.#expression(expr);
        if (statement.kind === "pick") for (const { set } of statement.binders) this.#chosen(set, false);
        if (statement.kind !== "for" || !statement.binders.some((binder) => this.#ranges(binder))) return;
        const shows = orderShows(statement, this.#program);
        if (shows !== undefined) this.#add(statement.span, (text) => this.#orderText(text, shows));
      },
    });
  }

  /** A set of which each element is a choice. */
  #chosen(set: Expr, inside = true): void {
    if (inside) this.#expression(set);
    if (isLazy(set, this.#program.model) && this.#holds(set.type) && !isCertain(set, this.#program)) this.#stops(set);
  }

  #expression(expr: Expr): void {
    if (this.#found !== undefined) return;
    const mailboxes = this.#mailboxesIn(expr);
    if (mailboxes !== undefined) {
      for (const each of mailboxes) this.#keys(each);
      return;
    }
    this.#itself(expr);
    eachChild(expr, (child) => this.#expression(child));
  }

  #itself(expr: Expr): void {
    switch (expr.kind) {
      case "quantifier":
        if (!expr.binders.some((binder) => this.#ranges(binder))) return;
        if (!isCertain(expr, this.#program)) this.#stops(expr);
        return;
      case "fold":
        if (this.#ranges(expr.binder)) this.#ordered(expr);
        return;
      case "builtin":
        if (["min", "max", "sum"].includes(expr.name) && expr.arguments.some(({ type }) => this.#holds(type))) {
          this.#ordered(expr);
        }
        return;
      case "compare":
        if (this.#holds(expr.left.type) || this.#holds(expr.right.type)) this.#ordered(expr);
        return;
      case "variable":
        if (this.#isUnordered(expr)) this.#add(expr.span, (text) => `the messages of ${text} are read in their order`);
        return;
      default:
    }
  }

  /** The expressions that have no order in one that only asks how many messages there are, which, or whether they are the same. */
  #mailboxesIn(expr: Expr): readonly Expr[] | undefined {
    const only = (...operands: readonly Expr[]): readonly Expr[] | undefined => {
      const unordered = operands.filter((operand) => !(operand.kind === "seq" && operand.elements.length === 0));
      return unordered.length > 0 && unordered.every((operand) => this.#isMailbox(operand)) ? unordered : undefined;
    };
    if (expr.kind === "equal") return only(expr.left, expr.right);
    if (expr.kind === "builtin" && ["len", "range", "domain"].includes(expr.name)) return only(...expr.arguments);
    return undefined;
  }

  #isMailbox(expr: Expr): boolean {
    return expr.kind === "apply" ? this.#isUnordered(expr.target) : expr.type.kind === "seq" && this.#isUnordered(expr);
  }

  /** Is it a channel whose messages are kept in canonical order, and hold exchangeable values? */
  #isUnordered(expr: Expr): boolean {
    if (expr.kind !== "variable") return false;
    const { role } = present(this.#program.model.variables[expr.slot]);
    if (role.kind !== "channel") return false;
    const { fifo, message } = present(this.#program.model.channels[role.channel]);
    return !fifo && this.#holds(message);
  }

  #keys(mailbox: Expr): void {
    if (mailbox.kind === "apply") this.#expression(mailbox.key);
  }

  #ranges({ set }: Binder): boolean {
    return this.#holds(set.type);
  }

  #stops(expr: Expr): void {
    const doubt = uncertainPart(expr, this.#program);
    const where = doubt === undefined || doubt === expr ? "" : ` in ${this.#text(doubt.span)}`;
    this.#add(expr.span, (text) => `${text} may stop before it comes to an error${where}`);
  }

  #ordered(expr: Expr): void {
    this.#add(expr.span, (text) => `${text} puts them in order`);
  }

  /** What makes the order of its rounds show, and what would not. */
  #orderText(text: string, shows: OrderShows): string {
    switch (shows.kind) {
      case "apart":
        return `${text} does not name the whole value that each of its rounds is for`;
      case "leaves":
        return `a round of ${text} may leave it at ${this.#text(shows.at)} before the others come`;
      case "ends or fails": {
        const [ends, fails] = [this.#text(shows.ends), this.#text(shows.fails)];
        const where = ends === fails ? `at ${ends}` : `at ${ends}, where another meets an error in ${fails}`;
        const which = ends === fails ? "may find no way on and another meet an error" : "may find no way on";
        return `one round of ${text} ${which} ${where}, so that their order shows (work out before it, into a variable, what may fail)`;
      }
      case "shared":
        return `${this.#text(shows.place)} is shared by the rounds of ${text}, so that their order shows (name before it, with \`let\`, what was there)`;
    }
  }

  #add(span: Span, clause: (text: string) => string): void {
    this.#found ??= clause(this.#text(span));
  }

  #text(span: Span): string {
    const text = this.#program.model.source.slice(span).replaceAll(/\s+/g, " ");
    return `\`${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}\``;
  }
}
