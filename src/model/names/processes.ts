import { suggest } from "../../suggest.js";
import type * as ast from "../../syntax/ast.js";
import { stepArguments, unknownLabel, unknownLocal, unknownStep } from "../errors/names.js";
import type { ActionSymbol, LocalSymbol, ProcessSymbol } from "../symbols.js";
import { resolveExpression } from "./expressions.js";
import type { Place, Resolution } from "./scope.js";

/** The process that an expression names: `P`, `P(i)`. */
export function processIn(place: Place, e: ast.Expr): ProcessSymbol | undefined {
  const name = e.kind === "name" ? e.text : e.kind === "call" ? e.callee.text : undefined;
  const symbol = name === undefined ? undefined : place.scope.find(name);
  return symbol?.kind === "process" ? symbol : undefined;
}

/** Resolves `P` or `P(i)` left of `at` or `.`, where `processIn` found the process. */
export function resolveProcess(r: Resolution, place: Place, e: ast.Expr, process: ProcessSymbol): void {
  r.symbolOf.set(e.kind === "call" ? e.callee : e, process);
  const given = e.kind === "call" ? e.arguments : [];
  for (const argument of given) resolveExpression(r, place, argument);
  checkStepArguments(r, e, process, given.length);
}

/** `A(p, _)`, `P(i)`: after `enabled` and in fairness groups. */
export function resolveStep(r: Resolution, place: Place, step: ast.StepReference): void {
  for (const argument of step.arguments) if (argument !== undefined) resolveExpression(r, place, argument);
  const symbol = place.scope.find(step.name.text);
  if (r.isDoubtful(symbol)) return;
  if (symbol?.kind !== "action" && symbol?.kind !== "process") {
    const steps = [...r.globals.values()].filter((s) => s.kind === "action" || s.kind === "process");
    r.report(
      unknownStep(
        step.name,
        suggest(
          step.name.text,
          steps.map((s) => s.name),
        ),
        symbol,
      ),
    );
    return;
  }
  r.symbolOf.set(step.name, symbol);
  checkStepArguments(r, step, symbol, step.arguments.length);
}

function checkStepArguments(r: Resolution, at: ast.Node, symbol: ActionSymbol | ProcessSymbol, given: number): void {
  const parameters = parametersOf(symbol);
  if (given !== parameters.length) r.report(stepArguments(at.span, symbol, parameters, given));
}

/** The names of the parameters of an action or a process; `_` for a pattern that is no name. */
function parametersOf(symbol: ActionSymbol | ProcessSymbol): readonly string[] {
  if (symbol.kind === "process") return symbol.parameter === undefined ? [] : [symbol.parameter.name];
  return symbol.declaration.parameters.flatMap((binder) =>
    binder.patterns.map((pattern) => (pattern.kind === "name" ? pattern.text : "_")),
  );
}

/** Reports a label after `at` or `goto` that the process does not have; every process has `done`. */
export function checkLabel(r: Resolution, label: ast.Name, process: ProcessSymbol): void {
  if (label.text === "done" || process.labels.some((l) => l.text === label.text)) return;
  const elsewhere = [...r.processes.values()].find((p) => p.labels.some((l) => l.text === label.text));
  const own = [...process.labels.map((l) => l.text), "done"];
  r.report(unknownLabel(label, process, elsewhere === undefined ? suggest(label.text, own) : undefined, elsewhere));
}

/** The process that has a label of this name, the one around `place` first. */
export function labelIn(r: Resolution, place: Place, name: string): ProcessSymbol | undefined {
  const candidates = [...(place.process === undefined ? [] : [place.process]), ...r.processes.values()];
  return candidates.find((process) => process.labels.some((label) => label.text === name));
}

/** The local variable after the point in `P(i).x`. */
export function localOf(r: Resolution, name: ast.Name, process: ProcessSymbol): LocalSymbol | undefined {
  const local = process.locals.find((l) => l.name === name.text);
  if (local === undefined) {
    r.report(
      unknownLocal(
        name,
        process,
        suggest(
          name.text,
          process.locals.map((l) => l.name),
        ),
      ),
    );
  }
  return local;
}
