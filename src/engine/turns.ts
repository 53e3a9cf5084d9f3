/*
 * Long work in a program that also listens: it runs in turns of about `TURN` milliseconds, and between two of them the
 * event loop gets its own, so that signals, timers and the page are served.
 */

const TURN = 50;

/** Something that can do a number of equal pieces of its work; `advance` returns false at the end. */
export interface Work {
  advance(pieces: number): boolean;
}

/** Does all of it. `between` is called after each turn but the last. */
export async function inTurns(work: Work, between: () => void): Promise<void> {
  const pace = new Pace();
  while (pace.turn(work)) {
    between();
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

/** Finds out how many pieces fill a turn. */
class Pace {
  #pieces = 1;

  /** Works for about one turn; false at the end of the work. */
  turn(work: Work): boolean {
    const end = performance.now() + TURN;
    for (let now = performance.now(); now < end; ) {
      if (!work.advance(this.#pieces)) return false;
      const before = now;
      now = performance.now();
      if (now - before < TURN / 8) this.#pieces *= 2;
      else if (now - before > TURN / 4) this.#pieces = Math.max(1, this.#pieces >> 1);
    }
    return true;
  }
}
