import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { check, compile } from "../../src/index.js";
import { root } from "../support/command.js";
import { projectFiles } from "../support/files.js";

interface Row {
  readonly states: number;
  readonly steps: number;
  readonly depth: number;
  readonly outcome: string;
}

/** What a model comes to. Counts that it writes itself are taken as they are: `everystep test specs` holds it to them. */
async function measured(file: string, name: string): Promise<Row> {
  const { model } = compile(readFileSync(join(root, file), "utf8"), { name: file, model: name });
  if (model?.chosen === undefined) throw new Error(`${file} does not compile`);
  const { expectations } = model.chosen;
  const written = (kind: "states" | "steps" | "depth") =>
    expectations.flatMap((each) => (each.kind === kind ? [each.count] : []))[0];
  const [states, steps, depth] = [written("states"), written("steps"), written("depth")];
  const failing = expectations.flatMap((each) => (each.kind === "fails" ? [`\`${each.claim}\``] : []));
  const within = expectations.flatMap((each) => (each.kind === "holds" ? each.within : []));
  const holds = within.length === 0 ? "holds" : `holds within \`${within[0]}\``;
  const outcome = failing.length === 0 ? holds : `fails ${failing.join(", ")}`;
  if (states !== undefined && steps !== undefined && depth !== undefined) return { states, steps, depth, outcome };
  return { ...(await check(model, { continue: true })).counts, outcome };
}

function rowText(file: string, model: string, { states, steps, depth, outcome }: Row): string {
  const spec = `[${file.replace(/^specs\/|\.steps$/g, "")}](${file})`;
  const counts = [states, steps, depth].map((count) => count.toLocaleString("en"));
  return `| ${[spec, model, ...counts, outcome].join(" | ")} |`;
}

it("README's table has every model of every spec, with what it comes to", { timeout: 300_000 }, async () => {
  const specs = projectFiles().filter((path) => /^specs\/.*\.steps$/.test(path));
  const rows: string[] = [];
  for (const file of specs.sort((a, b) => a.split("/").length - b.split("/").length || (a < b ? -1 : 1))) {
    const { models } = compile(readFileSync(join(root, file), "utf8"), { name: file });
    for (const model of models) rows.push(rowText(file, model, await measured(file, model)));
  }
  const readme = readFileSync(join(root, "README.md"), "utf8").split("\n");
  expect(rows.length).toBeGreaterThan(20);
  expect(readme.filter((line) => /^\| \[.*\]\(specs\//.test(line)).join("\n")).toBe(rows.join("\n"));
});
