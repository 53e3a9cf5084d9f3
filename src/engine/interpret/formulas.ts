import type { Binder, Expr, ExprNode, Pattern, Type } from "../../model/ir.js";
import {
  type Antecedent,
  type Atom,
  type Clause,
  type Conjunct,
  type Property,
  Unformed,
  withBindings,
} from "../behaviours.js";
import { type Formula, Formulas } from "../formula.js";
import { EvaluationFault, type Truth } from "../system.js";
import { toDatum } from "../values/data.js";
import type { Program } from "../values/program.js";
import { asBoolean, present, same, type Value } from "../values/value.js";
import { type Called, type ClauseSource, clauseOf } from "./clauses.js";
import { evaluate } from "./expressions.js";
import { Frame, newEnvironment } from "./frame.js";
import { Levels } from "./levels.js";
import { bindingsOf, matches } from "./patterns.js";
import { contains, each, elementsIn, valuesIn } from "./sets.js";
import type { State } from "./state.js";

/*
 * The formula of a `property`. What has no temporal operator in it is one atomic predicate, with the names that are bound
 * around it. Quantifiers with a temporal operator inside become conjunctions and disjunctions. The set of one, the value
 * of a `let`, the argument of a definition belong to the moment at which the formula stands: where they depend on the state
 * there is one case for each value of the type, and an atomic predicate says whether it is this one.
 */

/** With everything that is bound where it stands. */
interface Placed extends Atom {
  readonly environment: readonly Value[];
  /** The values of all names in it, as far as they are bound. */
  readonly values: readonly (Value | undefined)[];
}

/** Cases of one set or value are at most so many. */
const MOST_CASES = 1000;
/** A formula over the smallest predicates has at most so many parts. */
const MOST_PARTS = 5000;

export function propertyOf(predicate: Expr, program: Program): Property<State> {
  return new Translation(program, false).property(predicate);
}

/** See `Behaviours.finest`. */
export function finestOf(predicate: Expr, program: Program): Property<State> | undefined {
  try {
    return new Translation(program, true).property(predicate);
  } catch (error) {
    if (error instanceof Unformed || error instanceof EvaluationFault) return undefined;
    throw error;
  }
}

class Translation {
  readonly #program: Program;
  readonly #levels: Levels;
  readonly #formulas = new Formulas();
  readonly #atoms: Placed[] = [];
  readonly #antecedents: Antecedent[] = [];
  readonly #known = new Map<string, readonly number[]>();
  /** Where what depends on constants alone is evaluated, and names are bound. */
  readonly #frame: Frame;
  /** Are `and`, `or`, `forall` of predicates taken apart, too? Then it is seen that `p or not p` is true, whatever p is. */
  readonly #isFine: boolean;
  /**
   * Are predicates of steps left whole? Where no step is taken any more each has a value of its own (see engine/formula.ts); that
   * is true, and no formula of its parts is true in more cases, but under `eventually` and inside negated formulas.
   */
  #isWhole = false;
  #parts = 0;

  constructor(program: Program, isFine: boolean) {
    this.#program = program;
    this.#isFine = isFine;
    this.#levels = new Levels(program.model);
    this.#frame = new Frame(program, [], newEnvironment(program));
  }

  property(predicate: Expr): Property<State> {
    const conjuncts = this.#conjuncts(predicate, []);
    return {
      formulas: this.#formulas,
      conjuncts,
      antecedents: this.#antecedents,
      atoms: this.#atoms,
      isStep: (atom) => this.#levels.isStep(present(this.#atoms[atom]).expr),
      truth: (atom, before, after) => this.#truth(present(this.#atoms[atom]), before, after),
    };
  }

  #truth({ expr, environment, is, has }: Placed, before: State, after: State | undefined): Truth {
    const frame = new Frame(this.#program, before.values, [...environment], after?.values);
    try {
      if (has !== undefined) return contains(expr, has, frame);
      const value = evaluate(expr, frame);
      return is === undefined ? asBoolean(value) : same(value, is);
    } catch (error) {
      if (error instanceof EvaluationFault) return error.fault;
      throw error;
    }
  }

