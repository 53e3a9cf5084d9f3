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

/** Something that happens as a whole: it reads and writes. */
interface Unit {
  readonly reads: Reads;
  readonly writes: ReadonlySet<number>;
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
      if (![...unit.writes].some((slot) => needed.slots.has(slot))) continue;
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
  for (const block of blocksOf(model)) if (asserts(block)) roots.block(block);
  return roots;
}

function blocksOf(model: Model): Block[] {
  const labels = model.processes.flatMap((process) => process.labels.map(({ body }) => body));
  return [model.init, ...model.actions.map(({ body }) => body), ...labels];
}

function asserts(block: Block): boolean {
  let found = false;
  eachStatement(block, {
    statement: ({ kind }) => {
      found ||= kind === "assert";
    },
  });
  return found;
}

function unitsOf(model: Model): Unit[] {
  const first = model.initialisations.map(({ slot, initial }): Unit => {
    const reads = new Reads(model);
    if (initial.kind === "value") reads.expr(initial.value);
    if (initial.kind === "in") reads.expr(initial.set);
    return { reads, writes: new Set([slot]) };
  });
  const init = { reads: new Reads(model).block(model.init), writes: writesOf(model, model.init) };
  const actions = model.actions.map((_, index): Unit => {
    const body = model.actions[index]?.body ?? [];
    return { reads: new Reads(model).action(index), writes: writesOf(model, body) };
  });
  const labels = model.processes.flatMap((process) =>
    process.labels.map((label): Unit => {
      const reads = new Reads(model).where(process).block(label.body);
      return { reads, writes: writesOf(model, label.body).add(process.pc) };
    }),
  );
  return [...first, init, ...actions, ...labels];
}

function writesOf(model: Model, block: Block): Set<number> {
  const written = new Set<number>();
  eachStatement(block, {
    statement: (statement) => {
      if (statement.kind === "assign") written.add(statement.slot);
      if (statement.kind === "send" || statement.kind === "receive") written.add(slotOf(model, statement.channel));
    },
  });
  return written;
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

  /** A send reads the mailbox only where it may be full, but whoever depends on that reads it anyway. */
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
