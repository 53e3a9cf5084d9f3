import { availableParallelism } from "node:os";
import { type CheckOptions, type CheckResult, check, type Model, Unsupported } from "../index.js";
import { Files } from "./disk.js";
import { notHeeded, unsupported } from "./errors.js";
import { writableFolder } from "./files.js";
import { type EngineName, MOST_WORKERS } from "./options.js";
import { NodeThreads } from "./threads.js";

/** What a search may take of the machine. */
export interface Room {
  /** Threads; undefined: as many as the machine has cores. */
  readonly workers: number | undefined;
  /** Bytes that the process may have resident; undefined: three quarters of what is free. */
  readonly memory: number | undefined;
  /** The folder for what memory does not hold; undefined: the system's for temporary files; false: nothing is kept there. */
  readonly spill: string | false | undefined;
}

/** Memory that is not for workers, and what there is to be for each one. */
const FIRST = 96 * 2 ** 20;
const EACH = 16 * 2 ** 20;

/**
 * Looks at what a command says of room before it is used.
 *
 * @throws CallError E0701, E0703, E0710, E0766
 */
export function refuseRoom(engine: EngineName | undefined, { workers, memory, spill }: Room): void {
  const said = {
    "--workers": workers,
    "--memory": memory,
    "--no-spill": spill === false || undefined,
    "--spill": spill,
  };
  for (const [option, value] of Object.entries(said)) {
    if (engine === "reference" && value !== undefined) throw notHeeded(option);
  }
  if (typeof spill === "string") writableFolder(spill);
}

/** As many workers as are wanted, or fewer where memory is small: what comes out is the same. */
function workersWithin(memory: number, wanted: number): number {
  return Math.max(1, Math.min(wanted, MOST_WORKERS, Math.floor((memory - FIRST) / EACH)));
}

/**
 * `check` for a command, within some room.
 *
 * @throws CallError E0750 when the engine does not take the spec
 */
export async function checked(
  model: Model,
  options: CheckOptions,
  { workers, memory, spill }: Room,
): Promise<CheckResult> {
  const disk = spill === false ? undefined : new Files(spill);
  const threads = new NodeThreads();
  const resident = (): number => process.memoryUsage.rss();
  const most = memory ?? 0.75 * process.availableMemory() + resident();
  try {
    return await check(model, {
      ...options,
      workers: workersWithin(most, workers ?? availableParallelism()),
      threads,
      memory: most,
      resident,
      disk,
    });
  } catch (error) {
    if (error instanceof Unsupported) throw unsupported(error.construct, error.span, model.source);
    throw error;
  } finally {
    threads.end();
    disk?.close();
  }
}
