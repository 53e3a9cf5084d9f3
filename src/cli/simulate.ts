import { simulate, Unsupported } from "../index.js";
import { simulationText } from "../report/simulation.js";
import type { Shape } from "../report/trace.js";
import { compileFile, type SpecOptions, tell } from "./compiled.js";
import { unsupported } from "./errors.js";
import { existingFolder } from "./files.js";
import { Interrupt } from "./interrupt.js";
import type { EngineName } from "./options.js";
import { type ExitStatus, status } from "./status.js";
import { out, styleFor } from "./terminal.js";

export interface SimulateCommand extends SpecOptions, Shape {
  /** Undefined: another one each time. */
  readonly seed: number | undefined;
  readonly runs: number;
  readonly steps: number;
  readonly engine: EngineName | undefined;
}

/** `everystep simulate FILE` */
export async function runSimulate(path: string, command: SimulateCommand): Promise<ExitStatus> {
  if (command.root !== undefined) existingFolder(command.root);
  const compilation = compileFile(path, command);
  tell(compilation, "text");
  const { model, source } = compilation;
  if (model === undefined) return status.wrong;
  const interrupt = new Interrupt();
  const { runs, steps, engine } = command;
  const seed = command.seed ?? Math.floor(Math.random() * 2 ** 32);
  const result = await simulate(model, { seed, runs, steps, engine, signal: interrupt.signal }).catch((error) => {
    if (error instanceof Unsupported) throw unsupported(error.construct, error.span, source);
    throw error;
  });
  interrupt.release();
  out(simulationText(result, { style: styleFor(process.stdout), full: command.full, lanes: command.lanes, source }));
  if (result.status === "fails") return status.fails;
  return interrupt.signal.aborted ? status.incomplete : status.holds;
}
