import type { Block, Expr, Model, Process } from "../model/ir.js";
import { eachExpr, eachStatement } from "../model/visit.js";
import type { Finding } from "./result.js";

/*
 * What the claims depend on, counted generously so that nothing is blamed wrongly. A claim depends on what it reads.
 * Whoever depends on a variable depends on all that is read by any step that writes it: in guards and values alike,
 * where the process is, and what its first value was made of. `done when`, constraints, fairness and `assert` count as
 * claims: they decide what is found. `says` and `show` do not. A constant that some type uses decides what values there
 * are, and is never blamed.
 */

/** Something that happens as a whole: it reads and writes, and may assert. */
interface Unit {
  readonly reads: Reads;
  readonly writes: ReadonlySet<number>;
  readonly asserts: boolean;
}

/** Variables and constants that no claim depends on. Nothing when that cannot be told, or no claim is made. */
export function unrelated(model: Model): Finding[] {
  if (model.claims.length === 0 || model.claims.some(({ predicate }) => predicate === undefined)) return [];
  const needed = neededBy(model);
  const variables = model.variables.flatMap(({ name, role, span }, slot): Finding[] => {
    if (role.kind === "pc" || needed.slots.has(slot)) return [];
    return [{ kind: "no claim depends on", what: role.kind === "channel" ? "channel" : "variable", name, span }];
  });
  const constants = model.constants.flatMap(({ name, inTypes, span }, index): Finding[] => {
    if (inTypes || needed.constants.has(index)) return [];
    return [{ kind: "no claim depends on", what: "constant", name, span }];
  });
  return [...constants, ...variables].sort((left, right) => left.span.start - right.span.start);
}

function neededBy(model: Model): Reads {
  const needed = rootsOf(model);
  const waiting = new Set(unitsOf(model));
  for (let before = -1; before !== waiting.size; ) {
    before = waiting.size;
    for (const unit of waiting) {
      if (!unit.asserts && ![...unit.writes].some((slot) => needed.slots.has(slot))) continue;
      needed.include(unit.reads);
      waiting.delete(unit);
    }
  }
  return needed;
}

function rootsOf(model: Model): Reads {
  const roots = new Reads(model);
  for (const claim of model.claims) roots.expr(claim.predicate);
  for (const { condition } of model.assumptions) roots.expr(condition);
  for (const { predicate } of model.constraints) roots.expr(predicate);
  roots.expr(model.done);
  for (const { binders, group } of model.fairness) {
    for (const { set } of binders) roots.expr(set);
    for (const step of group) for (const argument of step.arguments) roots.expr(argument);
  }
  return roots;
}

function unitsOf(model: Model): Unit[] {
  const first = model.initialisations.map(({ slot, initial }): Unit => {
    const reads = new Reads(model);
    if (initial.kind === "value") reads.expr(initial.value);
    if (initial.kind === "in") reads.expr(initial.set);
    return { reads, writes: new Set([slot]), asserts: false };
  });
  const init = unit(model, model.init, new Reads(model));
  const actions = model.actions.map(({ body }, index) => unit(model, body, new Reads(model).action(index)));
  const labels = model.processes.flatMap((process) =>
    process.labels.map(({ body }) => unit(model, body, new Reads(model).where(process), process.pc)),
  );
  return [...first, init, ...actions, ...labels];
}

function unit(model: Model, body: Block, reads: Reads, pc?: number): Unit {
  const writes = new Set(pc === undefined ? [] : [pc]);
  let asserts = false;
  eachStatement(body, {
    statement: (statement) => {
      if (statement.kind === "assign") writes.add(statement.slot);
      if (statement.kind === "send" || statement.kind === "receive") writes.add(slotOf(model, statement.channel));
      asserts ||= statement.kind === "assert";
    },
  });
  return { reads: reads.block(body), writes, asserts };
}

function slotOf(model: Model, channel: number): number {
  return model.channels[channel]?.slot ?? -1;
}

/** What is read by expressions and blocks; definitions, constants and the steps of `enabled` are followed, each once. */
class Reads {
  readonly slots = new Set<number>();
  readonly constants = new Set<number>();
  readonly #definitions = new Set<number>();
  readonly #model: Model;

  constructor(model: Model) {
    this.#model = model;
  }

  include(other: Reads): void {
    for (const slot of other.slots) this.slots.add(slot);
    for (const constant of other.constants) this.constants.add(constant);
  }

  expr(expr: Expr | undefined): void {
    if (expr !== undefined) eachExpr(expr, (part) => this.#part(part));
  }

  /** Where a mailbox may be full, a send is a guard, and reads it. */
  block(block: Block): this {
    eachStatement(block, {
      statement: (statement) => {
        if (statement.kind === "receive") this.slots.add(slotOf(this.#model, statement.channel));
        if (statement.kind === "send" && this.#model.channels[statement.channel]?.max !== undefined) {
          this.slots.add(slotOf(this.#model, statement.channel));
        }
      },
      expr: (part) => this.#part(part),
    });
    return this;
  }

  action(index: number): this {
    const action = this.#model.actions[index];
    for (const { set } of action?.parameters ?? []) this.expr(set);
    return this.block(action?.body ?? []);
  }

  where(process: Process): this {
    this.slots.add(process.pc);
    this.expr(process.set);
    return this;
  }

  #part(part: Expr): void {
    if (part.kind === "variable") this.slots.add(part.slot);
    if (part.kind === "constant") this.#constant(part.index);
    if (part.kind === "call") this.#definition(part.definition);
    if (part.kind === "at") this.#process(part.process, false);
    if (part.kind === "enabled") {
      if (part.step.kind === "action") this.action(part.step.index);
      else this.#process(part.step.index, true);
    }
  }

  #constant(index: number): void {
    if (this.constants.has(index)) return;
    this.constants.add(index);
    this.expr(this.#model.constants[index]?.value);
  }

  #definition(index: number): void {
    if (this.#definitions.has(index)) return;
    this.#definitions.add(index);
    this.expr(this.#model.definitions[index]?.body);
  }

  #process(index: number, steps: boolean): void {
    const process = this.#model.processes[index];
    if (process === undefined) return;
    this.where(process);
    if (steps) for (const label of process.labels) this.block(label.body);
  }
}
