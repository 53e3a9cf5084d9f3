import * as fc from "fast-check";
import type { Threads } from "../../../src/engine/generate/search/team.js";
import type { Model } from "../../../src/model/ir.js";
import {
  behavioursDiffer,
  byGenerated,
  byReference,
  type Circumstances,
  difference,
  modelOf,
  type Told,
  unusual,
  usual,
} from "./compare.js";
import { RandomSpecs } from "./shrink.js";
import { eachPiece, type Piece } from "./template.js";

/** Two engines that do not tell the same. */
export interface Disagreement extends Trial {
  readonly seed: number;
  /** The smallest spec found that shows it. */
  readonly text: string;
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
  /** Where several workers work. */
  readonly threads?: () => Threads;
  /** False: specs are told as they were drawn. */
  readonly shrink?: boolean;
  readonly onDisagreement?: (found: Disagreement) => void;
}

/** Compares the engines on random specs; spec i is drawn with `seed + i`. */
export async function run(options: RunOptions): Promise<Report> {
  const { seed, goOn, most = 3, onDisagreement } = options;
  const report: Report = {
    ...{ specs: 0, invalid: 0, states: 0, disagreements: [] },
    ...{ rows: new Map(), faults: new Map(), statuses: new Map(), refused: new Map() },
  };
  for (let at = 0; goOn(report.specs) && report.disagreements.length < most; at++) {
    const found = await one(seed + at, options, report);
    if (found === undefined) continue;
    report.disagreements.push(found);
    onDisagreement?.(found);
  }
  return report;
}

const specs = new RandomSpecs();

/** One comparison of the engines on a spec. */
interface Trial {
  readonly goOn: boolean;
  readonly circumstances: Circumstances;
}

/** All specs are searched to the end; every fourth one also until something fails, under unusual circumstances. */
function trialsOf(seed: number): readonly Trial[] {
  const first = { goOn: true, circumstances: usual(seed) };
  return seed % 4 > 0 ? [first] : [first, { goOn: false, circumstances: unusual(seed) }];
}

/** Draws a spec and compares; what it shows is counted, and a spec that shows a difference is shrunk. */
async function one(
  seed: number,
  { shrink = true, threads }: RunOptions,
  report: Report,
): Promise<Disagreement | undefined> {
  let failing: { readonly trial: Trial; readonly class: string } | undefined;
  let latest = "";
  let drawn = true;
  const property = fc.asyncProperty(specs, async (spec) => {
    const model = modelOf(spec);
    if (model === undefined && drawn) report.invalid += 1;
    const counted = drawn ? report : undefined;
    drawn = false;
    if (model === undefined) return true;
    for (const trial of failing === undefined ? trialsOf(seed) : [failing.trial]) {
      const found = await differing(spec, model, trial, threads, counted);
      if (found === undefined) continue;
      failing ??= { trial, class: classOf(found) };
      if (classOf(found) !== failing.class) continue;
      latest = found;
      return false;
    }
    return true;
  });
  const { failed, counterexample } = await fc.check(property, { seed, numRuns: 1, endOnFailure: !shrink });
  if (!failed || counterexample === null || failing === undefined) return undefined;
  return { seed, text: counterexample[0].text, ...failing.trial, difference: latest };
}

/** Differences of one kind, so that shrinking does not go from one bug to another. */
function classOf(difference: string): string {
  const lines = difference.replaceAll(/\d+/g, "").split("\n");
  return lines.slice(0, difference.includes("Error") ? 2 : 1).join();
}

async function differing(
  spec: Piece,
  model: Model,
  trial: Trial,
  threads: RunOptions["threads"],
  report?: Report,
): Promise<string | undefined> {
  const { goOn, circumstances } = trial;
  const reference = await byReference(model, goOn, circumstances.most);
  const generated = await byGenerated(model, goOn, { ...circumstances, threads });
  if (goOn && report !== undefined) count(report, spec, reference, generated);
  const differs = difference(reference, generated);
  return differs ?? (circumstances.wanders === undefined ? undefined : behavioursDiffer(model, circumstances.wanders));
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
