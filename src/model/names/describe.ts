import type { Note } from "../../diagnostic.js";
import type { Span } from "../../source.js";
import type { AnySymbol } from "../symbols.js";

/** A label in its role as a name: labels are no symbols, since nothing but `at` and `goto` may speak of them. */
export interface LabelName {
  readonly kind: "label";
  readonly name: string;
  readonly span: Span;
}

/** "a variable", "a constant": what a name stands for. */
export function kindOf(named: AnySymbol | LabelName): string {
  switch (named.kind) {
    case "const":
      return "a constant";
    case "type":
      return "a type";
    case "variant":
      return `a variant of \`${named.type.name.text}\``;
    case "variable":
      return "a variable";
    case "channel":
      return "a channel";
    case "definition":
      return "a definition";
    case "action":
      return "an action";
    case "process":
      return "a process";
    case "local":
      return `a local variable of \`${named.process.name.text}\``;
    case "claim":
      return "a claim";
    case "constraint":
      return "a constraint";
    case "builtin":
      return "a built-in function";
    case "binding":
      return "a name bound here";
    case "label":
      return "a label";
  }
}

/** Where a name is declared; nowhere for a built-in. */
export function declaredAt(named: AnySymbol | LabelName): Span | undefined {
  switch (named.kind) {
    case "builtin":
      return undefined;
    case "label":
      return named.span;
    case "binding":
      return named.node.span;
    default:
      return named.declaration.name.span;
  }
}

/** "`x` is declared here", where it is. */
export function declarationNote(named: AnySymbol | LabelName): readonly Note[] {
  const span = declaredAt(named);
  return span === undefined
    ? []
    : [{ message: `\`${named.name}\` is ${named.kind === "binding" ? "bound" : "declared"} here`, span }];
}
