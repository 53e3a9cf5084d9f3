import type { Binding, Expr, Model } from "../../model/ir.js";
import { eachExpr } from "../../model/visit.js";
import { present } from "../values/value.js";

/** What an expression speaks of, definitions followed: constants, a state, a step, or whole behaviours. */
interface Level {
  readonly flexible: boolean;
  readonly step: boolean;
  readonly temporal: boolean;
}

export class Levels {
  readonly #model: Model;
  readonly #known = new Map<Expr, Level>();

  constructor(model: Model) {
    this.#model = model;
  }

  /** Does its value depend on the state, or has it none before a step is known? */
  isFlexible(expr: Expr): boolean {
    return this.#level(expr).flexible;
  }

  /** Does it speak of the state after a step? */
  isStep(expr: Expr): boolean {
    return this.#level(expr).step;
  }

  /** Is there a temporal operator in it? */
  isTemporal(expr: Expr): boolean {
    return this.#level(expr).temporal;
  }

  /** The names that stand in it, bound inside or outside. */
  namesIn(expr: Expr): readonly Binding[] {
    const names = new Set<Binding>();
    eachExpr(expr, (part) => {
      if (part.kind === "binding") names.add(part.binding);
    });
    return [...names];
  }

  #level(expr: Expr): Level {
    const known = this.#known.get(expr);
    if (known !== undefined) return known;
    let [flexible, step, temporal] = [false, false, false];
    eachExpr(expr, (part) => {
      if (part.kind === "call") {
        const inner = this.#level(present(this.#model.definitions[part.definition]).body);
        flexible ||= inner.flexible;
        step ||= inner.step;
        temporal ||= inner.temporal;
      }
      flexible ||= part.kind === "variable" || part.kind === "at" || part.kind === "enabled" || part.kind === "prime";
      step ||= part.kind === "prime";
      temporal ||= isOperator(part);
    });
    const level = { flexible, step, temporal };
    this.#known.set(expr, level);
    return level;
  }
}

function isOperator({ kind }: Expr): boolean {
  return kind === "always" || kind === "eventually" || kind === "until" || kind === "leadsTo";
}
