import type { CheckResult, Model, Profile, Progress } from "../index.js";
import { profileText } from "../report/profile.js";
import type { Shape } from "../report/trace.js";
import { verdictLines } from "../report/verdict.js";
import { checked, type Room, refuseRoom } from "./checked.js";
import { compileFile, tell } from "./compiled.js";
import { nothingSaved, unknownClaim } from "./errors.js";
import { existingFolder, refuseUnwritable } from "./files.js";
import { Interrupt } from "./interrupt.js";
import type { EngineName, Format } from "./options.js";
import { ProgressLine } from "./progress.js";
import type { Said } from "./resume.js";
import type { Saved, Saving } from "./saving.js";
import { shown, type Timed } from "./shown.js";
import { type ExitStatus, status } from "./status.js";
import { err, out, styleFor } from "./terminal.js";

export interface CheckCommand extends Said, Saving, Room, Shape {
  readonly seconds: number | undefined;
  readonly strict: boolean;
  /** Tell the point of no return of what fails. */
  readonly why: boolean;
  readonly format: Format;
  readonly out: string | undefined;
  readonly progress: boolean;
  readonly profile: boolean;
  readonly engine: EngineName | undefined;
}

/** `everystep check FILE`; without a file a checkpoint names it. */
export async function runCheck(file: string | undefined, command: CheckCommand): Promise<ExitStatus> {
  if (command.checkpoint === undefined && command.resume === undefined) {
    if (command.every !== undefined) throw nothingSaved();
    return checkFile(file ?? "", command, undefined);
  }
  const { savedBy } = await import("./saving.js");
  const saved = savedBy(file, command);
  try {
    return await checkFile(saved.file, { ...command, ...saved.said }, saved);
  } finally {
    saved.close();
  }
}

async function checkFile(path: string, command: CheckCommand, saved: Saved | undefined): Promise<ExitStatus> {
  if (command.root !== undefined) existingFolder(command.root);
  if (command.out !== undefined) refuseUnwritable(command.out);
  refuseRoom(command.engine, command);
  const start = process.uptime();
  const compilation = compileFile(path, command);
  const compile = process.uptime() - start;
  saved?.begin(compilation.texts);
  tell(compilation, command.format);
  const { model, source } = compilation;
  if (model === undefined) return status.wrong;
  refuseUnknownClaims(model, command.claims ?? []);
  const { result, profile } = await search(model, command, saved);
  if (command.out !== undefined) {
    const { saveRun } = await import("./run-file.js");
    saveRun(command.out, { result, source });
  }
  const options = {
    style: styleFor(process.stdout),
    full: command.full,
    lanes: command.lanes,
    source,
    witnesses: command.claims !== undefined,
    expectedToFail: expectedToFail(model),
    byName: command.claims !== undefined,
    strict: command.strict,
    why: command.why,
  };
  const timed = profile && { profile, before: { start, compile } };
  const report = shown(result, source, command.format, options, timed);
  if (command.format === "itf" || command.format === "mermaid") tellVerdict(result, timed);
  if (report === undefined) err("There is no behaviour to show.\n");
  else out(report);
  saved?.tell(result);
  return statusOf(result, command.strict);
}

/** Beside a behaviour in a format that holds nothing else. */
function tellVerdict(result: CheckResult, timed: Timed | undefined): void {
  const style = styleFor(process.stderr);
  err(`${verdictLines(result, style).join("\n")}\n`);
  if (timed !== undefined) err(profileText(timed.profile, timed.before, style));
}

function refuseUnknownClaims(model: Model, names: readonly string[]): void {
  const known = [...model.claims.map(({ name }) => name), "deadlock"];
  for (const name of names) if (!known.includes(name)) throw unknownClaim(name, known);
}

interface Searched {
  readonly result: CheckResult;
  readonly profile: Profile | undefined;
}

async function search(model: Model, command: CheckCommand, saved: Saved | undefined): Promise<Searched> {
  const interrupt = new Interrupt();
  let profile: Profile | undefined;
  const progress = command.progress || process.stderr.isTTY ? new ProgressLine(process.stderr) : undefined;
  try {
    const options = {
      engine: command.engine,
      claims: command.claims,
      continue: command.continue,
      symmetry: command.symmetry,
      why: command.why,
      maxStates: command.maxStates,
      maxDepth: command.maxDepth,
      seconds: command.seconds,
      signal: interrupt.signal,
      keeper: saved?.keeper,
      from: saved?.from,
      onProfile: command.profile
        ? (told: Profile): void => {
            profile = told;
          }
        : undefined,
      onProgress: (now: Progress) => progress?.show(now),
    };
    const result = await checked(model, options, command);
    return { result, profile };
  } finally {
    progress?.clear();
    interrupt.release();
  }
}

/** What the chosen model expects to fail: `deadlock` by that name. */
export function expectedToFail({ chosen }: Model): ReadonlySet<string> {
  const names = chosen?.expectations.flatMap((expected) => {
    if (expected.kind === "deadlock") return ["deadlock"];
    return expected.kind === "fails" ? [expected.claim] : [];
  });
  return new Set(names);
}

/** With `strict`, findings count as failures, and a pass within constraints as incomplete. */
function statusOf(result: CheckResult, strict: boolean): ExitStatus {
  if (result.status === "fails") return status.fails;
  const cutOff = result.findings.filter(({ kind }) => kind === "cut off by a constraint");
  if (strict && result.findings.length > cutOff.length) return status.fails;
  if (result.status === "incomplete") return status.incomplete;
  return strict && result.counts.outside > 0 ? status.incomplete : status.holds;
}
