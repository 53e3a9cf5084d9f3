import { cell, TEXT } from "./plan.js";
import type { Views } from "./views.js";

/*
 * How workers in several threads take the phases of a wave together: the first one opens a round, all work, and the round is
 * over when nobody works any more. Who waits first looks again and again for a while, for most phases are short; then it
 * sleeps until it is woken.
 */

/** How often a waiting worker looks before it sleeps. */
const LOOKS = 2000;

/** After so many milliseconds without an answer it is asked whether all are still there: a part of a wave takes a fraction of it. */
const PATIENCE = 1000;

const index = (address: number): number => address >>> 2;

/** What threads are told instead of a phase: to end. */
const END = -1;

/** Opens a round; `others` besides this worker take part. A phase is a number from 0 on. */
export function open(views: Views, phase: number | undefined, others: number): void {
  const { words } = views;
  words[index(cell.phase)] = phase ?? END;
  words[index(cell.taking)] = others + 1;
  Atomics.store(words, index(cell.working), others);
  Atomics.add(words, index(cell.round), 1);
  Atomics.notify(words, index(cell.round));
}

/** Waits until the others have done their parts. False: one of them is `gone`, and will not. */
export function close(views: Views, gone: () => boolean): boolean {
  const { words } = views;
  const at = index(cell.working);
  for (let looks = 0; looks < LOOKS; looks++) if (Atomics.load(words, at) === 0) return true;
  for (;;) {
    const working = Atomics.load(words, at);
    if (working === 0) return true;
    if (Atomics.wait(words, at, working, PATIENCE) === "timed-out" && gone()) return false;
  }
}

/**
 * A round in which all do a phase: `own` is this worker's part. `failed`: why a thread is gone.
 *
 * @throws RangeError where that is what another worker failed of; Error
 */
export function together(
  views: Views,
  phase: number,
  others: number,
  own: () => void,
  failed: () => string | undefined,
): void {
  open(views, phase, others);
  try {
    own();
  } catch (error) {
    fail(views, error);
  }
  if (!close(views, () => failed() !== undefined)) throw new Error(`a worker is gone: ${failed()}`);
  const why = failure(views);
  if (why === undefined) return;
  const told = `a worker failed: ${why}`;
  throw why.startsWith("RangeError") ? new RangeError(told) : new Error(told);
}

/** A round as another worker sees it; the phase is undefined when there is nothing more to do. */
export interface Round {
  readonly number: number;
  readonly phase: number | undefined;
  readonly workers: number;
}

/** Waits for the round after one. */
export function next(views: Views, last: number): Round {
  const { words } = views;
  const at = index(cell.round);
  for (let looks = 0; looks < LOOKS && Atomics.load(words, at) === last; looks++);
  while (Atomics.load(words, at) === last) Atomics.wait(words, at, last);
  const phase = words[index(cell.phase)] ?? END;
  return {
    number: Atomics.load(words, at),
    phase: phase === END ? undefined : phase,
    workers: words[index(cell.taking)] ?? 0,
  };
}

/** This worker has done its part. */
export function done(views: Views): void {
  const { words } = views;
  if (Atomics.sub(words, index(cell.working), 1) === 1) Atomics.notify(words, index(cell.working));
}

/** A worker cannot go on: everybody stops. */
export function fail(views: Views, error: unknown): void {
  const { words, bytes } = views;
  const text = new TextEncoder().encode(String(error)).subarray(0, TEXT);
  bytes.set(text, cell.text);
  words[index(cell.length)] = text.length;
  Atomics.store(words, index(cell.stop), 1);
  Atomics.store(words, index(cell.failed), 1);
}

/** What a worker failed of, if one did. */
export function failure(views: Views): string | undefined {
  if (Atomics.load(views.words, index(cell.failed)) === 0) return undefined;
  return new TextDecoder().decode(views.bytes.slice(cell.text, cell.text + views.get(cell.length)));
}
