import type { Diagnostic } from "../../diagnostic.js";
import { Source } from "../../source.js";
import { suggest } from "../../suggest.js";
import type * as ast from "../../syntax/ast.js";
import { parse } from "../../syntax/parse.js";
import {
  mappedTwice,
  notALabelMapping,
  unknownMapped,
  unmapped,
  unreadableAbstract,
  wrongAbstract,
} from "../errors/claims.js";
import { stepArguments } from "../errors/names.js";
import type { ProcessSymbol, Resolved } from "../symbols.js";
import { resolveExpression } from "./expressions.js";
import { resolvePattern } from "./patterns.js";
import { checkLabel } from "./processes.js";
import { bind, inside, outermost, type Place, type Resolution, type Scope } from "./scope.js";

/** Gives the text of a file that a spec names; throws an `Error` that says why there is none. */
export type Read = (path: string) => string;

/** Finds the names of a spec that another refines: everything but what it refines itself. */
export type ResolveAbstract = (spec: ast.Spec) => {
  readonly resolved: Resolved;
  readonly diagnostics: readonly Diagnostic[];
};

/** Reads the spec that a `refines` names; undefined, and reported, when that fails. */
export function readAbstract(
  r: Resolution,
  d: ast.RefinesDeclaration,
  read: Read | undefined,
  resolveAbstract: ResolveAbstract,
): Resolved | undefined {
  const { text: file, span } = d.file;
  const text = textOf(r, d, read);
  if (text === undefined) return undefined;
  const source = new Source(file, text);
  const parsed = parse(source);
  const resolved = parsed.spec === undefined ? undefined : resolveAbstract(parsed.spec);
  const errors = [...parsed.diagnostics, ...(resolved?.diagnostics ?? [])].filter((each) => each.severity === "error");
  if (errors.length === 0) return resolved && { ...resolved.resolved, source };
  r.report(wrongAbstract(span, file, errors.length));
  for (const each of errors) r.report({ ...each, source });
  return undefined;
}

function textOf(r: Resolution, d: ast.RefinesDeclaration, read: Read | undefined): string | undefined {
  const { text: file, span } = d.file;
  if (read === undefined) {
    r.report(unreadableAbstract(span, file, "no other files are known here"));
    return undefined;
  }
  try {
    return read(file);
  } catch (problem) {
    r.report(unreadableAbstract(span, file, problem instanceof Error ? problem.message : String(problem)));
    return undefined;
  }
}

/** Looks up both sides of the mappings of a `refines`, and what of the abstract spec is left without one. */
export function resolveMappings(r: Resolution, globals: Scope, d: ast.RefinesDeclaration, abstract: Resolved): void {
  const mapped = new Map<string, ast.Mapping>();
  for (const mapping of d.mappings) {
    const place = inside(outermost(globals));
    const key =
      mapping.kind === "variable"
        ? resolveVariable(r, place, mapping, abstract)
        : resolveOf(r, place, mapping, abstract);
    const first = mapped.get(key);
    if (first === undefined) mapped.set(key, mapping);
    else r.report(mappedTwice(mapping.span, `\`${key}\``, first.span));
  }
  const missing = partsOf(abstract).filter((part) => !mapped.has(part) && !hasNamesake(r, part, abstract));
  if (missing.length === 0) return;
  const defined = missing.filter((name) => ["definition", "constant"].includes(r.globals.get(name)?.kind ?? ""));
  r.report(unmapped(d.name.span, abstract.spec.name.text, missing, defined));
}

function resolveVariable(
  r: Resolution,
  place: Place,
  mapping: Extract<ast.Mapping, { kind: "variable" }>,
  abstract: Resolved,
): string {
  const symbol = abstract.globals.get(mapping.name.text);
  if (symbol?.kind === "variable" || symbol?.kind === "channel") {
    r.symbolOf.set(mapping.name, symbol);
  } else {
    const known = [...abstract.globals.values()].filter((s) => s.kind === "variable" || s.kind === "channel");
    const similar = suggest(
      mapping.name.text,
      known.map((s) => s.name),
    );
    r.report(unknownMapped(mapping.name, "variable", abstract.spec.name.text, similar));
  }
  resolveExpression(r, place, mapping.value);
  return mapping.name.text;
}

