import type { Diagnostic } from "../diagnostic.js";
import { Source, type Span } from "../source.js";
import { suggest } from "../suggest.js";
import type * as ast from "../syntax/ast.js";
import { parseExpression } from "../syntax/parse.js";
import { unknownModel } from "./errors/models.js";

export interface Choice {
  /** The name of the model; undefined: the spec's first, if it has any. */
  readonly model?: string | undefined;
  /** Further values of constants, as text of the language: they win over the model's. */
  readonly constants?: Readonly<Record<string, string>> | undefined;
}

export interface Chosen {
  /** The spec with the chosen model's constants completed by the further values. */
  readonly spec: ast.Spec;
  readonly model: ast.ModelDeclaration | undefined;
  /** The file's text followed by that of the further values, so that each has a place that messages can show. */
  readonly source: Source;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Chooses the model of a spec. Values from outside become constants of that model, so that the stages after this one
 * check them like any others; a spec without models gets one that consists of them.
 */
export function choose(spec: ast.Spec, file: Source, choice: Choice): Chosen {
  const models = spec.declarations.filter((declaration) => declaration.kind === "model");
  const named = models.find((model) => model.name.text === choice.model);
  if (choice.model !== undefined && named === undefined) {
    const names = models.map((model) => model.name.text);
    const unknown = unknownModel(choice.model, names, suggest(choice.model, names));
    return { spec, model: undefined, source: file, diagnostics: [unknown] };
  }
  const model = named ?? models[0];
  const values = readValues(file, choice.constants ?? {});
  if (values.constants.length === 0) return { spec, model, source: values.source, diagnostics: values.diagnostics };
  const completed = complete(model, values.constants, spec);
  const others = spec.declarations.filter((declaration) => declaration !== model);
  const declarations = [...others, completed];
  return { spec: { ...spec, declarations }, model: completed, source: values.source, diagnostics: values.diagnostics };
}

type ConstantValue = ast.ModelDeclaration["constants"][number];

/** Reads the values behind the end of the file: each at offsets of its own, so that spans tell where they belong. */
function readValues(
  file: Source,
  constants: Readonly<Record<string, string>>,
): {
  readonly constants: readonly ConstantValue[];
  readonly source: Source;
  readonly diagnostics: readonly Diagnostic[];
} {
  const read: ConstantValue[] = [];
  const diagnostics: Diagnostic[] = [];
  let { text } = file;
  for (const [name, value] of Object.entries(constants)) {
    const start = text.length + 1;
    const from = start + name.length + 1;
    text = `${text}\n${name}=${value}`;
    const parsed = parseExpression(new Source(file.name, " ".repeat(from) + value));
    diagnostics.push(...parsed.diagnostics);
    if (parsed.expr !== undefined)
      read.push({ name: { text: name, span: { start, end: start + name.length } }, value: parsed.expr });
  }
  return { constants: read, source: new Source(file.name, text), diagnostics };
}

function complete(
  model: ast.ModelDeclaration | undefined,
  values: readonly ConstantValue[],
  spec: ast.Spec,
): ast.ModelDeclaration {
  const span: Span = { start: spec.span.end, end: spec.span.end };
  const empty: ast.ModelDeclaration = {
    kind: "model",
    name: { text: "", span },
    doc: undefined,
    constants: [],
    expectations: [],
    span,
  };
  const base = model ?? empty;
  const replaced = new Set(values.map((value) => value.name.text));
  const kept = base.constants.filter((constant) => !replaced.has(constant.name.text));
  return { ...base, constants: [...kept, ...values] };
}
