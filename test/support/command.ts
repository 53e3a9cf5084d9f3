import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";

/** The folder of the project. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** The built command; throws what the compiler said when it could not be built. */
export function builtCommand(): string {
  const failure = inject("buildFailure");
  if (failure !== "") throw new Error(failure);
  return `${root}dist/cli/main.js`;
}

export interface CommandOptions {
  /** The project's folder unless told otherwise. */
  readonly cwd?: string;
  /** What the command reads from standard input: nothing unless told otherwise. */
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command to its end, without colours unless `env` asks for them. */
export function everystep(args: readonly string[], options: CommandOptions = {}): Outcome {
  return run(process.execPath, [builtCommand(), ...args], options);
}

/** Runs any program to its end; throws when there is no such program. */
export function run(program: string, args: readonly string[], options: CommandOptions = {}): Outcome {
  const ended: SpawnSyncReturns<string> = spawnSync(program, args, {
    cwd: options.cwd ?? root,
    input: options.input ?? "",
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, ...options.env },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (ended.error !== undefined) throw ended.error;
  return { status: ended.status, stdout: ended.stdout, stderr: ended.stderr };
}
