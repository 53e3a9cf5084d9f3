import { readFileSync } from "node:fs";
import { join } from "node:path";
import { check, compile } from "../../src/index.js";
import { root } from "../support/command.js";
import { projectFiles } from "../support/files.js";
import { readerFor } from "../support/models.js";

/*
 * README's table of the specs: every model of every spec, with what it comes to.
 */

interface Row {
  readonly states: number;
  readonly steps: number;
  readonly depth: number;
  readonly outcome: string;
}

/** `text` with the rows of its table as they ought to be, in the place of the first that it has. */
export async function withTable(text: string): Promise<string> {
  const lines = text.split("\n");
  const isRow = (line: string): boolean => /^\| \[.*\]\(specs\//.test(line);
  const first = lines.findIndex(isRow);
  if (first < 0) throw new Error("there is no table of the specs");
  return [...lines.slice(0, first), ...(await rows()), ...lines.slice(first).filter((line) => !isRow(line))].join("\n");
}

async function rows(): Promise<string[]> {
  const folders = (path: string): number => path.split("/").length;
  const specs = projectFiles()
    .filter((path) => /^specs\/.*\.steps$/.test(path))
    .sort((a, b) => folders(a) - folders(b) || (a < b ? -1 : 1));
  const found: string[] = [];
  for (const file of specs) {
    const { models } = compile(readFileSync(join(root, file), "utf8"), { name: file, read: readerFor(file) });
    for (const model of models) found.push(rowText(file, model, await measured(file, model)));
  }
  return found;
}

/** What a model comes to. Counts that it writes itself are taken as they are: `everystep test specs` holds it to them. */
async function measured(file: string, name: string): Promise<Row> {
  const { model } = compile(readFileSync(join(root, file), "utf8"), { name: file, model: name, read: readerFor(file) });
  if (model?.chosen === undefined) throw new Error(`${file} does not compile`);
  const { expectations } = model.chosen;
  const written = (kind: "states" | "steps" | "depth") =>
    expectations.flatMap((each) => (each.kind === kind ? [each.count] : []))[0];
  const [states, steps, depth] = [written("states"), written("steps"), written("depth")];
  const failing = expectations.flatMap((each) => (each.kind === "fails" ? [`\`${each.claim}\``] : []));
  const within = expectations.flatMap((each) => (each.kind === "holds" ? each.within : []));
  const holds = within.length === 0 ? "holds" : `holds within \`${within[0]}\``;
  const stuck = expectations.some((each) => each.kind === "deadlock") ? ["deadlock"] : [];
  const fails = failing.length === 0 ? [] : [`fails ${failing.join(", ")}`];
  const outcome = [...stuck, ...fails].join(", ") || holds;
  if (states !== undefined && steps !== undefined && depth !== undefined) return { states, steps, depth, outcome };
  return { ...(await check(model, { continue: true })).counts, outcome };
}

function rowText(file: string, model: string, { states, steps, depth, outcome }: Row): string {
  const spec = `[${file.replace(/^specs\/|\.steps$/g, "")}](${file})`;
  const counts = [states, steps, depth].map((count) => count.toLocaleString("en"));
  return `| ${[spec, model, ...counts, outcome].join(" | ")} |`;
}
