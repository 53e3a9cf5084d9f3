import { format, Source } from "../index.js";
import { diagnosticsText } from "../report/diagnostics.js";
import { printable } from "../report/printable.js";
import { counted } from "../report/words.js";
import { CallError } from "./errors.js";
import { readSpec, writeWhole } from "./files.js";
import { specsUnder } from "./specs.js";
import { type ExitStatus, status } from "./status.js";
import { err, out, styleFor } from "./terminal.js";

/** What became of one file. */
type Formatting = "as it was" | "changed" | "wrong";

/** `everystep fmt [PATHS…]`: writes what differs, or with `check` only says so; a file that is wrong is left alone. */
export function runFmt(paths: readonly string[], { check }: { readonly check: boolean }): ExitStatus {
  const files = specsUnder(paths).map((file) => formatFile(file, check));
  const changed = files.filter((each) => each === "changed").length;
  out(`${counted(files.length, "file")}, ${changed} ${check ? "not formatted" : "changed"}\n`);
  if (files.includes("wrong")) return status.wrong;
  return check && changed > 0 ? status.fails : status.holds;
}

function formatFile(file: string, check: boolean): Formatting {
  try {
    const text = readSpec(file);
    const source = new Source(file, text);
    const formatted = format(source);
    if ("diagnostics" in formatted) {
      err(diagnosticsText(formatted.diagnostics, source, styleFor(process.stderr)));
      return "wrong";
    }
    if (formatted.text === text) return "as it was";
    if (!check) writeWhole(file, formatted.text);
    out(`${check ? "not formatted" : "formatted"}: ${printable(file)}\n`);
    return "changed";
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    err(diagnosticsText([error.diagnostic], undefined, styleFor(process.stderr)));
    return "wrong";
  }
}
