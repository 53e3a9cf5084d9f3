import type { Trace } from "../engine/result.js";
import type { Behaviour } from "./behaviours.js";
import { printable } from "./printable.js";
import { type Arrow, type SpaceTime, spaceTime, type Turn } from "./space-time.js";
import { stepText } from "./step.js";

/*
 * A behaviour as a sequence diagram of Mermaid, which draws arrows level: a message is drawn when it is received, and says
 * which step sent it if others came between. One that is lost ends in a cross; those still on their way come last, dotted.
 * Steps have the numbers of the states to which they lead, as in the text. Names reach the diagram only as escaped labels.
 */

export function mermaidText({ title, trace, notes = [] }: Behaviour): string {
  const diagram = spaceTime(trace);
  const { lines: names, turns } = diagram;
  const identity = (name: string): string => `p${names.indexOf(name) + 1}`;
  const lines = names.map((name) => `participant ${identity(name)} as ${escaped(name)}`);
  const { loop } = trace;
  const goesRound = loop?.back !== undefined;
  turns.forEach((turn, index) => {
    if (turn !== undefined) lines.push(...turnLines(turn, index + 1, trace, identity));
    if (goesRound && index === loop.start) lines.push("loop again and again");
  });
  const ends = names.length < 2 ? "p1" : `p1,p${names.length}`;
  if (goesRound) lines.push("end");
  else lines.push(...underwayLines(diagram, identity));
  if (loop !== undefined && !goesRound) lines.push(`Note over ${ends}: no step any more`);
  for (const text of [title, ...notes]) lines.push(`Note over ${ends}: ${escaped(text)}`);
  return `sequenceDiagram\n${lines.map((line) => `    ${line}\n`).join("")}`;
}

function turnLines(
  { step, actor, arrows }: Turn,
  state: number,
  trace: Trace,
  identity: (name: string) => string,
): string[] {
  const drawn = arrows.flatMap(({ kind, from, to, message, sent }) => {
    if (kind === "send") return [];
    const late = sent !== undefined && sent < state - 1 ? `, sent at ${sent}` : "";
    return [`${identity(from)}${kind === "receive" ? "->>" : "-x"}${identity(to)}: ${escaped(message + late)}`];
  });
  if (actor === undefined) return drawn;
  const number = state > trace.states.length ? "" : `${state}. `;
  const told = step.says ?? (step.kind === "label" ? `${step.from} → ${step.to}` : stepText(step));
  return [...drawn, `Note over ${identity(actor)}: ${number}${escaped(told)}`];
}

function underwayLines({ underway }: SpaceTime, identity: (name: string) => string): string[] {
  const text = ({ message, sent }: Arrow): string =>
    `${message}, ${sent === undefined ? "there from the start" : `sent at ${sent}, still on its way`}`;
  return underway.map((arrow) => `${identity(arrow.from)}--)${identity(arrow.to)}: ${escaped(text(arrow))}`);
}

/** Mermaid's own signs, those of HTML and of formulas as entity codes. */
function escaped(text: string): string {
  return printable(text).replace(/[#;<>%&"`\\$@]|(?<=wrap):/g, (sign) => `#${sign.charCodeAt(0)};`);
}
