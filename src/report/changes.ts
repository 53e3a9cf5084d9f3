import type { Datum } from "../engine/datum.js";
import { datumText, keyText, sameDatum } from "./datum.js";
import { printable, width } from "./printable.js";

/*
 * What a step did to a value, at the smallest path that an assignment could have: `number[2]: 0 → 1`, `c[1].log: …`.
 * Long sets and sequences are told by what came and what went.
 */

export interface Change {
  readonly path: string;
  readonly before: Datum;
  readonly after: Datum;
}

/** The changes below `path`, in the order of the value; none when both are the same. */
export function changes(path: string, before: Datum, after: Datum): Change[] {
  if (sameDatum(before, after)) return [];
  const pairs = insides(path, before, after);
  if (pairs === undefined) return [{ path, before, after }];
  return pairs.flatMap((inside) => changes(inside.path, inside.before, inside.after));
}

/** One line of a report: `b[1], b[2]` and `true → false`. */
export interface ChangeLine {
  readonly paths: string;
  readonly text: string;
}

/** Changes that are alike share a line. */
export function changeLines(found: readonly Change[]): ChangeLine[] {
  const paths = new Map<string, string[]>();
  for (const change of found) {
    const text = changeText(change);
    const alike = paths.get(text);
    if (alike === undefined) paths.set(text, [change.path]);
    else alike.push(change.path);
  }
  return [...paths].map(([text, alike]) => ({ paths: alike.join(", "), text }));
}

/** The parts in which both values agree in shape; undefined when they are best told as a whole. */
function insides(path: string, before: Datum, after: Datum): Change[] | undefined {
  if (before === null || after === null || typeof before !== "object" || typeof after !== "object") return undefined;
  if ("function" in before && "function" in after) {
    const keys = before.function.map(([key]) => key);
    if (!sameDatum({ seq: keys }, { seq: after.function.map(([key]) => key) })) return undefined;
    return zip(before.function, after.function, ([key]) => `${path}[${keyText(key)}]`);
  }
  if ("record" in before && "record" in after) {
    if (before.record.length !== after.record.length) return undefined;
    return zip(before.record, after.record, ([name]) => `${path}.${printable(name)}`);
  }
  if ("seq" in before && "seq" in after) return oneElement(path, before.seq, after.seq);
  return undefined;
}

function zip<Key>(
  before: readonly (readonly [Key, Datum])[],
  after: readonly (readonly [Key, Datum])[],
  path: (entry: readonly [Key, Datum]) => string,
): Change[] {
  return before.map((entry, at) => ({ path: path(entry), before: entry[1], after: after[at]?.[1] ?? null }));
}

/** A sequence in which just one element became another. */
function oneElement(path: string, before: readonly Datum[], after: readonly Datum[]): Change[] | undefined {
  if (before.length !== after.length || before.length < 2) return undefined;
  const differing = before.flatMap((element, at) => {
    const other = after[at] ?? null;
    return sameDatum(element, other) ? [] : [{ path: `${path}[${at + 1}]`, before: element, after: other }];
  });
  return differing.length === 1 ? differing : undefined;
}

/** Longer ones are told by their difference. */
const comfortable = 60;

function changeText({ before, after }: Change): string {
  const whole = `${datumText(before)} → ${datumText(after)}`;
  if (width(whole) <= comfortable) return whole;
  return differenceText(before, after) ?? whole;
}

function differenceText(before: Datum, after: Datum): string | undefined {
  if (before === null || after === null || typeof before !== "object" || typeof after !== "object") return undefined;
  if ("set" in before && "set" in after) return setDifference(before.set, after.set);
  if ("seq" in before && "seq" in after) return seqDifference(before.seq, after.seq);
  return undefined;
}

/** `+ Prepared(2), − Abort` */
function setDifference(before: readonly Datum[], after: readonly Datum[]): string | undefined {
  const old = new Set(before.map(datumText));
  const present = new Set(after.map(datumText));
  const came = [...present].filter((element) => !old.has(element));
  const went = [...old].filter((element) => !present.has(element));
  if (came.length + went.length >= present.size) return undefined;
  return [...came.map((element) => `+ ${element}`), ...went.map((element) => `− ${element}`)].join(", ");
}

function seqDifference(before: readonly Datum[], after: readonly Datum[]): string | undefined {
  const begins = (whole: readonly Datum[], part: readonly Datum[]): boolean =>
    part.length > 0 && sameDatum({ seq: whole.slice(0, part.length) }, { seq: part });
  if (begins(after, before)) return `… ++ ${datumText({ seq: after.slice(before.length) })}`;
  if (begins(before, after)) return `cut to the first ${after.length} of ${before.length}`;
  const gone = before.length - after.length;
  if (gone > 0 && sameDatum({ seq: before.slice(gone) }, { seq: after })) {
    return `without its first ${gone === 1 ? "element" : gone}: ${datumText({ seq: before.slice(0, gone) })}`;
  }
  return undefined;
}
