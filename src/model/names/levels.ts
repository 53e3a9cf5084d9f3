import type { Diagnostic } from "../../diagnostic.js";
import type * as ast from "../../syntax/ast.js";
import { blockExpressions, given, shownExpressions, templateExpressions, typeExpressions } from "../../syntax/walk.js";
import { enabledOutside, primedTwice, primeOutside, temporalInside, temporalOutside } from "../errors/claims.js";
import { notConstant, usedTooEarly } from "../errors/names.js";
import { kindOf } from "./describe.js";
import type { Rule, Subject, Use, Uses } from "./uses.js";

/** What each declaration may speak of: constants, one state, one step, or whole behaviours. */
export function checkLevels(spec: ast.Spec, uses: Uses): readonly Diagnostic[] {
  return spec.declarations.flatMap((d) => checkDeclaration(spec, uses, d));
}

function checkDeclaration(spec: ast.Spec, uses: Uses, d: ast.Declaration): readonly Diagnostic[] {
  const within = (rule: Rule, expressions: readonly ast.Expr[]) => expressions.flatMap((e) => uses.check(e, rule));
  switch (d.kind) {
    case "const":
      return [
        ...within(constantsOnly("the value of a constant"), [d.value]),
        ...within(bound, d.type === undefined ? [] : typeExpressions(d.type)),
      ];
    case "assume":
      return within(constantsOnly("an assumption"), [d.condition]);
    case "type":
      return within(bound, typeExpressions(d.definition));
    case "var":
      return [...within(bound, typeExpressions(d.type)), ...within(firstValue(spec, d), initialExpression(d))];
    case "init":
      return within(oneState("a step of `init`", false), blockExpressions(d.body));
    case "def":
      return within(
        bound,
        [...d.parameters.map((p) => p.type), d.result].flatMap((type) =>
          type === undefined ? [] : typeExpressions(type),
        ),
      );
    case "action":
      return within(oneState("a step of an action", false), [
        ...d.parameters.map((binder) => binder.set),
        ...blockExpressions(d.body),
        ...(d.says === undefined ? [] : templateExpressions(d.says)),
      ]);
    case "process":
      return [
        ...within(constantsOnly("the set of a process"), d.parameter === undefined ? [] : [d.parameter.set]),
        ...d.locals.flatMap((local) => [
          ...within(bound, typeExpressions(local.type)),
          ...within(firstLocalValue(d, local), initialExpression(local)),
        ]),
        ...within(oneState("a step of a process", false), blockExpressions(d.body)),
      ];
    case "fairness":
      return within(fairnessGroup, [
        ...d.binders.map((binder) => binder.set),
        ...d.group.flatMap((step) => given(step.arguments)),
      ]);
    case "channel":
      return within(bound, [
        ...(d.key === undefined ? [] : typeExpressions(d.key)),
        ...typeExpressions(d.message),
        ...(d.max === undefined ? [] : [d.max]),
      ]);
    case "claim":
      return within(claimRule(d.claim), [d.predicate]);
    case "done":
      return within(oneState("`done when`", true), [d.condition]);
    case "constraint":
      return within(oneState("a `constraint`", true), [d.predicate]);
    case "show":
      return within(oneState("a `show`", true), shownExpressions(d));
    case "refines":
      return within(
        oneState("a refinement mapping", false),
        d.mappings.map((mapping) => mapping.value),
      );
    case "model":
      return within(
        constantsOnly("the value of a constant"),
        d.constants.map((constant) => constant.value),
      );
  }
}

function initialExpression(v: ast.VarDeclaration): readonly ast.Expr[] {
  return v.initial.kind === "value" ? [v.initial.value] : v.initial.kind === "in" ? [v.initial.set] : [];
}

function constantsOnly(where: string, hint?: string): Rule {
  return (use) => notConstant(use.span, where, told(use), use.via, hint);
}

const fairnessGroup: Rule = constantsOnly(
  "a fairness group",
  "give the steps that are meant an action of their own, with a `when` that says which they are",
);

const bound: Rule = constantsOnly("a bound");

/** "`x` is a variable", as the reason why a use may not stand somewhere. */
function told(use: Use): string {
  const direct = tell(use.subject);
  return use.via === undefined ? direct : `\`${use.via.name}\` uses it, and ${direct}`;
}

function tell(subject: Subject): string {
  switch (subject.kind) {
    case "variable":
    case "channel":
    case "local":
      return `\`${subject.symbol.name}\` is ${kindOf(subject.symbol)}`;
    case "place":
      return `where \`${subject.process.name}\` is changes`;
    case "enabled":
      return "what is `enabled` changes";
    case "prime":
      return "`'` speaks of a step";
    case "temporal":
      return `\`${subject.operator}\` speaks of behaviours`;
  }
}

/** The first value of a variable may use variables declared above it. */
function firstValue(spec: ast.Spec, d: ast.VarDeclaration): Rule {
  const above = new Set(spec.declarations.slice(0, spec.declarations.indexOf(d)));
  return (use) => {
    if (use.subject.kind === "variable" && above.has(use.subject.symbol.declaration)) return undefined;
    const self = use.subject.kind === "variable" && use.subject.symbol.declaration === d;
    const below = use.subject.kind === "variable" ? `\`${use.subject.symbol.name}\` is declared below it` : told(use);
    return usedTooEarly(use.span, self ? "this is the variable itself" : below, d.name.text, use.via);
  };
}

/** The first value of a local may use variables, the parameter and locals above it. */
function firstLocalValue(process: ast.ProcessDeclaration, d: ast.VarDeclaration): Rule {
  const above = new Set(process.locals.slice(0, process.locals.indexOf(d)));
  return (use) => {
    const { subject } = use;
    if (
      subject.kind === "variable" ||
      (subject.kind === "local" && subject.own && above.has(subject.symbol.declaration))
    ) {
      return undefined;
    }
    const what =
      subject.kind !== "local" || !subject.own
        ? told(use)
        : subject.symbol.declaration === d
          ? "this is the variable itself"
          : `\`${subject.symbol.name}\` is declared below it`;
    return usedTooEarly(use.span, what, d.name.text, use.via);
  };
}

/** One state; `where`: "a `show`". `enabled`: may it ask what is enabled? */
function oneState(where: string, enabled: boolean): Rule {
  return (use) => {
    switch (use.subject.kind) {
      case "prime":
        return primeOutside(use.span, where, use.via);
      case "temporal":
        return temporalOutside(use.span, use.subject.operator, where, use.via);
      case "enabled":
        return enabled ? undefined : enabledOutside(use.span, where, use.via);
      default:
        return undefined;
    }
  };
}

function claimRule(claim: ast.ClaimKind): Rule {
  const where = `${/^[aeiou]/.test(claim) ? "an" : "a"} \`${claim}\``;
  return (use) => {
    const { subject } = use;
    if (claim === "step invariant" || claim === "property") {
      if (subject.kind === "prime" && subject.inPrime) return primedTwice(use.span, "a second `'`", use.via);
      if (subject.kind === "temporal" && subject.inPrime) {
        return primedTwice(use.span, `\`${subject.operator}\``, use.via);
      }
      if (claim === "property" && subject.kind === "temporal" && subject.inValue) {
        return temporalInside(use.span, subject.operator, use.via);
      }
      if (subject.kind === "prime" || claim === "property") return undefined;
    }
    return oneState(where, true)(use);
  };
}
