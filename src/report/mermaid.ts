import type { MessageEvent, Trace, TraceStep } from "../engine/result.js";
import type { Behaviour } from "./behaviours.js";
import { datumText } from "./datum.js";
import { printable } from "./printable.js";
import { actorText, mailboxText, stepText } from "./step.js";

/*
 * A behaviour as a sequence diagram of Mermaid. Participants are those who act; a message is drawn when it is received,
 * from the one who sent it, and one that is lost ends in a cross. Names reach the diagram only as escaped labels.
 */

const system = "system";

/** A message on its way: who sent it, in the words of `actorText`. */
interface Sending {
  readonly box: string;
  readonly message: string;
  readonly sender: string;
  received: boolean;
}

export function mermaidText({ title, trace }: Behaviour): string {
  const names = participants(trace);
  const identity = (name: string): string => `p${names.indexOf(name) + 1}`;
  const lines = names.map((name) => `participant ${identity(name)} as ${escaped(name)}`);
  const sendings: Sending[] = [];
  const take = (step: TraceStep | undefined): void => {
    if (step !== undefined) lines.push(...stepLines(step, sendings, names, identity));
  };
  const { loop } = trace;
  const goesRound = loop?.back !== undefined;
  trace.states.forEach(({ step }, index) => {
    take(step);
    if (goesRound && index === loop.start) lines.push("loop again and again");
  });
  if (goesRound) {
    take(loop.back);
    lines.push("end");
  }
  const ends = names.length < 2 ? identity(names[0] ?? system) : `p1,p${names.length}`;
  lines.push(`Note over ${ends}: ${escaped(title)}`);
  return `sequenceDiagram\n${lines.map((line) => `    ${line}\n`).join("")}`;
}

function stepLines(
  step: TraceStep,
  sendings: Sending[],
  names: readonly string[],
  identity: (name: string) => string,
): string[] {
  const actor = actorText(step);
  const lines = step.messages.flatMap((event) => {
    const box = mailboxText(event.channel, event.key);
    const message = datumText(event.message);
    if (event.kind === "send") {
      sendings.push({ box, message, sender: actor, received: false });
      return [];
    }
    const sender = takeSender(sendings, box, message);
    const receiver = event.kind === "receive" ? actor : addressee(event, names);
    return [`${identity(sender)}${event.kind === "receive" ? "->>" : "-x"}${identity(receiver)}: ${escaped(message)}`];
  });
  if (step.kind !== "lose") lines.push(`Note over ${identity(actor)}: ${escaped(noteText(step))}`);
  return lines;
}

/** Its line says who; so the note tells the rest. */
function noteText(step: TraceStep): string {
  if (step.says !== undefined) return step.says;
  return step.kind === "label" ? `${step.from} → ${step.to}` : stepText(step);
}

/** The sender of the oldest such message; of one received before when it was a copy; else it was there at first. */
function takeSender(sendings: readonly Sending[], box: string, message: string): string {
  const alike = sendings.filter((sending) => sending.box === box && sending.message === message);
  const sending = alike.find(({ received }) => !received) ?? alike.at(-1);
  if (sending === undefined) return system;
  sending.received = true;
  return sending.sender;
}

/** For whom a lost message was: the actor that its mailbox is keyed by, the last one of a pair. */
function addressee({ key }: MessageEvent, actors: readonly string[]): string {
  if (key === undefined) return system;
  const member = key !== null && typeof key === "object" && "tuple" in key ? (key.tuple.at(-1) ?? key) : key;
  const text = datumText(member);
  return actors.find((actor) => actor === text || actor.endsWith(`(${text})`)) ?? text;
}

/** Everybody who acts or is written to, in canonical order as far as a function of the state shows it; then `system`. */
function participants(trace: Trace): string[] {
  const order = members(trace);
  const taken = [...trace.states.map(({ step }) => step), trace.loop?.back];
  const steps = taken.filter((step) => step !== undefined);
  const actors = steps.filter(({ kind }) => kind !== "lose").map(actorText);
  const known = [...actors, ...order];
  const lost = steps.flatMap(({ messages }) => messages.filter(({ kind }) => kind === "lose"));
  const names = new Set([...actors, ...lost.map((event) => addressee(event, known))]);
  if (hasUnsent(trace) || names.size === 0) names.add(system);
  const rank = (name: string): number => {
    const at = order.indexOf(name);
    return at >= 0 ? at : name === system ? order.length + 1 : order.length;
  };
  return [...names].sort((left, right) => rank(left) - rank(right));
}

/** All members of the processes, and the keys of functions, as actors are called. */
function members(trace: Trace): string[] {
  return trace.variables.flatMap(({ process, role }, slot) => {
    const value = trace.states[0]?.values[slot] ?? null;
    if (value === null || typeof value !== "object" || !("function" in value)) return [];
    const keys = value.function.map(([key]) => datumText(key));
    return role === "pc" ? keys.map((key) => `${printable(process ?? "")}(${key})`) : keys;
  });
}

/** Was a message received or lost that nobody sent: one that was there at first? */
function hasUnsent(trace: Trace): boolean {
  const sent = new Set<string>();
  for (const { step } of trace.states) {
    for (const event of step?.messages ?? []) {
      const text = `${mailboxText(event.channel, event.key)} ${datumText(event.message)}`;
      if (event.kind === "send") sent.add(text);
      else if (!sent.has(text)) return true;
    }
  }
  return false;
}

/** Mermaid's own signs, and those of HTML, as entity codes. */
function escaped(text: string): string {
  return printable(text).replace(/[#;:<>%&"`\\]/g, (sign) => `#${sign.charCodeAt(0)};`);
}