  /** Parts of which each must be true by itself, with the names that tell which one it is. */
  #conjuncts(expr: Expr, bindings: Conjunct["bindings"]): Conjunct[] {
    if (expr.kind === "and") return [...this.#conjuncts(expr.left, bindings), ...this.#conjuncts(expr.right, bindings)];
    if (expr.kind === "quantifier" && expr.quantifier === "forall") {
      const cases = this.#rigidChoices(expr.binders);
      if (cases !== undefined) {
        return cases.flatMap((environment) => {
          this.#rebind(environment);
          const names = expr.binders.flatMap(({ patterns }) => patterns.flatMap(bindingsOf));
          const bound = names.map((binding) => ({ name: binding.name, value: toDatum(this.#frame.bound(binding)) }));
          return this.#conjuncts(expr.body, withBindings(bindings, bound));
        });
      }
    }
    const called = expr.kind === "call" ? this.#rigidCall(expr) : undefined;
    if (called !== undefined) return this.#conjuncts(called.body, withBindings(bindings, called.bindings));
    const formula = this.#formulas.settled(this.#translate(expr), true);
    const environment = this.#frame.environment.slice();
    const clause = (): Clause => {
      this.#rebind(environment);
      return clauseOf(expr, true, this.#source());
    };
    return [{ formula, bindings, clause }];
  }

  /** A definition with its parameters bound; undefined where an argument depends on the state. */
  #rigidCall(expr: ExprNode<"call">): Called | undefined {
    if (expr.arguments.some((argument) => this.#levels.isFlexible(argument))) return undefined;
    const { parameters, body } = present(this.#program.model.definitions[expr.definition]);
    const values = expr.arguments.map((argument) => evaluate(argument, this.#frame));
    const bindings = parameters.map((parameter, at) => {
      const value = present(values[at]);
      this.#frame.bind(parameter, value);
      return { name: parameter.name, value: toDatum(value) };
    });
    return { bindings, body };
  }

  #source(): ClauseSource {
    return {
      frame: this.#frame,
      levels: this.#levels,
      formula: (expr, rest) => this.#formulas.settled(this.#translate(expr), rest),
      choices: (binders) => this.#rigidChoices(binders),
      rebind: (environment) => this.#rebind(environment),
      called: (expr) => this.#rigidCall(expr),
    };
  }

  #translate(expr: Expr): Formula {
    const formulas = this.#formulas;
    // A predicate and its negation are one atom, so that it is seen that one of them is true.
    if (expr.kind === "not") return formulas.not(this.#negatively(expr.operand));
    this.#count(expr);
    if (!this.#levels.isTemporal(expr) && !(this.#isFine && this.#isComposed(expr)))
      return this.#isFine ? this.#smallest(expr) : this.#atom({ expr, is: undefined, has: undefined });
    switch (expr.kind) {
      case "and":
        return formulas.and(this.#translate(expr.left), this.#translate(expr.right));
      case "or":
        return formulas.or(this.#translate(expr.left), this.#translate(expr.right));
      case "implies":
        return formulas.implies(this.#antecedent(expr), this.#translate(expr.right));
      case "iff":
        return formulas.iff(this.#negatively(expr.left), this.#negatively(expr.right));
      case "always":
        return formulas.always(this.#translate(expr.operand));
      case "eventually":
        return formulas.eventually(this.#whole(expr.operand));
      case "until":
        return formulas.until(this.#translate(expr.left), this.#whole(expr.right));
      case "leadsTo":
        return formulas.leadsTo(this.#antecedent(expr), this.#whole(expr.right));
      case "if": {
        const condition = this.#negatively(expr.condition);
        const then = formulas.implies(condition, this.#translate(expr.then));
        return formulas.and(then, formulas.or(condition, this.#translate(expr.else)));
      }
      case "quantifier":
        return this.#quantified(expr, expr.binders);
      case "let":
        return this.#cases(expr.value, (value) => {
          if (!matches(expr.pattern, value, this.#frame)) return formulas.false;
          return this.#translate(expr.body);
        });
      case "match":
        return this.#cases(expr.subject, (value) => {
          const arm = present(expr.arms.find(({ pattern }) => matches(pattern, value, this.#frame)));
          return this.#translate(arm.body);
        });
      case "call":
        return this.#called(expr, []);
      default:
        throw new Error(`internal error: a temporal operator inside a ${expr.kind}`);
    }
  }

  /** Of what is negated, or may be. */
  #negatively(expr: Expr): Formula {
    return this.#levels.isTemporal(expr) ? this.#whole(expr) : this.#translate(expr);
  }

  #whole(expr: Expr): Formula {
    const around = this.#isWhole;
    this.#isWhole = true;
    const formula = this.#translate(expr);
    this.#isWhole = around;
    return formula;
  }

  /** One more part of a formula over the smallest predicates. */
  #count(at: Expr): void {
    if (this.#isFine && ++this.#parts > MOST_PARTS) throw new Unformed(this.#frame.text(at.span), MOST_PARTS);
  }

  /** Is a predicate made of predicates whose names have known values? */
  #isComposed(expr: Expr): boolean {
    if (this.#isWhole && this.#levels.isStep(expr)) return false;
    switch (expr.kind) {
      case "and":
      case "or":
      case "implies":
      case "iff":
      case "if":
        return true;
      case "quantifier":
        return expr.binders.every(({ set }) => !this.#levels.isFlexible(set));
      case "call":
        return expr.arguments.every((argument) => !this.#levels.isFlexible(argument));
      default:
        return false;
    }
  }

  /** A predicate that is not taken apart: `a != b` is the negation of `a == b`, and `a > b` is `b < a`. */
  #smallest(expr: Expr): Formula {
    const formulas = this.#formulas;
    const negatedIf = (negated: boolean, formula: Formula): Formula => (negated ? formulas.not(formula) : formula);
    const whole = { expr, is: undefined, has: undefined };
    switch (expr.kind) {
      case "literal":
        return typeof expr.value === "boolean" ? formulas.constant(expr.value) : this.#atom(whole);
      case "equal": {
        const [first = "", second = ""] = [this.#frame.text(expr.left.span), this.#frame.text(expr.right.span)].sort();
        const equal = first === second ? formulas.true : this.#atom(whole, `${first} == ${second}`);
        return negatedIf(expr.negated, equal);
      }
      case "compare": {
        const swapped = expr.operator === ">" || expr.operator === "<=";
        const sides = [expr.left, expr.right].map(({ span }) => this.#frame.text(span));
        const [low = "", high = ""] = swapped ? sides.reverse() : sides;
        const less = low === high ? formulas.false : this.#atom(whole, `${low} < ${high}`);
        return negatedIf(expr.operator === "<=" || expr.operator === ">=", less);
      }
      case "member": {
        const [element, set] = [this.#frame.text(expr.element.span), this.#frame.text(expr.set.span)];
        return negatedIf(expr.negated, this.#atom(whole, `${element} in ${set}`));
      }
      default:
        return this.#atom(whole);
    }
  }

  #antecedent({ kind, left }: ExprNode<"implies" | "leadsTo">): Formula {
    const formula = this.#negatively(left);
    const node = this.#formulas.node(formula);
    if (node.kind === "literal" && node.about === "state") {
      this.#antecedents.push({ operator: kind, span: left.span, atom: node.atom });
    }
    return formula;
  }

  #called(expr: ExprNode<"call">, values: readonly Value[]): Formula {
    const argument = expr.arguments[values.length];
    if (argument !== undefined) return this.#cases(argument, (value) => this.#called(expr, [...values, value]));
    const { parameters, body } = present(this.#program.model.definitions[expr.definition]);
    parameters.forEach((parameter, at) => {
      this.#frame.bind(parameter, present(values[at]));
    });
    return this.#translate(body);
  }

  /** One case for each value that the expression may have here. */
  #cases(expr: Expr, formula: (value: Value) => Formula): Formula {
    if (!this.#levels.isFlexible(expr)) return formula(evaluate(expr, this.#frame));
    return this.#valuesOf(expr.type, expr).reduce<Formula>((others, value) => {
      const here = this.#atom({ expr, is: value, has: undefined });
      return this.#formulas.or(others, this.#formulas.and(here, formula(value)));
    }, this.#formulas.false);
  }

  #quantified(expr: ExprNode<"quantifier">, binders: readonly Binder[]): Formula {
    const [binder, ...inner] = binders;
    if (binder === undefined) return this.#translate(expr.body);
    return this.#over(expr, binder, binder.patterns, () => this.#quantified(expr, inner));
  }

  #over(expr: ExprNode<"quantifier">, { set }: Binder, patterns: readonly Pattern[], body: () => Formula): Formula {
    const [pattern, ...inner] = patterns;
    if (pattern === undefined) return body();
    const formulas = this.#formulas;
    const all = expr.quantifier === "forall";
    const flexible = this.#levels.isFlexible(set);
    const elements = flexible ? this.#valuesOf(elementType(set), set) : this.#elementsOf(set);
    return elements.reduce<Formula>((others, element) => {
      const inside = flexible ? this.#atom({ expr: set, is: undefined, has: element }) : formulas.true;
      matches(pattern, element, this.#frame);
      const one = this.#over(expr, { patterns, set }, inner, body);
      return all ? formulas.and(others, formulas.implies(inside, one)) : formulas.or(others, formulas.and(inside, one));
    }, formulas.constant(all));
  }

  /** The environments for all choices of binders whose sets do not depend on the state; undefined where one does. */
  #rigidChoices(binders: readonly Binder[]): readonly (readonly Value[])[] | undefined {
    if (binders.some(({ set }) => this.#levels.isFlexible(set))) return undefined;
    const places = binders.flatMap(({ patterns, set }) => patterns.map((pattern) => ({ pattern, set })));
    return places.reduce<readonly (readonly Value[])[]>(
      (environments, { pattern, set }) =>
        environments.flatMap((environment) => {
          this.#rebind(environment);
          return this.#elementsOf(set).map((element) => {
            this.#count(set);
            matches(pattern, element, this.#frame);
            return this.#frame.environment.slice();
          });
        }),
      [this.#frame.environment.slice()],
    );
  }

  #rebind(environment: readonly Value[]): void {
    environment.forEach((value, number) => {
      this.#frame.environment[number] = value;
    });
  }

  #elementsOf(set: Expr): readonly Value[] {
    const elements: Value[] = [];
    const few = each(elementsIn(set, this.#frame), (value) => elements.push(value) <= MOST_CASES);
    if (!few) throw new Unformed(this.#frame.text(set.span), MOST_CASES);
    return elements;
  }

  #valuesOf(type: Type, at: Expr): readonly Value[] {
    const values: Value[] = [];
    const walk = valuesIn(type);
    const few = walk !== undefined && each(walk, (value) => values.push(value) <= MOST_CASES);
    if (!few) throw new Unformed(this.#frame.text(at.span), MOST_CASES);
    return values;
  }

  /** Predicates of the same text are one where names of the same value stand in them: no name hides another. */
  #atom({ expr, is, has }: Pick<Atom, "expr" | "is" | "has">, text = this.#frame.text(expr.span)): Formula {
    const environment = this.#frame.environment.slice();
    // A text may put the sides of `==` the other way round: the order of names is that of the alphabet, not that of the text.
    const bindings = [...this.#levels.namesIn(expr)].sort((one, other) => (one.name < other.name ? -1 : 1));
    const values = bindings.map(({ number }) => environment[number]);
    const about = this.#levels.isStep(expr) ? "step" : "state";
    const alike = this.#known.get(text) ?? [];
    const known = alike.find((number) => {
      const atom = present(this.#atoms[number]);
      const same = values.every((value, at) => sameValue(value, atom.values[at]));
      return same && sameValue(atom.is, is) && sameValue(atom.has, has);
    });
    if (known !== undefined) return this.#formulas.literal(about, known);
    const names = bindings.flatMap((binding, at) => {
      const value = values[at];
      return value === undefined ? [] : [{ binding, value }];
    });
    const atom = this.#atoms.push({ expr, environment, names, values, is, has }) - 1;
    this.#known.set(text, [...alike, atom]);
    return this.#formulas.literal(about, atom);
  }
}

function sameValue(left: Value | undefined, right: Value | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return same(left, right);
}

function elementType(set: Expr): Type {
  if (set.type.kind !== "set") throw new Error("internal error: a quantifier over no set");
  return set.type.of;
}
