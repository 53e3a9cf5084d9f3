import type * as ast from "../../src/syntax/ast.js";

const span = { start: 0, end: 0 };
const NAMES = ["a", "b", "i", "x", "K", "Req", "model", "step", "max", "var", "fifo", "n_1", "ä"];
const WORDS = [...NAMES, "in", "set", "done", "not"];
const DOCS = ["About it.", "One.\nTwo.\n\n Four.", ""];

/** What is left to chance when a tree grows; the same seed grows the same tree. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 1;
  }

  protected name(): ast.Name {
    return { text: this.of(NAMES), span };
  }

  protected word(): ast.Name {
    return { text: this.of(WORDS), span };
  }

  protected label(): ast.Name {
    return { text: this.of([...NAMES, "done"]), span };
  }

  protected doc(): string | undefined {
    return this.below(6) === 0 ? this.of(DOCS) : undefined;
  }

  protected perhaps<T>(grow: () => T): T | undefined {
    return this.flip() ? grow() : undefined;
  }

  protected list<T>(grow: () => T, fewest = 0, most = fewest + 2): T[] {
    return Array.from({ length: fewest + this.below(most - fewest + 1) }, grow);
  }

  protected one<T>(...ways: readonly (() => T)[]): T {
    return this.of(ways)();
  }

  protected of<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error("nothing to choose from");
    return item;
  }

  protected flip(): boolean {
    return this.below(2) === 0;
  }

  /** xorshift32 (G. Marsaglia, "Xorshift RNGs", 2003). */
  protected below(limit: number): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % limit;
  }
}
