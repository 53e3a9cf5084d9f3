import { availableParallelism } from "node:os";
import { type CheckOptions, type CheckResult, check, type Model, Unsupported } from "../index.js";
import { Files } from "./disk.js";
import { unsupported } from "./errors.js";
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
  try {
    return await check(model, {
      ...options,
      workers: workers ?? availableParallelism(),
      threads,
      memory: memory ?? 0.75 * process.availableMemory() + resident(),
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
