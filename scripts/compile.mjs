// node scripts/compile.mjs CLI ARGUMENTS...: runs the bundled command in the folder CLI with these arguments, and keeps the code
// that V8 compiled for it.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [node, , cli, ...args] = process.argv;
const command = join(cli, "command.cjs");
const { cacheOf, launch } = await import(pathToFileURL(join(cli, "launch.js")).href);
process.argv = [node, command, ...args];
const script = launch(pathToFileURL(command));
process.on("exit", () => {
  writeFileSync(cacheOf(command), script.createCachedData());
  process.exitCode = 0;
});
