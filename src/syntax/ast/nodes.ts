import type { Span } from "../../source.js";

export interface Node {
  readonly span: Span;
}

export interface Name extends Node {
  readonly text: string;
}

/** A comment that is no documentation; `///` in front of a declaration is its `doc` instead. `text` has no slashes cut. */
export interface Comment extends Node {
  readonly text: string;
}
