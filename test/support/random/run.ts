import * as fc from "fast-check";
import { byGenerated, byReference, difference, modelOf, type Told } from "./compare.js";
import { RandomSpecs } from "./shrink.js";
import { eachPiece, type Piece } from "./template.js";

/** Two engines that do not tell the same. */
export interface Disagreement {
  readonly seed: number;
  /** The smallest spec found that shows it. */
  readonly text: string;
  readonly goOn: boolean;
  readonly difference: string;
}

export interface Report {
  specs: number;
  /** Drawn, and no specs after all. */
  invalid: number;
  states: number;
  readonly rows: Map<string, number>;
  readonly faults: Map<string, number>;
  readonly statuses: Map<string, number>;
  /** What the generated engine does not take. */
  readonly refused: Map<string, number>;
  readonly disagreements: Disagreement[];
}

export interface RunOptions {
  readonly seed: number;
  /** Goes on while this is true of the number of specs that are done. */
  readonly goOn: (specs: number) => boolean;
  /** Stops after so many disagreements. */
  readonly most?: number;
  /** False: specs are told as they were drawn. */
  readonly shrink?: boolean;
  readonly onDisagreement?: (found: Disagreement) => void;
}

/** Compares the engines on random specs; spec i is drawn with `seed + i`. */
export async function run({ seed, goOn, most = 3, shrink = true, onDisagreement }: RunOptions): Promise<Report> {
  const report: Report = {
    ...{ specs: 0, invalid: 0, states: 0, disagreements: [] },
    ...{ rows: new Map(), faults: new Map(), statuses: new Map(), refused: new Map() },
  };
  for (let at = 0; goOn(report.specs) && report.disagreements.length < most; at++) {
    const found = await one(seed + at, shrink, report);
    if (found === undefined) continue;
    report.disagreements.push(found);
    onDisagreement?.(found);
  }
  return report;
}

const specs = new RandomSpecs();

/** Draws a spec and compares; what it shows is counted, and a spec that shows a difference is shrunk. */
async function one(seed: number, shrink: boolean, report: Report): Promise<Disagreement | undefined> {
  let first: { readonly goOn: boolean; readonly class: string } | undefined;
  let latest = "";
  let drawn = true;
  const property = fc.asyncProperty(specs, async (spec) => {
    const count = drawn ? report : undefined;
    drawn = false;
    const found = await compared(spec, first?.goOn, count);
    if (found === undefined) return true;
    const kind = classOf(found.difference);
    first ??= { goOn: found.goOn, class: kind };
    if (kind !== first.class) return true;
    latest = found.difference;
    return false;
  });
  const { failed, counterexample } = await fc.check(property, { seed, numRuns: 1, endOnFailure: !shrink });
  if (!failed || counterexample === null || first === undefined) return undefined;
  return { seed, text: counterexample[0].text, goOn: first.goOn, difference: latest };
}

/** Differences of one kind, so that shrinking does not go from one bug to another. */
function classOf(difference: string): string {
  return difference
    .replaceAll(/\d+/g, "")
    .split("\n")
    .slice(0, difference.includes("Error") ? 2 : 1)
    .join();
}

interface Compared {
  readonly goOn: boolean;
  readonly difference: string;
}

/** `only`: with or without going on after a violation; undefined: both. */
async function compared(spec: Piece, only: boolean | undefined, report?: Report): Promise<Compared | undefined> {
  const model = modelOf(spec);
  if (model === undefined) {
    if (report) report.invalid += 1;
    return undefined;
  }
  for (const goOn of only === undefined ? [true, false] : [only]) {
    const reference = await byReference(model, goOn);
    const generated = await byGenerated(model, goOn);
    if (goOn && report !== undefined) count(report, spec, reference, generated);
    const found = difference(reference, generated);
    if (found !== undefined) return { goOn, difference: found };
    // Where nothing failed both are the same search; of the others every third is run again.
    if ("refused" in generated || ("result" in reference && reference.result.status !== "fails")) break;
    if (report !== undefined && report.specs % 3 !== 0) break;
  }
  return undefined;
}

function count(report: Report, spec: Piece, reference: Told, generated: Told): void {
  report.specs += 1;
  const used = new Set<string>();
  eachPiece(spec, ({ row }) => {
    for (const each of row?.split(";") ?? []) used.add(each);
  });
  for (const row of used) add(report.rows, row);
  if ("refused" in generated) add(report.refused, generated.refused);
  if (!("result" in reference)) return;
  const { status, cut, faults, counts } = reference.result;
  report.states += counts.states;
  add(report.statuses, cut === undefined ? status : `${status}, cut`);
  for (const { fault } of faults) add(report.faults, fault.kind);
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
