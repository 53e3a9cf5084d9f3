/*
 * Work on a large graph is done in pieces, so that somebody can look at the time in between, or stop it.
 */

/** Work that yields after each piece, and returns what came of it. */
export type Pieces<T> = Generator<undefined, T>;

/** Places of a graph that are looked at in one piece. */
export const PLACES = 256;
