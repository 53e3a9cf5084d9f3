import { CommanderError } from "commander";
import type { DiskError } from "../index.js";
import { diagnosticText } from "../report/diagnostics.js";
import type { Style } from "../report/style.js";
import { CallError } from "./errors.js";
import { type ExitStatus, status } from "./status.js";
import { err, styleFor } from "./terminal.js";

/** What a failed command exits with, after it was told. Only a bug shows its stack. */
export function failed(error: unknown): ExitStatus {
  if (error instanceof CommanderError) return error.exitCode === 0 ? status.holds : status.wrong;
  if (error instanceof CallError) {
    err(`${diagnosticText(error.diagnostic, undefined, styleFor(process.stderr))}\n`);
    return status.wrong;
  }
  if (isOfDisk(error)) {
    err(`${diskFailed(error, styleFor(process.stderr))}\n`);
    return status.incomplete;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  err(`${stack}\n\nThis is a bug of everystep, not of your spec. Please report it, with the spec and the command.\n`);
  return status.internal;
}

/** By name: to ask its class would load all that there is, before the command knows what for. */
function isOfDisk(error: unknown): error is DiskError {
  return error instanceof Error && error.name === "DiskError";
}

/** The search may be done; but what it found cannot be read any more. */
function diskFailed({ reason }: DiskError, style: Style): string {
  const what = `the disk does not give back what the search has put there (${reason}), so what was found cannot be told`;
  return `${style.bad("error")}: ${what}\n  With --spill it writes to another folder, with more --memory it writes less.`;
}
