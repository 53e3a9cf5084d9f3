import { CommanderError } from "commander";
import { diagnosticText } from "../report/diagnostics.js";
import { CallError } from "./errors.js";
import { program } from "./program.js";
import { status } from "./status.js";
import { err, styleFor, tolerateClosedPipes } from "./terminal.js";

/** What a failed command exits with, after it was told. Only a bug shows its stack. */
function failed(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? status.holds : status.wrong;
  if (error instanceof CallError) {
    err(`${diagnosticText(error.diagnostic, undefined, styleFor(process.stderr))}\n`);
    return status.wrong;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  err(`${stack}\n\nThis is a bug of everystep, not of your spec. Please report it, with the spec and the command.\n`);
  return status.internal;
}

tolerateClosedPipes();
program((exit) => {
  process.exitCode = exit;
})
  .parseAsync()
  .catch((error: unknown) => {
    process.exitCode = failed(error);
  });
