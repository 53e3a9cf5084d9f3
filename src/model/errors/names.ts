import { type Diagnostic, didYouMean, error, listed } from "../../diagnostic.js";
import type { Span } from "../../source.js";
import type * as ast from "../../syntax/ast.js";
import { declarationNote, kindOf, type LabelName } from "../names/describe.js";
import type { AnySymbol, LocalSymbol, ProcessSymbol } from "../symbols.js";

/* E02xx: names. */

export function declaredTwice(name: ast.Name, first: AnySymbol): Diagnostic {
  const what = first.kind === "builtin" ? "is a built-in function" : "is declared twice";
  return error("E0201", name.span, `\`${name.text}\` ${what}`, {
    notes: declarationNote(first),
    hint: "choose another name: all declarations and variants of a file share one set of names",
  });
}

/** For things with names of their own: models, shows, parameters. */
export function repeatedName(what: string, name: ast.Name, first: Span): Diagnostic {
  return error("E0201", name.span, `there are two ${what}s called \`${name.text}\``, {
    notes: [{ message: "the first one is here", span: first }],
  });
}

export function nameHides(span: Span, other: AnySymbol | LabelName): Diagnostic {
  const kind = other.kind === "binding" ? "a name in use here" : kindOf(other);
  return error("E0202", span, `\`${other.name}\` is already ${kind}`, {
    notes: declarationNote(other),
    hint: "choose another name: no name hides another",
  });
}

/** `advice`: what other languages mean by this name, and how it is said here. */
export function unknownName(span: Span, name: string, suggestion: string | undefined, advice?: string): Diagnostic {
  return error("E0203", span, `\`${name}\` is not known here`, { hint: advice ?? didYouMean(suggestion) });
}

export function unknownType(name: ast.Name, suggestion: string | undefined): Diagnostic {
  return error("E0204", name.span, `there is no type \`${name.text}\``, { hint: didYouMean(suggestion) });
}

export function notAType(name: ast.Name, symbol: AnySymbol): Diagnostic {
  return error("E0204", name.span, `\`${name.text}\` is ${kindOf(symbol)}, not a type`, {
    notes: declarationNote(symbol),
    hint: symbol.kind === "const" ? `a range of numbers is written \`1..${name.text}\`` : undefined,
  });
}

export function unknownLabel(
  label: ast.Name,
  process: ProcessSymbol,
  suggestion: string | undefined,
  elsewhere: ProcessSymbol | undefined,
): Diagnostic {
  const hint =
    suggestion === undefined && elsewhere !== undefined
      ? `\`${label.text}\` is a label of \`${elsewhere.name}\``
      : (didYouMean(suggestion) ?? labelsHint(process));
  return error("E0205", label.span, `\`${label.text}\` is not a label of \`${process.name}\``, { hint });
}

/** Which labels there are, when they are few enough to be read. */
export function labelsHint(process: ProcessSymbol): string | undefined {
  const labels = process.labels.map((label) => `\`${label.text}\``);
  return labels.length > 8 ? undefined : `its labels are ${listed([...labels, "`done`"])}`;
}

export function unknownLocal(name: ast.Name, process: ProcessSymbol, suggestion: string | undefined): Diagnostic {
  const isLabel = process.labels.some((label) => label.text === name.text);
  return error("E0206", name.span, `\`${process.name}\` has no local variable \`${name.text}\``, {
    hint: isLabel
      ? `\`${name.text}\` is a label: say \`${processUse(process)} at ${name.text}\``
      : PLACE.includes(name.text)
        ? `where it is, is told by \`at\`: \`${processUse(process)} at label\``
        : didYouMean(suggestion),
  });
}

/** What other languages call the place where a process is. */
const PLACE: readonly string[] = ["at", "pc", "label", "state"];

/** A thing that has no value stands where a value should. */
export function notAValue(span: Span, symbol: AnySymbol): Diagnostic {
  return error("E0207", span, `\`${symbol.name}\` is ${kindOf(symbol)}, not a value`, {
    notes: declarationNote(symbol),
    hint: valueHint(symbol),
  });
}

function valueHint(symbol: AnySymbol): string | undefined {
  switch (symbol.kind) {
    case "process":
      return `say where it is, \`${processUse(symbol)} at …\`, or name a local, \`${processUse(symbol)}.…\``;
    case "action":
      return "whether a step of it is possible is `enabled` and its name; an action is never called";
    case "claim":
    case "constraint":
      return `give what it says a name with \`def\`, and use that in both places`;
    case "builtin":
      return `it needs arguments: \`${symbol.name}(…)\``;
    default:
      return undefined;
  }
}

