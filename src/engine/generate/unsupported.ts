import type { Span } from "../../source.js";

/** The generated engine cannot take a model: the construct, as a person would name it, and where it stands. */
export class Unsupported extends Error {
  constructor(
    readonly construct: string,
    readonly span: Span | undefined,
  ) {
    super(`the generated engine does not take ${construct}`);
    this.name = "Unsupported";
  }
}
