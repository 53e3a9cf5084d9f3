import type { Expr, Model } from "../../model/ir.js";
import { eachChild } from "../../model/visit.js";
import { EvaluationFault } from "../system.js";
import { LARGEST_SET, sizeOf, valuesOf } from "../values/domain.js";
import { compare } from "../values/order.js";
import type { Program } from "../values/program.js";
import { asSequence, present, same, type Value } from "../values/value.js";
import { evaluate } from "./expressions.js";
import type { Frame } from "./frame.js";
import type { Levels } from "./levels.js";

/*
 * The parts of a state that a type-correct state chooses independently of each other: a variable, or the value of one that
 * is a function at one of its keys. Which of them an expression reads is told from its text, as exactly as keys that depend on constants
 * and bound names alone allow.
 */

export interface Cell {
  readonly slot: number;
  /** Of a function. */
  readonly key: Value | undefined;
  /** How many values it may have; infinite where a type has no bound. */
  readonly size: number;
  /** All of them, in canonical order; where they are at most `LARGEST_SET`. */
  readonly values: () => readonly Value[];
}

/** The cells of all variables: those that are no functions first, then key by key, so that what belongs together is near. */
export function cellsOf(program: Program): readonly Cell[] {
  const { model } = program;
  const tables = model.variables.map(({ type, role }, slot): readonly Cell[] => {
    if (role.kind === "channel") return channelCells(slot, role.channel, model);
    const members = "process" in role ? program.members[role.process] : undefined;
    if (members !== undefined && members[0] !== undefined && type.kind === "function") {
      return members.map((key) => cell(slot, key, type.value));
    }
    if (type.kind !== "function" || sizeOf(type.key) > LARGEST_SET) return [cell(slot, undefined, type)];
    return valuesOf(type.key).map((key) => cell(slot, key, type.value));
  });
  const alone = tables.flatMap((cells) => cells.filter(({ key }) => key === undefined));
  const keyed = tables.filter((cells) => cells.some(({ key }) => key !== undefined));
  const longest = Math.max(0, ...keyed.map(({ length }) => length));
  const byKey = Array.from({ length: longest }, (_, at) => keyed.flatMap((cells) => cells[at] ?? []));
  return [...alone, ...byKey.flat()];
}

function cell(slot: number, key: Value | undefined, type: Parameters<typeof sizeOf>[0]): Cell {
  return { slot, key, size: sizeOf(type), values: () => valuesOf(type) };
}

/** Mailboxes: of a channel that is not `fifo`, the sequences that are in order. */
function channelCells(slot: number, index: number, model: Model): readonly Cell[] {
  const { key: keys, message, max, fifo } = present(model.channels[index]);
  const of = { kind: "seq", of: message, max } as const;
  let known: readonly Value[] | undefined;
  const values = (): readonly Value[] => {
    known ??= fifo ? valuesOf(of) : valuesOf(of).filter(isSorted);
    return known;
  };
  const size = fifo || sizeOf(of) > LARGEST_SET ? sizeOf(of) : values().length;
  if (keys === undefined) return [{ slot, key: undefined, size, values }];
  return valuesOf(keys).map((key) => ({ slot, key, size, values }));
}

function isSorted(mailbox: Value): boolean {
  const messages = asSequence(mailbox).toArray();
  return messages.every((message, at) => at === 0 || compare(present(messages[at - 1]), message) <= 0);
}

/** The cells (by number) that an expression reads whose free names are bound in the frame: those of `bound`. */
export function cellsRead(
  expr: Expr,
  cells: readonly Cell[],
  frame: Frame,
  levels: Levels,
  bound: ReadonlySet<number>,
): Set<number> {
  return new Reading(cells, frame, levels).read(expr, bound);
}

class Reading {
  readonly #cells: readonly Cell[];
  readonly #frame: Frame;
  readonly #levels: Levels;

  constructor(cells: readonly Cell[], frame: Frame, levels: Levels) {
    this.#cells = cells;
    this.#frame = frame;
    this.#levels = levels;
  }

  read(expr: Expr, bound: ReadonlySet<number>): Set<number> {
    const read = new Set<number>();
    this.#part(expr, bound, read);
    return read;
  }

  #part(expr: Expr, bound: ReadonlySet<number>, read: Set<number>): void {
    switch (expr.kind) {
      case "variable":
        this.#slot(expr.slot, undefined, read);
        return;
      case "apply":
        if (expr.target.kind !== "variable") break;
        this.#slot(expr.target.slot, this.#known(expr.key, bound), read);
        this.#part(expr.key, bound, read);
        return;
      case "at": {
        const { pc } = present(this.#frame.program.model.processes[expr.process]);
        this.#slot(pc, expr.instance && this.#known(expr.instance, bound), read);
        break;
      }
      case "enabled":
        this.#cells.forEach((_, number) => {
          read.add(number);
        });
        return;
      case "call": {
        const { parameters, body } = present(this.#frame.program.model.definitions[expr.definition]);
        const known = new Set(bound);
        parameters.forEach(({ number }, at) => {
          known.delete(number);
          const argument = present(expr.arguments[at]);
          const value = this.#known(argument, bound);
          if (value === undefined) return;
          this.#frame.environment[number] = value;
          known.add(number);
        });
        this.#part(body, known, read);
        break;
      }
      default:
        break;
    }
    eachChild(expr, (child) => this.#part(child, bound, read));
  }

  /** The value of an expression that depends on constants and known names alone. */
  #known(expr: Expr, bound: ReadonlySet<number>): Value | undefined {
    if (this.#levels.isFlexible(expr)) return undefined;
    if (!this.#levels.namesIn(expr).every(({ number }) => bound.has(number))) return undefined;
    try {
      return evaluate(expr, this.#frame);
    } catch (error) {
      if (error instanceof EvaluationFault) return undefined;
      throw error;
    }
  }

  #slot(slot: number, key: Value | undefined, read: Set<number>): void {
    this.#cells.forEach((each, number) => {
      if (each.slot !== slot) return;
      if (key === undefined || each.key === undefined || same(each.key, key)) read.add(number);
    });
  }
}
