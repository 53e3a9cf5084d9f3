import type { Datum } from "../engine/datum.js";
import type { MessageEvent, Trace, TraceStep } from "../engine/result.js";
import { datumText } from "./datum.js";
import { printable } from "./printable.js";
import { placesOf } from "./state.js";
import { actorText, mailboxText } from "./step.js";

/*
 * A behaviour as a space-time diagram (Lamport, "Time, clocks, and the ordering of events in a distributed system", CACM
 * 21(7), 1978): a line for each who acts or is written to, and arrows for messages.
 *
 * A spec sends to mailboxes, not to persons, so who is at either end of an arrow is found like this. The sender is who took
 * the step with the `send`, the receiver who took the step with the `receive`: a process, or the first parameter of an action.
 * Of equal messages in a mailbox the oldest is received first. Only where one end is missing does the mailbox's key tell it:
 * the receiver of a message lost or still on its way, the sender of one that was there at first. Which part of a key names the
 * receiver shows in the other messages of that channel; where nothing does, it is the last part. A mailbox without such a
 * key has a line of its own.
 */

/** A message between two lines. */
export interface Arrow {
  readonly kind: MessageEvent["kind"];
  readonly from: string;
  readonly to: string;
  readonly box: string;
  readonly message: string;
  /** Number of the state to which the step led that sent it; undefined: it was there at first. */
  readonly sent: number | undefined;
}

export interface Turn {
  readonly step: TraceStep;
  /** Undefined: a message is lost, which nobody does. */
  readonly actor: string | undefined;
  /** One for each of the step's messages. */
  readonly arrows: readonly Arrow[];
}

export interface SpaceTime {
  /** Names of the lines, in canonical order as far as a function of the state shows it; `system` last. */
  readonly lines: readonly string[];
  /** One for each state of the behaviour, undefined for the first; then one for the step after the last state, if any. */
  readonly turns: readonly (Turn | undefined)[];
  /** What was sent, or there at first, and neither received nor lost. */
  readonly underway: readonly Arrow[];
}

/** Who acts where a step has no parameter. */
export const system = "system";

/** `failing`: a step that began in the last state and met an error. */
export function spaceTime(trace: Trace, failing?: TraceStep): SpaceTime {
  const last = trace.loop?.back ?? failing;
  const steps = [...trace.states.map(({ step }) => step), ...(last === undefined ? [] : [last])];
  const ends = new Ends(trace, steps);
  const letters = new Letters(trace);
  const events = steps.map((step, index) => step?.messages.map((event) => letters.pass(event, step, index + 1)) ?? []);
  const turns = steps.map((step, index): Turn | undefined => {
    if (step === undefined) return undefined;
    const arrows = (events[index] ?? []).map((passed) => arrow(passed, ends));
    return { step, actor: step.kind === "lose" ? undefined : ends.actor(step), arrows };
  });
  const underway = letters.underway().map((letter) => arrow({ kind: "send", letter }, ends));
  return { lines: lines(trace, turns, underway), turns, underway };
}

/** What is in a mailbox, or was, and whose steps put it there and took it out. */
interface Letter {
  readonly channel: string;
  readonly key: Datum | undefined;
  readonly message: string;
  readonly sender: TraceStep | undefined;
  readonly sent: number | undefined;
  receiver: TraceStep | undefined;
  lost: boolean;
}

/** `receiver`: who took it out just now, which of a copy may be another than of the letter. */
interface Passed {
  readonly kind: MessageEvent["kind"];
  readonly letter: Letter;
  readonly receiver?: TraceStep | undefined;
}

class Letters {
  readonly #letters: Letter[] = [];
  /** The same, those together that cannot be told apart. */
  readonly #alike = new Map<string, Letter[]>();

  constructor(trace: Trace) {
    for (const [slot, variable] of trace.variables.entries()) {
      if (variable.role !== "channel") continue;
      const value = trace.states[0]?.values[slot] ?? null;
      for (const [at, { value: mailbox }] of placesOf(variable, value, trace).entries()) {
        const key = functionKeys(value)[at];
        const messages = mailbox !== null && typeof mailbox === "object" && "seq" in mailbox ? mailbox.seq : [];
        for (const message of messages) this.#keep(letter({ kind: "send", channel: variable.name, key, message }));
      }
    }
  }

  pass(event: MessageEvent, step: TraceStep, state: number): Passed {
    const { kind } = event;
    if (kind === "send") {
      const sent = letter(event, step, state);
      this.#keep(sent);
      return { kind, letter: sent };
    }
    const taken = this.#oldest(event);
    if (kind === "lose") {
      taken.lost = true;
      return { kind, letter: taken };
    }
    taken.receiver ??= step;
    return { kind, letter: taken, receiver: step };
  }

  underway(): readonly Letter[] {
    return this.#letters.filter(isUnderway);
  }

  #keep(sent: Letter): void {
    this.#letters.push(sent);
    const name = `${boxOf(sent)}: ${sent.message}`;
    const alike = this.#alike.get(name);
    if (alike === undefined) this.#alike.set(name, [sent]);
    else alike.push(sent);
  }

  /** Of such messages; one received before when it was a copy. */
  #oldest(event: MessageEvent): Letter {
    const alike = this.#alike.get(`${mailboxText(event.channel, event.key)}: ${datumText(event.message)}`) ?? [];
    return alike.find(isUnderway) ?? alike.at(-1) ?? letter(event);
  }
}