/** "P(i)" or "P", as one writes a process of this declaration. */
export function processUse(process: ProcessSymbol): string {
  return process.parameter === undefined ? process.name : `${process.name}(${process.parameter.name})`;
}

/** `P(i) == cs` for `P(i) at cs`. */
export function comparedProcess(
  span: Span,
  process: ProcessSymbol,
  place: string,
  label: string | undefined,
): Diagnostic {
  return error("E0207", span, `\`${process.name}\` is a process: where it is, is told by \`at\``, {
    hint: `say \`${place} at ${label ?? "label"}\``,
  });
}

export function labelAsValue(span: Span, label: string, process: ProcessSymbol): Diagnostic {
  return error("E0207", span, `\`${label}\` is a label of \`${process.name}\`, not a value`, {
    hint: `say \`${processUse(process)} at ${label}\``,
  });
}

export function notCallable(name: ast.Name, symbol: AnySymbol): Diagnostic {
  return error("E0208", name.span, `\`${name.text}\` is ${kindOf(symbol)} and takes no arguments`, {
    notes: declarationNote(symbol),
    hint: callHint(symbol),
  });
}

function callHint(symbol: AnySymbol): string | undefined {
  switch (symbol.kind) {
    case "variable":
    case "local":
    case "const":
    case "binding":
    case "channel":
      return `its value at a key is \`${symbol.name}[…]\``;
    case "type":
      return `a type is a set of values: membership is \`x in ${symbol.name}\``;
    default:
      return valueHint(symbol);
  }
}

export function stepCalled(name: ast.Name, symbol: AnySymbol): Diagnostic {
  return error("E0208", name.span, `\`${name.text}\` is ${kindOf(symbol)}: it happens by itself and is never called`, {
    notes: declarationNote(symbol),
    hint:
      symbol.kind === "action"
        ? `whether it is possible is \`enabled ${name.text}(…)\`; what two actions share can be a \`def\``
        : valueHint(symbol),
  });
}

export function cycle(kind: "type" | "const" | "def", names: readonly ast.Name[]): Diagnostic {
  const first = names[0];
  if (first === undefined) throw new Error("a cycle has at least one name");
  const round = [...names, first].map((name) => `\`${name.text}\``).join(" → ");
  const noun = { type: "a type", const: "a constant", def: "a definition" }[kind];
  return error("E0209", first.span, `\`${first.text}\` uses itself: ${round}`, {
    hint:
      kind === "def"
        ? "there is no recursion: `fold`, a quantifier or a set comprehension goes over a finite set"
        : `${noun} may only use others that do not use it`,
  });
}

export function secondOne(span: Span, what: "init" | "done when", first: Span): Diagnostic {
  return error("E0210", span, `a spec has one \`${what}\``, {
    notes: [{ message: "the first one is here", span: first }],
    hint: what === "init" ? "put the statements into one block" : "join the conditions with `or`",
  });
}

export function usedTooEarly(span: Span, what: string, variable: string, via: AnySymbol | undefined): Diagnostic {
  return error("E0211", span, `the first value of \`${variable}\` may only use what is declared above it: ${what}`, {
    notes: via === undefined ? [] : declarationNote(via),
    hint: "move the declaration down, or give the value in `init`",
  });
}

/** `where`: "the value of a constant", "the set of a process". `what`: "`x` is a variable". */
export function notConstant(
  span: Span,
  where: string,
  what: string,
  via: AnySymbol | undefined,
  hint: string | undefined,
): Diagnostic {
  return error("E0212", span, `${where} may only use constants: ${what}`, {
    notes: via === undefined ? [] : declarationNote(via),
    hint,
  });
}

export function notAssignable(span: Span, symbol: AnySymbol): Diagnostic {
  return error("E0213", span, `\`${symbol.name}\` is ${kindOf(symbol)} and cannot be assigned`, {
    notes: declarationNote(symbol),
    hint: assignHint(symbol),
  });
}

