import { type Diagnostic, didYouMean, error } from "../../diagnostic.js";
import type { Span } from "../../source.js";
import type * as ast from "../../syntax/ast.js";
import { declarationNote, kindOf, type LabelName } from "../names/describe.js";
import type { AnySymbol, ProcessSymbol } from "../symbols.js";
import { labelsHint } from "./names.js";

/* E05xx: labels, goto, while. */

export function noFirstLabel(span: Span, process: ast.Name): Diagnostic {
  return error("E0501", span, `the first statement of \`${process.text}\` needs a label: a process starts at a label`, {
    hint: "write `start:` in front of it",
  });
}

export function noSteps(process: ast.Name): Diagnostic {
  return error("E0501", process.span, `\`${process.text}\` has no steps: a process goes from label to label`, {
    hint: "give it at least one: `start: skip`",
  });
}

/** `where`: "a `pick`", "an action". */
export function labelNotAllowed(label: ast.Name, where: string): Diagnostic {
  return error("E0502", label.span, `there can be no label in ${where}: it happens within one step`, {
    hint: "labels stand in the body of a process and in its `if`, `either` and `while`",
  });
}

export function labelTwice(label: ast.Name, first: Span): Diagnostic {
  return error("E0503", label.span, `the label \`${label.text}\` is there twice`, {
    notes: [{ message: "the first one is here", span: first }],
  });
}

export function labelTaken(label: ast.Name, other: AnySymbol | LabelName): Diagnostic {
  const kind = other.kind === "binding" ? "the parameter of the process" : kindOf(other);
  return error("E0504", label.span, `the label \`${label.text}\` has the name of ${kind}`, {
    notes: declarationNote(other),
    hint: "choose another name: no name hides another",
  });
}

export function gotoUnknown(
  label: ast.Name,
  process: ProcessSymbol,
  suggestion: string | undefined,
  elsewhere: ProcessSymbol | undefined,
): Diagnostic {
  if (elsewhere !== undefined) {
    return error(
      "E0505",
      label.span,
      `\`${label.text}\` is a label of \`${elsewhere.name}\`, and \`goto\` stays inside \`${process.name}\``,
      {
        hint: "processes move each other only through what they share: variables and channels",
      },
    );
  }
  return error("E0505", label.span, `\`${label.text}\` is not a label of \`${process.name}\``, {
    hint: didYouMean(suggestion) ?? labelsHint(process),
  });
}

export function gotoOutside(span: Span, where: string): Diagnostic {
  return error("E0506", span, `${where} is one step and goes nowhere: \`goto\` stands only in processes`, {
    hint: "what happens under a condition stands in `if { }`",
  });
}

export function afterGoto(span: Span, goto: Span): Diagnostic {
  return error("E0507", span, "this is never reached: `goto` ends the step", {
    notes: [{ message: "the step ends here", span: goto }],
    hint: "put a label in front of it, if another `goto` leads here",
  });
}

/** `way`: where a way round goes past the labels that there are; undefined when there are none. */
export function loopWithoutLabel(span: Span, way: Span | undefined): Diagnostic {
  const message =
    way === undefined
      ? "this loop goes round without a label, so its step might never end"
      : "this loop can go round without meeting a label, so its step might never end";
  return error("E0508", span, message, {
    notes: way === undefined ? [] : [{ message: "this way round meets none", span: way }],
    hint: "put a label in front of `while`, or inside it on every way round",
  });
}

export function loopInStep(span: Span, where: string): Diagnostic {
  return error(
    "E0510",
    span,
    `${where} is one step, and a \`while\` needs a label at which one step ends and the next begins`,
    {
      hint: "go through a set with `for x in S { }`, or compute with `fold`; a loop of steps is a `process`",
    },
  );
}

export function nameAcrossLabel(span: Span, symbol: AnySymbol, label: ast.Name): Diagnostic {
  return error(
    "E0511",
    span,
    `\`${symbol.name}\` was bound before the label \`${label.text}\` and is forgotten after it`,
    {
      notes: [...declarationNote(symbol), { message: "a new step starts here", span: label.span }],
      hint: "only variables last from step to step: keep the value in a local `var` of the process",
    },
  );
}
