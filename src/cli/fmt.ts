import { format, Source } from "../index.js";
import { diagnosticsText } from "../report/diagnostics.js";
import { printable } from "../report/printable.js";
import { counted } from "../report/words.js";
import { readSpec, writeWhole } from "./files.js";
import { specsUnder } from "./specs.js";
import { type ExitStatus, status } from "./status.js";
import { err, out, styleFor } from "./terminal.js";

/** `everystep fmt [PATHS…]`: writes what differs, or with `check` only says so. */
export function runFmt(paths: readonly string[], { check }: { readonly check: boolean }): ExitStatus {
  let changed = 0;
  let wrong = 0;
  const files = specsUnder(paths);
  for (const file of files) {
    const text = readSpec(file);
    const source = new Source(file, text);
    const formatted = format(source);
    if ("diagnostics" in formatted) {
      err(diagnosticsText(formatted.diagnostics, source, styleFor(process.stderr)));
      wrong += 1;
    } else if (formatted.text !== text) {
      if (!check) writeWhole(file, formatted.text);
      out(`${check ? "not formatted" : "formatted"}: ${printable(file)}\n`);
      changed += 1;
    }
  }
  out(`${counted(files.length, "file")}, ${changed} ${check ? "not formatted" : "changed"}\n`);
  if (wrong > 0) return status.wrong;
  return check && changed > 0 ? status.fails : status.holds;
}