function letter({ channel, key, message }: MessageEvent, sender?: TraceStep, sent?: number): Letter {
  return { channel, key, message: datumText(message), sender, sent, receiver: undefined, lost: false };
}

function isUnderway({ receiver, lost }: Letter): boolean {
  return receiver === undefined && !lost;
}

function boxOf({ channel, key }: Letter): string {
  return mailboxText(channel, key);
}

function arrow({ kind, letter: passed, receiver = passed.receiver }: Passed, ends: Ends): Arrow {
  const to = receiver === undefined ? ends.addressee(passed) : ends.actor(receiver);
  const from = passed.sender === undefined ? ends.writer(passed) : ends.actor(passed.sender);
  return { kind, from, to, box: boxOf(passed), message: passed.message, sent: passed.sent };
}

/** Who is at the ends of arrows. */
class Ends {
  readonly #members: readonly { readonly key: string; readonly name: string }[];
  readonly #steps: readonly TraceStep[];
  /** By channel and number of parts. */
  readonly #receivers = new Map<string, number | undefined>();

  constructor(trace: Trace, steps: readonly (TraceStep | undefined)[]) {
    this.#members = processMembers(trace);
    this.#steps = steps.filter((step) => step !== undefined);
  }

  actor(step: TraceStep): string {
    const [first] = step.arguments;
    return step.kind === "action" && first !== undefined ? this.#named(first) : actorText(step);
  }

  addressee({ channel, key }: Letter): string {
    const parts = keyParts(key);
    const at = this.#receiverAt(channel, parts.length);
    const part = at === undefined ? undefined : parts[at];
    return part === undefined ? mailboxText(channel, key) : this.#named(part);
  }

  /** Who is written on a message that nobody sent: the other one of a pair. */
  writer({ channel, key }: Letter): string {
    const parts = keyParts(key);
    const at = this.#receiverAt(channel, parts.length);
    const other = parts.length === 2 && at !== undefined ? parts[1 - at] : undefined;
    return other === undefined ? system : this.#named(other);
  }

  /** A value as one who acts: the process that has it as its parameter, if only one has. */
  #named(value: Datum): string {
    const text = datumText(value);
    const processes = this.#members.filter(({ key }) => key === text);
    return processes.length === 1 ? (processes[0]?.name ?? text) : text;
  }

  /** Which of so many parts of a channel's keys names the receiver. */
  #receiverAt(channel: string, parts: number): number | undefined {
    const name = `${parts} ${channel}`;
    if (!this.#receivers.has(name)) this.#receivers.set(name, this.#findReceiver(channel, parts));
    return this.#receivers.get(name);
  }

  #findReceiver(channel: string, parts: number): number | undefined {
    const positions = Array.from({ length: parts }, (_, at) => at);
    const receivers = this.#agreeing(channel, "receive", positions);
    if (receivers !== undefined) return receivers.at(-1);
    const senders = this.#agreeing(channel, "send", positions) ?? [];
    return positions.filter((at) => !senders.includes(at)).at(-1);
  }

  /** The parts that name who acts in every such event; undefined when there is no event. */
  #agreeing(channel: string, kind: MessageEvent["kind"], positions: readonly number[]): number[] | undefined {
    const found = this.#steps.flatMap((step) =>
      step.messages.flatMap((event) =>
        event.kind === kind && event.channel === channel ? [{ actor: this.actor(step), key: keyParts(event.key) }] : [],
      ),
    );
    if (found.length === 0) return undefined;
    return positions.filter((at) =>
      found.every(({ actor, key }) => {
        const part = key[at];
        return part !== undefined && this.#named(part) === actor;
      }),
    );
  }
}

function keyParts(key: Datum | undefined): readonly Datum[] {
  if (key === undefined) return [];
  return key !== null && typeof key === "object" && "tuple" in key ? key.tuple : [key];
}

function functionKeys(value: Datum): readonly Datum[] {
  return value !== null && typeof value === "object" && "function" in value ? value.function.map(([key]) => key) : [];
}

function processMembers(trace: Trace): { readonly key: string; readonly name: string }[] {
  return trace.variables.flatMap(({ process, role }, slot) => {
    if (role !== "pc") return [];
    const keys = functionKeys(trace.states[0]?.values[slot] ?? null).map(datumText);
    return keys.map((key) => ({ key, name: `${printable(process ?? "")}(${key})` }));
  });
}

/** Everybody who acts or is written to. */
function lines(trace: Trace, turns: SpaceTime["turns"], underway: readonly Arrow[]): string[] {
  const taken = turns.filter((turn) => turn !== undefined);
  const actors = taken.flatMap(({ actor }) => (actor === undefined ? [] : [actor]));
  const written = [...taken.flatMap(({ arrows }) => arrows), ...underway].flatMap(({ from, to }) => [from, to]);
  const names = new Set([...actors, ...written]);
  if (names.size === 0) names.add(system);
  const order = [...processMembers(trace).map(({ name }) => name), ...valueKeys(trace)];
  const rank = (name: string): number => {
    const at = order.indexOf(name);
    if (at >= 0) return at;
    return order.length + (name === system ? 1 : 0);
  };
  return [...names].sort((left, right) => rank(left) - rank(right));
}

/** The keys of functions, or the parts of these, as those are called who act in actions. */
function valueKeys(trace: Trace): string[] {
  return trace.variables.flatMap(({ role }, slot) => {
    if (role === "pc" || role === "local") return [];
    return functionKeys(trace.states[0]?.values[slot] ?? null).flatMap((key) => [key, ...keyParts(key)].map(datumText));
  });
}
