import type { Binder, Expr } from "../../model/ir.js";
import { cover, type Span } from "../../source.js";
import type { TraceStep, Wait, WaitingWay } from "../result.js";
import { datumText, keyText } from "../text.js";
import { toDatum } from "../values/data.js";
import type { Program } from "../values/program.js";
import { present } from "../values/value.js";
import { mailboxOf } from "./channels.js";
import { besides, deciding } from "./explain.js";
import type { Frame } from "./frame.js";
import { initialWays } from "./initial.js";
import { type Part, Parts } from "./parts.js";
import { bindingsOf, matches } from "./patterns.js";
import { each, elementsIn } from "./sets.js";
import { eachWay, originsOf } from "./stepping.js";
import { namedOn, toldStep } from "./telling.js";
import type { Barrier, Ways } from "./ways.js";

/*
 * What keeps steps from being possible. The ways out of a state are run once more; where one ends at a guard, at a mailbox
 * or at a set without elements, that is told with the values that make it so, each place once for each process or action.
 */

/** Of one place so many ways are told each by itself. */
const MOST_WAYS = 3;
/** So many ways to an initial state are looked at. */
const MOST_BEGINNINGS = 10_000;

/** What those wait for who could take steps, in a state in which nobody can. */
export function waitsIn(frame: Frame): readonly Wait[] {
  const { model } = frame.program;
  const origins = originsOf(model);
  const waits = new Waits();
  eachWay(model, frame.recorded(), {
    tried: () => {},
    end: () => true,
    fault: () => true,
    barred: (barrier, at, transition, running) => {
      const member = running?.instance === undefined ? "" : datumText(toDatum(running.instance));
      waits.add(`${transition} ${member}`, barrier, at, () => {
        const step = toldStep(present(origins[transition]), at, running, false);
        return { ...step, kind: step.kind === "label" ? "label" : "action" };
      });
      return true;
    },
  });
  return waits.list;
}

/** What leaves no initial state: of the places at which ways to one end those that come last. */
export function waitsAtStart(program: Program): readonly Wait[] {
  let reached = -1;
  let left = MOST_BEGINNINGS;
  let waits = new Waits();
  const ways: Ways = {
    running: undefined,
    tried: () => {},
    end: () => true,
    fault: () => true,
    barred: (barrier, frame) => {
      const { initialisations, variables } = program.model;
      const isValue = barrier.kind === "first value";
      const stage = isValue ? initialisations.indexOf(barrier.initialisation) : initialisations.length;
      if (stage > reached) waits = new Waits();
      reached = Math.max(stage, reached);
      if (stage === reached) {
        const name = isValue ? present(variables[barrier.initialisation.slot]).name : "init";
        const bindings = namedOn(frame.trail ?? []);
        waits.add("", barrier, frame, () => ({ kind: "start", name, from: undefined, arguments: [], bindings }));
      }
      left -= 1;
      return left > 0;
    },
  };
  initialWays(program, ways, []);
  return waits.list;
}

/** Who waits, and what was chosen on the way there. */
type Waiting = Pick<Wait, "kind" | "name" | "from"> & Pick<TraceStep, "arguments" | "bindings">;

class Waits {
  readonly #places = new Map<string, { readonly wait: Wait; readonly ways: WaitingWay[]; untold: number }>();

  get list(): readonly Wait[] {
    return [...this.#places.values()].map(({ wait, ways, untold }) => ({ ...wait, ways, untold }));
  }

  /** `whose`: tells those apart who wait at the same place. */
  add(whose: string, barrier: Barrier, frame: Frame, who: () => Waiting): void {
    const key = `${whose} ${barrier.span.start}`;
    const found = this.#places.get(key);
    if (found !== undefined && found.ways.length >= MOST_WAYS) {
      found.untold += 1;
      return;
    }
    const { kind, name, from, arguments: values, bindings } = who();
    const { reason, span, text, parts } = told(barrier, frame);
    const way: WaitingWay = { arguments: values, bindings, parts };
    if (found !== undefined) {
      found.ways.push(way);
      return;
    }
    const { line } = frame.program.model.source.position(span.start);
    const wait = { kind, name, from, reason, line, text, ways: [], untold: 0 };
    this.#places.set(key, { wait, ways: [way], untold: 0 });
  }
}

interface ToldBarrier extends Pick<Wait, "reason" | "text"> {
  readonly span: Span;
  readonly parts: readonly Part[];
}

function told(barrier: Barrier, frame: Frame): ToldBarrier {
  const { source } = frame.program.model;
  const { span } = barrier;
  const text = source.slice(span);
  switch (barrier.kind) {
    case "when":
      return { reason: "false", span, text, parts: deciding(barrier.condition, frame) };
    case "send":
    case "receive": {
      const { channel, key, messages } = mailboxOf(barrier, frame);
      const name = key === undefined ? channel.name : `${channel.name}[${keyText(toDatum(key))}]`;
      const parts = [{ text: name, value: toDatum(messages) }];
      return { reason: barrier.kind === "send" ? "full" : "no message", span, text, parts };
    }
    case "pick":
    case "parameters": {
      const empty = emptyOne(barrier.binders, frame);
      const at =
        barrier.kind === "pick" ? cover({ start: span.start, end: span.start }, empty.set.span) : empty.set.span;
      const names = empty.patterns.flatMap(bindingsOf).map(({ name }) => name);
      const chosen = barrier.kind === "pick" ? source.slice(at) : `${names.join(", ") || "_"} in ${source.slice(at)}`;
      return { reason: "empty", span: at, text: chosen, parts: partsOf(empty.set, frame) };
    }
    case "first value": {
      const { initial } = barrier.initialisation;
      const parts = initial.kind === "in" ? partsOf(initial.set, frame) : [];
      return { reason: "empty", span, text, parts };
    }
  }
}

/** The first of the binders that has nothing to choose, after the first choices for those before it. */
function emptyOne(binders: readonly Binder[], frame: Frame): Binder {
  for (const binder of binders) {
    let isEmpty = true;
    each(elementsIn(binder.set, frame), (value) => {
      isEmpty = false;
      for (const pattern of binder.patterns) matches(pattern, value, frame);
      return false;
    });
    if (isEmpty) return binder;
  }
  return present(binders.at(-1));
}

/** What the elements of a set depend on. */
function partsOf(set: Expr, frame: Frame): readonly Part[] {
  const parts = new Parts();
  parts.addWithin([set], frame);
  return besides(set, parts.list, frame);
}
