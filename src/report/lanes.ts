import type { Trace, TraceStep } from "../engine/result.js";
import { padded, width } from "./printable.js";
import { type Arrow, type SpaceTime, spaceTime, system } from "./space-time.js";
import type { Style } from "./style.js";

/*
 * The space-time diagram of a behaviour beside its text: a lane for each who takes part, time going down. A line of text that
 * tells a step has a dot in the lane of who takes it; one that tells of a message has an arrow: `├─▷` leaves, `├───►│`
 * arrives, from the lane of the one who sent it, and `├──✗│` is lost.
 */

/** Columns from one lane to the next. */
const step = 4;

/** More lanes than these are drawn only when asked for. */
const comfortable = 10;

export interface Lanes {
  /** The names of the lanes. */
  readonly head: readonly string[];
  /** Beside a line that tells of no step. */
  readonly idle: string;
  /** Beside the line of the step that led to the state with this index, or of the one after the last state. */
  heading(index: number): string;
  /** Beside the line about one message of that step, counted from 0. */
  message(index: number, at: number): string;
  /** When that message was sent, for the end of its line. */
  sent(index: number, at: number): string;
  /** What is still on its way at the end. */
  readonly underway: readonly { readonly lanes: string; readonly text: string }[];
}

/**
 * The lanes of a behaviour; undefined when it is better told without. `wanted`: undefined leaves that to the behaviour, which
 * has lanes when messages pass between at least two and not too many.
 */
export function lanesOf(
  trace: Trace,
  failing: TraceStep | undefined,
  wanted: boolean | undefined,
  style: Style,
): Lanes | undefined {
  if (wanted === false) return undefined;
  const diagram = spaceTime(trace, failing);
  if (wanted === undefined && !isConversation(diagram)) return undefined;
  return new Drawn(diagram, trace.loop === undefined && failing === undefined, style);
}

/** Do messages pass between persons, not only between `system` and mailboxes? */
function isConversation({ lines, turns }: SpaceTime): boolean {
  const arrows = turns.flatMap((turn) => turn?.arrows ?? []);
  const boxes = new Set(arrows.map(({ box }) => box));
  const persons = lines.filter((name) => name !== system && !boxes.has(name));
  return arrows.length > 0 && persons.length > 1 && lines.length <= comfortable;
}

class Drawn implements Lanes {
  readonly head: readonly string[];
  readonly idle: string;
  readonly underway: Lanes["underway"];
  readonly #diagram: SpaceTime;
  readonly #style: Style;

  constructor(diagram: SpaceTime, ends: boolean, style: Style) {
    this.#diagram = diagram;
    this.#style = style;
    this.head = headLines(diagram.lines, style);
    this.idle = style.faint(drawn(empty(diagram.lines.length)));
    this.underway = diagram.underway.flatMap((arrow) => {
      if (!ends) return [];
      const since = arrow.sent === undefined ? "there from the start" : `sent at ${arrow.sent}`;
      return [{ lanes: this.#arrow(arrow), text: `${arrow.message} is still on its way to ${arrow.box}, ${since}` }];
    });
  }

  heading(index: number): string {
    const turn = this.#diagram.turns[index];
    if (turn === undefined) return this.idle;
    if (turn.actor === undefined) return turn.arrows[0] === undefined ? this.idle : this.#arrow(turn.arrows[0]);
    const signs = empty(this.#diagram.lines.length);
    signs[this.#column(turn.actor)] = "●";
    return drawn(signs);
  }

  message(index: number, at: number): string {
    const arrow = this.#diagram.turns[index]?.arrows[at];
    return arrow === undefined ? this.idle : this.#arrow(arrow);
  }

  sent(index: number, at: number): string {
    const arrow = this.#diagram.turns[index]?.arrows[at];
    return arrow?.kind === "send" || arrow?.sent === undefined ? "" : `, sent at ${arrow.sent}`;
  }

  #arrow({ kind, from, to }: Arrow): string {
    const signs = empty(this.#diagram.lines.length);
    const [start, end] = [this.#column(from), this.#column(to)];
    if (start === end) toItself(signs, start, kind);
    else if (kind === "send") leaves(signs, start, end);
    else arrives(signs, start, end, kind);
    return this.#style.place(drawn(signs));
  }

  #column(name: string): number {
    return this.#diagram.lines.indexOf(name) * step;
  }
}

/** One line when the names are short enough, else a stair of them. */
function headLines(names: readonly string[], style: Style): string[] {
  if (names.every((name) => width(name) < step)) {
    return [
      style.place(
        names
          .map((name) => padded(name, step))
          .join("")
          .trimEnd(),
      ),
    ];
  }
  return names.map((name, at) => style.faint(drawn(empty(at))) + style.place(name));
}

function empty(lanes: number): string[] {
  return Array.from({ length: lanes * step }, (_, column) => (column % step === 0 ? "│" : " "));
}

function drawn(signs: readonly string[]): string {
  return signs.join("");
}

function toItself(signs: string[], column: number, kind: Arrow["kind"]): void {
  signs[column] = "├";
  signs[column + 1] = kind === "send" ? "╮" : kind === "lose" ? "✗" : "◄";
  if (kind === "receive") signs[column + 2] = "╯";
}

function leaves(signs: string[], start: number, end: number): void {
  const rightwards = end > start;
  signs[start] = rightwards ? "├" : "┤";
  signs[start + (rightwards ? 1 : -1)] = "─";
  signs[start + (rightwards ? 2 : -2)] = rightwards ? "▷" : "◁";
}

function arrives(signs: string[], start: number, end: number, kind: Arrow["kind"]): void {
  const rightwards = end > start;
  for (let column = Math.min(start, end) + 1; column < Math.max(start, end); column++)
    signs[column] = column % step === 0 ? "┼" : "─";
  signs[start] = rightwards ? "├" : "┤";
  signs[end + (rightwards ? -1 : 1)] = kind === "lose" ? "✗" : rightwards ? "►" : "◄";
}
