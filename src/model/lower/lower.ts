import type { Diagnostic } from "../../diagnostic.js";
import type { Source } from "../../source.js";
import type * as ast from "../../syntax/ast.js";
import { isNoArithmetic } from "../errors/constants.js";
import type * as ir from "../ir.js";
import type { Typed } from "../typed.js";
import { attempt, checkBounds } from "./bounds.js";
import { Context, numberOf } from "./context.js";
import { declarationsOf } from "./declarations.js";
import { lowerExpr, lowerTemplate, lowerValue } from "./expressions.js";
import { lowerBinder } from "./patterns.js";
import { lowerProcess } from "./processes.js";
import { lowerConstant, lowerStepReference } from "./references.js";
import { lowerRefinement } from "./refines.js";
import { lowerBlock } from "./statements.js";
import { lowerChannel, lowerInitialisations, pcOf, placeVariables } from "./variables.js";

export interface Lowered {
  /** Undefined when the values of the constants make the spec meaningless; the diagnostics say why. */
  readonly model: ir.Model | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The model of a spec with the constants of one of its models put in. `chosen` is a model declaration of the spec, or
 * undefined for the constants' defaults.
 */
export function lower(typed: Typed, chosen: ast.ModelDeclaration | undefined, source: Source): Lowered {
  const context = new Context(typed, valuesOf(typed, chosen));
  checkBounds(context);
  const declared = typed.resolved.spec.declarations;
  for (const declaration of declarationsOf(declared, "const"))
    attempt(context, () => {
      lowerConstant({ kind: "const", name: declaration.name.text, declaration }, declaration.name, context);
      return undefined;
    });
  if (context.diagnostics.length > 0) return { model: undefined, diagnostics: context.diagnostics };
  let model: ir.Model | undefined;
  // The type of `1..N` in an expression has bounds too.
  attempt(context, () => {
    model = lowerSpec(typed, chosen, source, context);
    return undefined;
  });
  return { model, diagnostics: context.diagnostics };
}

/** What is wrong with the values of bounds in a spec that has other errors: what is no arithmetic may follow from those. */
export function boundErrors(typed: Typed, chosen: ast.ModelDeclaration | undefined): readonly Diagnostic[] {
  const context = new Context(typed, valuesOf(typed, chosen));
  checkBounds(context);
  return context.diagnostics.filter((diagnostic) => !isNoArithmetic(diagnostic));
}

function valuesOf(typed: Typed, chosen: ast.ModelDeclaration | undefined): Map<ast.ConstDeclaration, ast.Expr> {
  const values = new Map<ast.ConstDeclaration, ast.Expr>();
  for (const { name, value } of chosen?.constants ?? []) {
    const symbol = typed.resolved.globals.get(name.text);
    if (symbol?.kind === "const") values.set(symbol.declaration, value);
  }
  return values;
}

function lowerSpec(typed: Typed, chosen: ast.ModelDeclaration | undefined, source: Source, context: Context): ir.Model {
  const { spec } = typed.resolved;
  const declared = spec.declarations;
  const processes = declarationsOf(declared, "process").map((declaration) => context.process(declaration));
  for (const [i, action] of declarationsOf(declared, "action").entries()) context.actionOf.set(action, i);
  for (const [i, process] of processes.entries()) context.processOf.set(process.declaration, i);
  const variables = placeVariables(declared, processes, context);
  const claims = lowerClaims(declared, context);
  return {
    name: spec.name.text,
    doc: spec.doc,
    source,
    chosen: chosen === undefined ? undefined : lowerChosen(chosen),
    assumptions: declarationsOf(declared, "assume").map((assume) => ({
      condition: lowerValue(assume.condition, context),
      span: assume.condition.span,
    })),
    variables,
    claims,
    initialisations: lowerInitialisations(declared, processes, context),
    init: declarationsOf(declared, "init").flatMap((init) => lowerBlock(init.body, 0, undefined, context)),
    channels: declarationsOf(declared, "channel").map((channel) => lowerChannel(channel, context)),
    actions: declarationsOf(declared, "action").map((action) => lowerAction(action, context)),
    processes: processes.map(({ declaration }, index) => lowerProcess(declaration, pcOf(index, variables), context)),
    steppers: lowerSteppers(declared, context),
    fairness: declarationsOf(declared, "fairness").map((fairness) => ({
      strength: fairness.strength,
      binders: fairness.binders.map((binder) => lowerBinder(binder, context)),
      group: fairness.group.map((step) => lowerStepReference(step, context)),
      span: fairness.span,
    })),
    done: declarationsOf(declared, "done").map((done) => lowerValue(done.condition, context))[0],
    constraints: declarationsOf(declared, "constraint").map((constraint) => ({
      name: constraint.name.text,
      doc: constraint.doc,
      predicate: lowerValue(constraint.predicate, context),
      span: constraint.span,
    })),
    shows: declarationsOf(declared, "show").map((show) => ({
      name: show.name.text,
      value: show.value === undefined ? undefined : lowerExpr(show.value, context),
      says: lowerTemplate(show.says, context),
      span: show.span,
    })),
    symmetric: declarationsOf(declared, "type")
      .filter((type) => type.definition.kind === "symmetricType")
      .map((type) => type.name.text),
    constants: context.constants,
    definitions: context.definitions,
    sites: context.sites,
    bindings: context.bindingCount,
  };
}

/** Claims come before steps: a definition that both use has its sites in the claim. */
function lowerClaims(declared: readonly ast.Declaration[], context: Context): readonly ir.Claim[] {
  const claims = declared.filter((each) => each.kind === "claim" || each.kind === "refines");
  return claims.map((claim, index): ir.Claim => {
    const base = { name: claim.name.text, doc: claim.doc, span: claim.span };
    if (claim.kind === "refines") {
      const refinement = lowerRefinement(claim, context, lowerSpec);
      return { kind: "refines", ...base, predicate: undefined, refinement };
    }
    context.claim = index;
    const predicate = lowerValue(claim.predicate, context);
    context.claim = undefined;
    return { kind: claim.claim, ...base, predicate };
  });
}

function lowerAction(action: ast.ActionDeclaration, context: Context): ir.Action {
  return {
    name: action.name.text,
    doc: action.doc,
    fairness: action.fairness,
    parameters: action.parameters.map((binder) => lowerBinder(binder, context)),
    body: lowerBlock(action.body, 0, undefined, context),
    says: lowerTemplate(action.says, context),
    span: action.span,
  };
}

function lowerSteppers(declared: readonly ast.Declaration[], context: Context): readonly ir.Stepper[] {
  const steppers = declared.flatMap((declaration): ir.Stepper[] => {
    if (declaration.kind === "action") return [{ kind: "action", action: numberOf(declaration, context.actionOf) }];
    if (declaration.kind === "process") return [{ kind: "process", process: numberOf(declaration, context.processOf) }];
    return [];
  });
  const losing = declarationsOf(declared, "channel").flatMap((declaration): ir.Stepper[] =>
    declaration.lossy ? [{ kind: "lose", channel: numberOf(declaration, context.channelOf) }] : [],
  );
  return [...steppers, ...losing];
}

function lowerChosen(chosen: ast.ModelDeclaration): ir.ChosenModel {
  const expectations = chosen.expectations.flatMap((expectation): ir.Expectation[] => {
    const { span } = expectation;
    switch (expectation.kind) {
      case "holds": {
        const within = expectation.within.map((name) => name.text);
        return expectation.claims.map((claim) => ({ kind: "holds", claim: claim.text, within, span: claim.span }));
      }
      case "fails":
        return expectation.claims.map((claim) => ({
          kind: "fails",
          claim: claim.text,
          steps: expectation.steps,
          span: claim.span,
        }));
      case "deadlock":
        return [{ kind: "deadlock", span }];
      default:
        return [{ kind: expectation.kind, count: expectation.count, span }];
    }
  });
  return { name: chosen.name.text, expectations, span: chosen.span };
}
