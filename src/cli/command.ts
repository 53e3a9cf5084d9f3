import { failed } from "./failed.js";
import { program } from "./program.js";
import { tolerateClosedPipes } from "./terminal.js";

tolerateClosedPipes();
program((exit) => {
  process.exitCode = exit;
})
  .parseAsync()
  .catch((error: unknown) => {
    process.exitCode = failed(error);
  });