function assignHint(symbol: AnySymbol): string | undefined {
  switch (symbol.kind) {
    case "const":
      return "what changes is a variable: declare it with `var`";
    case "channel":
      return `\`send … to ${symbol.name}\` and \`receive … from ${symbol.name}\` change a channel`;
    case "definition":
      return "a definition is computed anew wherever it stands: assign the variables that it uses";
    case "binding":
      return "a name stands for one value until its block ends: keep what changes in a variable";
    case "type":
      return `a variable of this type is declared \`var x: ${symbol.name} = …\``;
    default:
      return undefined;
  }
}

export function notAPlace(span: Span): Diagnostic {
  return error("E0213", span, "only a variable can be assigned, or a part of one: `x`, `m[k]`, `r.f`");
}

export function assignedFromOutside(span: Span, process: ProcessSymbol, local: string, own: boolean): Diagnostic {
  return error("E0213", span, `only the steps of \`${process.name}\` itself assign its local variables`, {
    hint: own ? `inside the process it is just \`${local}\`` : "what several processes write is a `var` of the spec",
  });
}

export function notAProcess(span: Span, text: string, suggestion: string | undefined): Diagnostic {
  return error("E0214", span, `left of \`at\` stands a process, and ${text} is none`, {
    hint: suggestion === undefined ? "for a process declared `process P(i in S)` it is `P(i) at label`" : suggestion,
  });
}

/** A local variable without its process, outside of it. */
export function bareLocal(span: Span, local: LocalSymbol, owner: ProcessSymbol): Diagnostic {
  return error("E0215", span, `\`${local.name}\` is ${kindOf(local)}, known by its name alone only there`, {
    notes: declarationNote(local),
    hint: `from outside it is \`${processUse(owner)}.${local.name}\``,
  });
}

/** `text`: what stands there, as a message quotes it. */
export function notAChannel(
  span: Span,
  text: string,
  symbol: AnySymbol | undefined,
  suggestion: string | undefined,
): Diagnostic {
  const is = symbol === undefined ? "is not a channel" : `is ${kindOf(symbol)}, not a channel`;
  return error("E0217", span, `${text} ${is}`, {
    notes: symbol === undefined ? [] : declarationNote(symbol),
    hint:
      didYouMean(suggestion) ??
      (symbol?.kind === "variable" ? `messages go through a channel: \`channel ${symbol.name} of T\`` : undefined),
  });
}

export function unknownStep(name: ast.Name, suggestion: string | undefined, symbol: AnySymbol | undefined): Diagnostic {
  const what = symbol === undefined ? "" : `: it is ${kindOf(symbol)}`;
  return error("E0218", name.span, `\`${name.text}\` is no action or process${what}`, {
    hint: didYouMean(suggestion),
  });
}

/** A new name that nothing uses, where a misspelt variant is likelier. */
export function almostVariant(span: Span, name: string, variant: string): Diagnostic {
  return error("E0222", span, `\`${name}\` is no variant, so it would take every value`, {
    hint: `did you mean \`${variant}\`? For any value write \`_\``,
  });
}

export function repeatedField(name: ast.Name, first: Span): Diagnostic {
  return error("E0219", name.span, `the field \`${name.text}\` is there twice`, {
    notes: [{ message: "the first one is here", span: first }],
  });
}

/** `P(i) at cs` of a process alone, `P at cs` of one with a parameter, `A(x)` with too few or many. */
export function stepArguments(span: Span, symbol: AnySymbol, parameters: readonly string[], given: number): Diagnostic {
  const use = parameters.length === 0 ? symbol.name : `${symbol.name}(${parameters.join(", ")})`;
  const has =
    parameters.length === 0
      ? "has no parameter"
      : `has ${parameters.length === 1 ? "the parameter" : "the parameters"} ${listed(parameters.map((p) => `\`${p}\``))}`;
  const but = given === 0 ? "none is given" : `${given} ${given === 1 ? "is" : "are"} given`;
  return error("E0220", span, `\`${symbol.name}\` ${has}, but ${but}`, {
    notes: declarationNote(symbol),
    hint: `say \`${use}\``,
  });
}

export function argumentCount(span: Span, symbol: AnySymbol, use: string, expected: string, given: number): Diagnostic {
  return error(
    "E0221",
    span,
    `\`${symbol.name}\` takes ${expected}, and ${given === 0 ? "none" : given} ${given === 1 ? "is" : "are"} given`,
    {
      notes: declarationNote(symbol),
      hint: `say \`${use}\``,
    },
  );
}
