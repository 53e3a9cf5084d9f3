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

/** What the body does; a construct without a place is told to be at the span. */
export function locating<T>(span: Span, body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (error instanceof Unsupported && error.span === undefined) throw new Unsupported(error.construct, span);
    throw error;
  }
}
