import { type CheckResult, type Compilation, compareExpectations, type Model } from "../index.js";
import { diagnosticsText } from "../report/diagnostics.js";
import { junitText } from "../report/junit.js";
import { printable } from "../report/printable.js";
import { plain } from "../report/style.js";
import { nameColumn, outcomeText, summaryText, type TestOutcome } from "../report/summary.js";
import { checked, type Room, refuseRoom } from "./checked.js";
import { compileFile } from "./compiled.js";
import { CallError, noModels } from "./errors.js";
import { refuseUnwritable, writeWhole } from "./files.js";
import { Interrupt } from "./interrupt.js";
import type { EngineName } from "./options.js";
import { specsUnder } from "./specs.js";
import { type ExitStatus, status } from "./status.js";
import { out, styleFor } from "./terminal.js";

export interface TestCommand extends Room {
  readonly junit: string | undefined;
  readonly root: string | undefined;
  readonly symmetry: boolean;
  readonly engine: EngineName | undefined;
}

/** One model to run; without a model: what is wrong with the spec. */
interface Case {
  readonly file: string;
  readonly model: string | undefined;
  readonly wrong: string | undefined;
}

/** `everystep test [PATHS…]` */
export async function runTest(paths: readonly string[], command: TestCommand): Promise<ExitStatus> {
  if (command.junit !== undefined) refuseUnwritable(command.junit);
  refuseRoom(command.engine, command);
  const cases = specsUnder(paths).flatMap((file) => casesOf(file, command));
  const style = styleFor(process.stdout);
  const column = nameColumn(cases);
  const interrupt = new Interrupt();
  const outcomes: TestOutcome[] = [];
  let invalid = false;
  for (const each of cases) {
    if (interrupt.signal.aborted) break;
    const { outcome, ran } = await ranCase(each, command, interrupt.signal);
    invalid ||= !ran;
    outcomes.push(outcome);
    out(`${outcomeText(outcome, column, style)}\n`);
  }
  interrupt.release();
  if (command.junit !== undefined) writeWhole(command.junit, junitText(outcomes));
  const left = cases.length - outcomes.length;
  out(`\n${summaryText(outcomes, style)}${left === 0 ? "" : `, ${left} not run`}\n`);
  const [failed] = outcomes.filter(({ counts, failures }) => counts !== undefined && failures.length > 0);
  if (failed !== undefined) out(`See: everystep check ${printable(failed.file)} --model ${failed.model} --continue\n`);
  if (invalid) return status.wrong;
  if (outcomes.some(({ failures }) => failures.length > 0)) return status.fails;
  return interrupt.signal.aborted ? status.incomplete : status.holds;
}

function casesOf(file: string, { root }: TestCommand): Case[] {
  try {
    const first = compileFile(file, { root });
    const wrong = errorsIn(first);
    const same = (model: string): boolean => errorsIn(compileFile(file, { model, root })) === wrong;
    // What is wrong whatever the model is told once.
    if (wrong !== undefined && first.models.slice(1).every(same)) return [{ file, model: undefined, wrong }];
    if (first.models.length === 0) throw noModels(file);
    return first.models.map((model) => ({ file, model, wrong: undefined }));
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return [{ file, model: undefined, wrong: diagnosticsText([error.diagnostic], undefined, plain).trimEnd() }];
  }
}

/** What is wrong with a spec, as it is told; undefined if nothing is. */
function errorsIn({ diagnostics, source }: Compilation): string | undefined {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return errors.length === 0 ? undefined : diagnosticsText(errors, source, plain).trimEnd();
}

interface Ran {
  readonly outcome: TestOutcome;
  /** False when the spec, not a claim, is wrong. */
  readonly ran: boolean;
}

/** The same with an engine that does not take the spec. */
async function ranCase(each: Case, command: TestCommand, signal: AbortSignal): Promise<Ran> {
  try {
    return await runCase(each, command, signal);
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return notRun(each, diagnosticsText([error.diagnostic], undefined, plain).trimEnd());
  }
}

function notRun({ file, model }: Case, failure: string): Ran {
  return { outcome: { file, model, failures: [failure], counts: undefined, seconds: 0 }, ran: false };
}

async function runCase({ file, model, wrong }: Case, command: TestCommand, signal: AbortSignal): Promise<Ran> {
  const { root, symmetry, engine } = command;
  const without = (failure: string): Ran => notRun({ file, model, wrong }, failure);
  if (wrong !== undefined) return without(wrong);
  const compilation = compileFile(file, { model, root });
  if (compilation.model === undefined) return without(errorsIn(compilation) ?? "");
  if (compilation.model.chosen === undefined || compilation.model.chosen.expectations.length === 0) {
    return without("expects nothing: say what comes out, like `holds I` or `states 90`");
  }
  const result = await checked(compilation.model, { continue: true, signal, symmetry, engine }, command);
  const failures = signal.aborted
    ? [signal.reason === "memory" ? "memory ran out" : "interrupted"]
    : failuresOf(result, compilation.model);
  return { outcome: { file, model, failures, counts: result.counts, seconds: result.seconds }, ran: true };
}

function failuresOf(result: CheckResult, { chosen }: Model): string[] {
  if (chosen === undefined) return [];
  return compareExpectations(result, chosen)
    .filter(({ passed }) => !passed)
    .map(({ text, message }) => `expected \`${text}\`, but ${message}`);
}
