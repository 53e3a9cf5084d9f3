import type { Block, Expr, Model, Process, Statement, Stepper } from "../../model/ir.js";
import { eachChild, eachStatement, ownExpressions } from "../../model/visit.js";

/*
 * Which steps of two members of a process, or of two steppers, are independent: whichever of two such steps comes first, the other one can be taken after it if and only if it
 * could before, has the same ways, meets the same errors, and both together lead to the same state. (P. Godefroid,
 * Partial-Order Methods for the Verification of Concurrent Systems, LNCS 1032, 1996, section 3.3.)
 *
 * What is said here errs on the side of dependence. A step's footprint says for each variable how the step may use it: all of
 * it, or no more than the one element whose key is the running process. Two processes of one declaration have
 * different keys, so what both use as their own is not shared. Messages that are put into a channel without order or bound do
 * not depend on each other either.
 */

/** A label of a process from which a step starts, an action, the losses of a channel. */
export interface Step {
  /** The stepper's index. */
  readonly owner: number;
  readonly kind: "action" | "process" | "lose";
  readonly uses: ReadonlyMap<number, number>;
}

/** How a variable is used: bits. */
export const use = { readsOwn: 1, reads: 2, writesOwn: 4, writes: 8, adds: 16 } as const;
const OWN = use.readsOwn | use.writesOwn;
const CHANGES = use.writesOwn | use.writes | use.adds;

/** The steps of each stepper of a model, in order. */
export function stepsOf(model: Model): readonly (readonly Step[])[] {
  return model.steppers.map((stepper, owner) => stepsOfOne(model, stepper, owner));
}

function stepsOfOne(model: Model, stepper: Stepper, owner: number): readonly Step[] {
  if (stepper.kind === "action") return [{ owner, kind: "action", uses: ofAction(model, stepper.action) }];
  if (stepper.kind === "lose") {
    return [{ owner, kind: "lose", uses: new Map([[slotOf(model, stepper.channel), use.reads | use.writes]]) }];
  }
  const process = model.processes[stepper.process];
  const labels = process?.labels.slice(0, -1) ?? [];
  return labels.map(({ body }) => ({ owner, kind: "process", uses: ofLabel(model, process, body) }));
}

/** Are two steps independent when different members of a process take them, or different steppers? */
export function independent(one: Step, other: Step): boolean {
  const apart = one.kind === "process" && one.owner === other.owner;
  return [...one.uses].every(([slot, uses]) => compatible(uses, other.uses.get(slot) ?? 0, apart));
}

/** Does a step lead from what is inside all constraints to nothing outside? It does if it changes nothing that they read. */
export function staysInside({ uses }: Step, model: Model): boolean {
  const read = new Footprint(model, []);
  for (const { predicate } of model.constraints) read.expr(predicate);
  return [...read.uses.keys()].every((slot) => ((uses.get(slot) ?? 0) & CHANGES) === 0);
}

function compatible(one: number, other: number, apart: boolean): boolean {
  if (one === 0 || other === 0 || ((one | other) & CHANGES) === 0) return true;
  if (apart && ((one | other) & ~OWN) === 0) return true;
  return one === use.adds && other === use.adds;
}

function ofAction(model: Model, index: number): ReadonlyMap<number, number> {
  const footprint = new Footprint(model, []);
  const action = model.actions[index];
  for (const { set } of action?.parameters ?? []) footprint.expr(set);
  footprint.block(action?.body ?? []);
  return footprint.uses;
}

function ofLabel(model: Model, process: Process | undefined, body: Block): ReadonlyMap<number, number> {
  const { parameter, pc = -1 } = process ?? {};
  const footprint = new Footprint(model, parameter === undefined ? [] : [parameter.number]);
  footprint.use(pc, parameter === undefined ? use.reads | use.writes : OWN);
  footprint.block(body);
  return footprint.uses;
}

function slotOf(model: Model, channel: number): number {
  return model.channels[channel]?.slot ?? -1;
}

class Footprint {
  readonly uses = new Map<number, number>();
  /** Numbers of names that stand for the running process. */
  readonly #own: Set<number>;
  readonly #model: Model;
  /** Definitions that were followed, with the positions of arguments that are the running process. */
  readonly #followed = new Set<string>();

  constructor(model: Model, own: readonly number[]) {
    this.#model = model;
    this.#own = new Set(own);
  }

  use(slot: number, how: number): void {
    this.uses.set(slot, (this.uses.get(slot) ?? 0) | how);
  }

  block(block: Block): void {
    eachStatement(block, { statement: (statement) => this.#statement(statement) });
  }

  expr(expr: Expr): void {
    switch (expr.kind) {
      case "apply":
        if (expr.target.kind !== "variable" || !this.#isOwn(expr.key)) break;
        this.use(expr.target.slot, use.readsOwn);
        return;
      case "variable":
        this.use(expr.slot, use.reads);
        return;
      case "at":
        this.#at(expr.process, expr.instance);
        break;
      case "enabled":
        this.#everything();
        return;
      case "call":
        this.#call(expr.definition, expr.arguments);
        break;
      default:
    }
    eachChild(expr, (child) => this.expr(child));
  }

  #statement(statement: Statement): void {
    switch (statement.kind) {
      case "assign": {
        const [first] = statement.path;
        const own = first?.kind === "key" && this.#isOwn(first.key);
        // What stays of the value is read.
        this.use(statement.slot, own ? OWN : use.reads | use.writes);
        break;
      }
      case "send":
        this.#send(statement.channel);
        break;
      case "receive":
        this.use(slotOf(this.#model, statement.channel), this.#isOwn(statement.key) ? OWN : use.reads | use.writes);
        break;
      default:
    }
    for (const expr of ownExpressions(statement)) this.expr(expr);
  }

  #send(channel: number): void {
    const { fifo = true, max } = this.#model.channels[channel] ?? {};
    this.use(slotOf(this.#model, channel), fifo || max !== undefined ? use.reads | use.writes : use.adds);
  }

  #at(process: number, instance: Expr | undefined): void {
    this.use(this.#model.processes[process]?.pc ?? -1, this.#isOwn(instance) ? use.readsOwn : use.reads);
  }

  #everything(): void {
    for (const slot of this.#model.variables.keys()) this.use(slot, use.reads);
  }

  /** In the definition a parameter stands for the running process if the argument does. */
  #call(index: number, given: readonly Expr[]): void {
    const { parameters = [], body } = this.#model.definitions[index] ?? {};
    const own = given.map((argument) => this.#isOwn(argument));
    const key = `${index} ${own.join(" ")}`;
    if (body === undefined || this.#followed.has(key)) return;
    this.#followed.add(key);
    parameters.forEach(({ number }, at) => {
      if (own[at] === true) this.#own.add(number);
      else this.#own.delete(number);
    });
    this.expr(body);
  }

  #isOwn(key: Expr | undefined): boolean {
    if (key?.kind === "check") return this.#isOwn(key.operand);
    return key?.kind === "binding" && this.#own.has(key.binding.number);
  }
}
