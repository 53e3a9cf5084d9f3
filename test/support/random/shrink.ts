import * as fc from "fast-check";
import type { Random } from "../mutations.js";
import { randomPiece } from "./spec.js";
import { type Filling, type Piece, piece, refilled } from "./template.js";

/**
 * Random specs for fast-check, with their own way of becoming smaller: parts of lists are left out, what is nested comes out of
 * what it is nested in, an expression gives way to one of the same type within it, or to a literal. What is no spec any more
 * passes every property, so that fast-check goes on to the next.
 */
export class RandomSpecs extends fc.Arbitrary<Piece> {
  override generate(random: fc.Random): fc.Value<Piece> {
    const below: Random = (bound) => random.nextInt(0, bound - 1);
    return new fc.Value(randomPiece(below), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Piece {
    return typeof value === "object" && value !== null && "template" in value;
  }

  override shrink(spec: Piece): fc.Stream<fc.Value<Piece>> {
    return fc.stream(smaller(spec)).map((each) => new fc.Value(each, undefined));
  }
}

const LITERALS: Readonly<Record<string, readonly string[]>> = {
  bool: ["true", "false"],
  int: ["1", "0"],
  Color: ["red"],
};

function* smaller(of: Piece): IterableIterator<Piece> {
  if (of.category === "expression") {
    for (const inner of within(of)) if (inner.sort === of.sort) yield inner;
    const literals = LITERALS[of.sort] ?? [];
    if (!literals.includes(of.text)) {
      for (const text of literals) yield piece("expression", of.sort, undefined, text);
    }
  }
  for (const [at, part] of of.parts.entries()) {
    const put = (filling: Filling): Piece => refilled(of, of.parts.with(at, filling));
    if (typeof part === "string") continue;
    if ("template" in part) for (const each of smaller(part)) yield put(each);
    else for (const each of smallerLists(part)) yield put(each);
  }
}

/** First with halves, quarters, … left out, then with one piece less nested, then with one smaller piece. */
function* smallerLists(list: readonly Piece[]): IterableIterator<readonly Piece[]> {
  for (let size = list.length; size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < list.length; from += size) yield [...list.slice(0, from), ...list.slice(from + size)];
  }
  for (const [at, each] of list.entries()) {
    for (const part of each.parts) {
      if (
        typeof part !== "string" &&
        !("template" in part) &&
        part.every(({ category }) => category === each.category)
      ) {
        yield list.toSpliced(at, 1, ...part);
      }
    }
  }
  for (const [at, each] of list.entries()) for (const less of smaller(each)) yield list.with(at, less);
}

/** The expressions inside, the largest first. */
function within(of: Piece): readonly Piece[] {
  const found: Piece[] = [];
  const add = (part: Filling): void => {
    if (typeof part === "string") return;
    if (!("template" in part)) part.forEach(add);
    else {
      if (part.category === "expression") found.push(part);
      part.parts.forEach(add);
    }
  };
  of.parts.forEach(add);
  return found;
}
