/** Why a search ended, in the words of every breadth-first search. */
export type PackedEnd = "exhausted" | "violation" | "max-states" | "max-depth" | "stopped" | "memory" | "disk";

/** What a search has counted so far; the same as the reference engine's, also when it ends in the middle. */
export class Tally {
  /** Distinct states inside the constraints, initial ones among them, and outside. */
  states = 0;
  initial = 0;
  outside = 0;
  steps = 0;
  depth = 0;
  /** States inside that were expanded to the last way. */
  expanded = 0;
  /** The distance of the states that are expanded now; 0: from nowhere to the initial ones. */
  level = 0;
  /** Undefined while there is something to do. */
  end: PackedEnd | undefined;
  /** It ended among the ways of one state: nothing can go on from there. */
  halfway = false;

  /** New states were found: so many, of which some are inside. */
  found(count: number, inside: number): void {
    this.states += inside;
    this.outside += count - inside;
    if (inside > 0) this.depth = this.level + 1;
  }
}
