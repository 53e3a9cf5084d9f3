/*
 * Temporal formulas in negation normal form: built from literals by `and`, `or`, `until` and its dual `release`; equal
 * formulas are one number. `always p` is `false release p`, `eventually p` is `true until p`.
 *
 * Behaviours are seen without the steps that change nothing, so that only the last state of one that stops is repeated.
 * There, no step is taken any more, and a literal about a step has the value `rest`. As in TLA+, whose `[]` speaks of
 * `[A]_v` and whose `<>` of `<A>_v`, that depends on the operator directly above: `always` and the left of `until` do not
 * mind that no step is taken; `eventually` and the right of `until` ask for one that is.
 */

/** A formula of some `Formulas`, by number. */
export type Formula = number;

export type FormulaNode =
  | { readonly kind: "true" | "false" }
  | Literal
  | { readonly kind: "and" | "or" | "until" | "release"; readonly left: Formula; readonly right: Formula };

/** An atomic predicate or its negation. `about` a state or a step; `rest`: its value where no step is taken any more. */
export interface Literal {
  readonly kind: "literal";
  readonly about: "state" | "step";
  readonly atom: number;
  readonly negated: boolean;
  /** Undefined for states, and as long as no temporal operator stands above. */
  readonly rest: boolean | undefined;
}

export class Formulas {
  readonly #nodes: FormulaNode[] = [];
  readonly #known = new Map<string, Formula>();
  readonly #negations = new Map<Formula, Formula>();
  readonly true = this.#intern({ kind: "true" });
  readonly false = this.#intern({ kind: "false" });

  node(formula: Formula): FormulaNode {
    const node = this.#nodes[formula];
    if (node === undefined) throw new Error(`internal error: no formula ${formula}`);
    return node;
  }

  literal(about: Literal["about"], atom: number): Formula {
    return this.#intern({ kind: "literal", about, atom, negated: false, rest: undefined });
  }

  constant(value: boolean): Formula {
    return value ? this.true : this.false;
  }

  not(formula: Formula): Formula {
    const known = this.#negations.get(formula);
    if (known !== undefined) return known;
    const negation = this.#negated(this.node(formula));
    this.#negations.set(formula, negation);
    this.#negations.set(negation, formula);
    return negation;
  }

  #negated(node: FormulaNode): Formula {
    switch (node.kind) {
      case "true":
        return this.false;
      case "false":
        return this.true;
      case "literal": {
        const rest = node.rest === undefined ? undefined : !node.rest;
        return this.#intern({ ...node, negated: !node.negated, rest });
      }
      case "and":
        return this.or(this.not(node.left), this.not(node.right));
      case "or":
        return this.and(this.not(node.left), this.not(node.right));
      case "until":
        return this.#release(this.not(node.left), this.not(node.right));
      case "release":
        return this.#until(this.not(node.left), this.not(node.right));
    }
  }

  and(left: Formula, right: Formula): Formula {
    if (left === this.false || right === this.false || left === this.not(right)) return this.false;
    if (left === this.true || left === right) return right;
    return right === this.true ? left : this.#intern({ kind: "and", left, right });
  }

  or(left: Formula, right: Formula): Formula {
    if (left === this.true || right === this.true || left === this.not(right)) return this.true;
    if (left === this.false || left === right) return right;
    return right === this.false ? left : this.#intern({ kind: "or", left, right });
  }

  implies(left: Formula, right: Formula): Formula {
    return this.or(this.not(left), right);
  }

  iff(left: Formula, right: Formula): Formula {
    return this.and(this.implies(left, right), this.implies(right, left));
  }

  always(operand: Formula): Formula {
    return this.#release(this.false, this.settled(operand, true));
  }

  eventually(operand: Formula): Formula {
    return this.#until(this.true, this.settled(operand, false));
  }

  until(left: Formula, right: Formula): Formula {
    return this.#until(this.settled(left, true), this.settled(right, false));
  }

  leadsTo(left: Formula, right: Formula): Formula {
    return this.always(this.implies(left, this.eventually(right)));
  }

  /** The formula with `rest` put in where no temporal operator stands above a literal about a step. */
  settled(formula: Formula, rest: boolean): Formula {
    const node = this.node(formula);
    if (node.kind === "literal" && node.about === "step" && node.rest === undefined) {
      return this.#intern({ ...node, rest });
    }
    if (node.kind === "and") return this.and(this.settled(node.left, rest), this.settled(node.right, rest));
    if (node.kind === "or") return this.or(this.settled(node.left, rest), this.settled(node.right, rest));
    return formula;
  }

  #until(left: Formula, right: Formula): Formula {
    if (right === this.true || right === this.false || left === this.false) return right;
    const inner = this.node(right);
    if (inner.kind === "until" && inner.left === left) return right;
    return this.#intern({ kind: "until", left, right });
  }

  #release(left: Formula, right: Formula): Formula {
    if (right === this.true || right === this.false || left === this.true) return right;
    const inner = this.node(right);
    if (inner.kind === "release" && inner.left === left) return right;
    return this.#intern({ kind: "release", left, right });
  }

  #intern(node: FormulaNode): Formula {
    const key = JSON.stringify(node);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.#nodes.length);
    return this.#nodes.push(node) - 1;
  }
}