function resolveOf(
  r: Resolution,
  place: Place,
  mapping: Exclude<ast.Mapping, { kind: "variable" }>,
  abstract: Resolved,
): string {
  const { process: name, parameter } = mapping;
  if (parameter !== undefined) bind(r, place, parameter, parameter.text);
  const process = abstract.globals.get(name.text);
  if (process?.kind !== "process") {
    const known = [...abstract.processes.values()].map((each) => each.name);
    r.report(unknownMapped(name, "process", abstract.spec.name.text, suggest(name.text, known)));
    return `${name.text} …`;
  }
  r.symbolOf.set(name, process);
  if ((parameter === undefined) !== (process.parameter === undefined)) {
    const parameters = process.parameter === undefined ? [] : [process.parameter.name];
    r.report(stepArguments(name.span, process, parameters, parameter === undefined ? 0 : 1));
  }
  if (mapping.kind === "at") {
    resolveLabels(r, place, mapping.value, process, abstract);
    return placePart(process);
  }
  if (!process.locals.some((local) => local.name === mapping.name.text)) {
    const known = process.locals.map((local) => local.name);
    r.report(unknownMapped(mapping.name, "local variable", name.text, suggest(mapping.name.text, known)));
  }
  resolveExpression(r, place, mapping.value);
  return localPart(process, mapping.name.text);
}

/** A label of the abstract process, or `if` and `match` that end in such labels. */
function resolveLabels(r: Resolution, place: Place, e: ast.Expr, process: ProcessSymbol, abstract: Resolved): void {
  switch (e.kind) {
    case "name":
      checkLabel(r, { text: e.text, span: e.span }, process);
      return;
    case "paren":
      resolveLabels(r, place, e.inner, process, abstract);
      return;
    case "if":
      resolveExpression(r, place, e.condition);
      resolveLabels(r, place, e.then, process, abstract);
      resolveLabels(r, place, e.else, process, abstract);
      return;
    case "match":
      resolveExpression(r, place, e.subject);
      for (const arm of e.arms) {
        const within = inside(place);
        resolvePattern(r, within, arm.pattern);
        resolveLabels(r, within, arm.body, process, abstract);
      }
      return;
    default:
      r.report(notALabelMapping(e.span, abstract.spec.name.text));
  }
}

/** What of a state of the abstract spec needs a counterpart, as the left side of a mapping writes it. */
function partsOf(abstract: Resolved): readonly string[] {
  const variables = [...abstract.globals.values()].filter((s) => s.kind === "variable" || s.kind === "channel");
  const ofProcesses = [...abstract.processes.values()].flatMap((process) => [
    placePart(process),
    ...process.locals.map((local) => localPart(process, local.name)),
  ]);
  return [...variables.map((s) => s.name), ...ofProcesses];
}

function processPart(process: ProcessSymbol): string {
  return process.parameter === undefined ? process.name : `${process.name}(${process.parameter.name})`;
}

function placePart(process: ProcessSymbol): string {
  return `${processPart(process)} at`;
}

function localPart(process: ProcessSymbol, local: string): string {
  return `${processPart(process)}.${local}`;
}

/** Has this spec a variable, process or local of the same name? It is read then. Of a process, all labels must be labels there. */
function hasNamesake(r: Resolution, part: string, abstract: Resolved): boolean {
  const own = r.globals.get(part);
  if (own !== undefined) {
    r.read.add(own);
    return own.kind === abstract.globals.get(part)?.kind;
  }
  for (const process of abstract.processes.values()) {
    const namesake = r.globals.get(process.name);
    if (namesake?.kind !== "process" || (namesake.parameter === undefined) !== (process.parameter === undefined))
      continue;
    if (part === placePart(process)) {
      return namesake.labels.every((label) => process.labels.some((other) => other.text === label.text));
    }
    const local = process.locals.find((each) => part === localPart(process, each.name));
    if (local === undefined) continue;
    const same = namesake.locals.find((each) => each.name === local.name);
    if (same !== undefined) r.read.add(same);
    return same !== undefined;
  }
  return false;
}
