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

/**
 * Makes something of all of these, or where generated code does not take all of them, of those that it takes one by one. Undefined
 * when there are none, or it does not take these either. `take` throws `Unsupported` of one that it does not.
 */
export function ofSupported<K, T>(
  all: readonly K[],
  take: (one: K) => unknown,
  make: (some: readonly K[]) => T,
): T | undefined {
  if (all.length === 0) return undefined;
  const made = supported(() => make(all));
  if (made !== undefined) return made.value;
  const taken = all.filter((one) => supported(() => take(one)) !== undefined);
  return taken.length === 0 || taken.length === all.length ? undefined : supported(() => make(taken))?.value;
}

function supported<T>(body: () => T): { readonly value: T } | undefined {
  try {
    return { value: body() };
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    throw error;
  }
}
