import { stateLayout, Unsupported } from "../index.js";
import { layoutText } from "../report/layout.js";
import { compileFile, type SpecOptions, tell } from "./compiled.js";
import { unsupported } from "./errors.js";
import { existingFolder } from "./files.js";
import { type ExitStatus, status } from "./status.js";
import { out, styleFor } from "./terminal.js";

/** `everystep layout FILE` */
export function runLayout(path: string, command: SpecOptions): ExitStatus {
  if (command.root !== undefined) existingFolder(command.root);
  const compilation = compileFile(path, command);
  tell(compilation, "text");
  const { model, source } = compilation;
  if (model === undefined) return status.wrong;
  try {
    out(layoutText(stateLayout(model), styleFor(process.stdout)));
  } catch (error) {
    if (error instanceof Unsupported) throw unsupported(error.construct, error.span, source);
    throw error;
  }
  return status.holds;
}
