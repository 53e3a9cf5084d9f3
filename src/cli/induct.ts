import type { InductionProgress } from "../index.js";
import { inductionText } from "../report/induction-report.js";
import { checkJson } from "../report/json.js";
import type { Shape } from "../report/trace.js";
import { checked } from "./checked.js";
import { compileFile, type SpecOptions, tell } from "./compiled.js";
import { unknownClaim } from "./errors.js";
import { existingFolder } from "./files.js";
import { Interrupt } from "./interrupt.js";
import { InductionLine } from "./progress.js";
import { type ExitStatus, status } from "./status.js";
import { out, styleFor } from "./terminal.js";

/** Reachable states that are visited by default: there may be no end of them, and the inductive step needs none. */
const MOST_REACHABLE = 1_000_000;

export interface InductCommand extends SpecOptions, Shape {
  readonly claim: string;
  readonly samples: number | undefined;
  readonly seed: number | undefined;
  /** Reachable states that are visited to tell whether the counterexample begins in one. */
  readonly maxStates: number | undefined;
  readonly seconds: number | undefined;
  readonly format: "text" | "json";
  /** Tell how far it is where there is no terminal, too. */
  readonly progress: boolean;
}

/** `everystep induct FILE --claim I` */
export async function runInduct(path: string, command: InductCommand): Promise<ExitStatus> {
  if (command.root !== undefined) existingFolder(command.root);
  const compilation = compileFile(path, command);
  tell(compilation, command.format);
  const { model, source } = compilation;
  if (model === undefined) return status.wrong;
  const invariants = model.claims.filter(({ kind }) => kind === "invariant" || kind === "inductive invariant");
  const names = invariants.map(({ name }) => name);
  if (!names.includes(command.claim)) throw unknownClaim(command.claim, names, "invariant");
  const interrupt = new Interrupt();
  const { samples, seed, maxStates = MOST_REACHABLE, seconds } = command;
  const options = { maxStates, seconds, signal: interrupt.signal };
  const line = command.progress || process.stderr.isTTY ? new InductionLine(process.stderr, command.claim) : undefined;
  const induct = { samples, seed, onProgress: (now: InductionProgress): void => line?.show(now) };
  const asked = { claims: [command.claim], continue: true, induct, ...options };
  const result = await checked(model, asked, { workers: undefined, memory: undefined, spill: undefined });
  line?.clear();
  interrupt.release();
  const claim = result.claims.find(({ kind, name }) => kind !== "deadlock" && name === command.claim);
  if (claim === undefined) throw new Error("internal error: the claim has no result");
  const shown = { style: styleFor(process.stdout), full: command.full, lanes: command.lanes, source };
  out(command.format === "json" ? checkJson(result, source) : inductionText(result, claim, shown));
  if (claim.status === "fails" || result.faults.length > 0) return status.fails;
  return claim.status === "holds" || claim.status === "holds within" ? status.holds : status.incomplete;
}
