import type { Datum } from "../engine/datum.js";
import type { MessageEvent, TraceStep } from "../engine/result.js";
import { argumentsText, bindingsText, datumText, keyText } from "./datum.js";
import { printable } from "./printable.js";

/** `Read(John)`, `P(2): Li3 → Li1` (`P(2): Li3` when it did not get to its end), `lose road[John]: Plan(1)` */
export function stepText(step: TraceStep): string {
  const name = printable(step.name);
  switch (step.kind) {
    case "action":
      return name + argumentsText(step.arguments);
    case "label": {
      const to = step.to === undefined ? "" : ` → ${printable(step.to)}`;
      return `${name}${argumentsText(step.arguments)}: ${printable(step.from ?? "")}${to}`;
    }
    case "lose": {
      const lost = step.messages.map(({ message }) => datumText(message)).join(", ");
      return `lose ${mailboxText(step.name, step.arguments[0])}${lost === "" ? "" : `: ${lost}`}`;
    }
  }
}

/** Who takes a step: `P(2)`; the first parameter of an action; `system` where there is none. */
export function actorText(step: TraceStep): string {
  const [first] = step.arguments;
  if (step.kind === "lose") return "system";
  if (step.kind === "label") return printable(step.name) + argumentsText(step.arguments);
  return first === undefined ? "system" : datumText(first);
}

/** What was chosen or named on the way: `j = 2`; but for a whole message, which has a line of its own. */
export function choicesText({ bindings, messages }: TraceStep): string {
  const told = messages.map(({ message }) => datumText(message));
  const isTold = (value: Datum): boolean => typeof value === "object" && told.includes(datumText(value));
  return bindingsText(bindings.filter(({ value }) => !isTold(value)));
}

export function mailboxText(channel: string, key: MessageEvent["key"]): string {
  return printable(channel) + (key === undefined ? "" : `[${keyText(key)}]`);
}
