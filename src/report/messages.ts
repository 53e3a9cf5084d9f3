import type { Datum } from "../engine/datum.js";
import type { MessageEvent, Trace, TraceState, TraceStep } from "../engine/result.js";
import { datumText } from "./datum.js";
import { type Place, placesOf } from "./state.js";
import { mailboxText } from "./step.js";

/** What a step sent and received, a line each. The line of a `lose` step says it already. */
export function messageLines(trace: Trace, before: TraceState, after: TraceState, step: TraceStep): string[] {
  if (step.kind === "lose") return [];
  return step.messages.map((event) => {
    const line = messageLine(event);
    if (event.kind !== "receive") return line;
    const box = mailboxText(event.channel, event.key);
    const events = eventsOf(step, box);
    const kept = copiesKept(mailbox(trace, before, box), mailbox(trace, after, box), events);
    return kept > 0 && kept === takenOut(events) ? `${line}, which keeps a copy` : line;
  });
}

/** The same of a step that met an error on its way. */
export function sentAndReceived(step: TraceStep): string[] {
  return step.kind === "lose" ? [] : step.messages.map(messageLine);
}

function messageLine(event: MessageEvent): string {
  const box = mailboxText(event.channel, event.key);
  const message = datumText(event.message);
  switch (event.kind) {
    case "send":
      return `sends ${message} to ${box}`;
    case "receive":
      return `receives ${message} from ${box}`;
    case "lose":
      return `loses ${message} from ${box}`;
  }
}

/** Do the lines about messages say all that happened to a mailbox? */
export function messagesExplain(place: Place, after: Datum, step: TraceStep): boolean {
  const events = eventsOf(step, place.path);
  if (events.length === 0) return false;
  const kept = copiesKept(place.value, after, events);
  return kept === 0 || kept === takenOut(events);
}

function eventsOf(step: TraceStep, box: string): readonly MessageEvent[] {
  return step.messages.filter((event) => mailboxText(event.channel, event.key) === box);
}

function mailbox(trace: Trace, state: TraceState, box: string): Datum {
  for (const [slot, variable] of trace.variables.entries()) {
    if (variable.role !== "channel") continue;
    const place = placesOf(variable, state.values[slot] ?? null, trace).find(({ path }) => path === box);
    if (place !== undefined) return place.value;
  }
  return null;
}

function takenOut(events: readonly MessageEvent[]): number {
  return events.filter(({ kind }) => kind !== "send").length;
}

/** How many of the messages received from a duplicating mailbox stayed in it. */
function copiesKept(before: Datum, after: Datum, events: readonly MessageEvent[]): number {
  const sends = events.length - takenOut(events);
  return length(after) - (length(before) + sends - takenOut(events));
}

function length(mailbox: Datum): number {
  return mailbox !== null && typeof mailbox === "object" && "seq" in mailbox ? mailbox.seq.length : 0;
}
