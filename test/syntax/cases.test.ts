import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../src/diagnostic.js";
import { Source } from "../../src/source.js";
import { parse, parseExpression } from "../../src/syntax/parse.js";
import { treeText } from "./tree.js";

/*
 * Each file of cases/ holds cases: a line `=== what it shows`, a text, a line `--- what the text is`, and the tree or the
 * errors expected. `UPDATE=1` writes what comes out into the files, for a reviewer to read.
 */

const folder = join(import.meta.dirname, "cases");
const update = process.env.UPDATE === "1";

/** How a text is made a whole spec, and what of the tree is shown. */
const FRAMES = {
  expression: undefined,
  spec: ["", ""],
  declarations: ["spec S\n", ""],
  statements: ["spec S\naction A {\n", "\n}"],
  process: ["spec S\nprocess P {\n", "\n}"],
} as const;

interface Case {
  readonly title: string;
  readonly text: string;
  readonly frame: keyof typeof FRAMES;
  readonly expected: string;
}

function readCases(file: string): readonly Case[] {
  const content = readFileSync(join(folder, file), "utf8");
  return content
    .split(/^=== /m)
    .slice(1)
    .map((block) => {
      const [head = "", rest = ""] = block.split(/^--- /m);
      const [title = "", ...lines] = head.split("\n");
      const [frame = "", ...expected] = rest.split("\n");
      if (!isFrame(frame)) throw new Error(`${file}, ${title}: no such kind of text: ${frame}`);
      const wanted = expected.join("\n").trim();
      if (wanted === "" && !update) throw new Error(`${file}, ${title} asserts nothing`);
      return { title, text: lines.join("\n").replace(/\n$/, ""), frame, expected: wanted };
    });
}

function isFrame(name: string): name is keyof typeof FRAMES {
  return Object.hasOwn(FRAMES, name);
}

function outcome({ text, frame }: Case): string {
  const around = FRAMES[frame];
  if (around === undefined) {
    const source = new Source("case", text);
    const { expr, diagnostics } = parseExpression(source);
    return expr === undefined ? errorsText(diagnostics, source, 0) : treeText(expr);
  }
  const source = new Source("case", around[0] + text + around[1]);
  const { spec, diagnostics } = parse(source);
  if (spec === undefined) return errorsText(diagnostics, source, around[0].split("\n").length - 1);
  if (frame === "spec") return treeText(spec);
  if (frame === "declarations") return spec.declarations.map(treeText).join("\n");
  const [owner] = spec.declarations;
  if (owner?.kind === "process") return [...owner.locals, ...owner.body.statements].map(treeText).join("\n");
  return owner?.kind === "action" ? owner.body.statements.map(treeText).join("\n") : "";
}

/** Lines are those of the case. */
function errorsText(diagnostics: readonly Diagnostic[], source: Source, linesBefore: number): string {
  return diagnostics
    .map(({ code, message, span = { start: 0, end: 0 } }) => {
      const { line, column } = source.position(span.start);
      return `error ${code} at ${line - linesBefore}:${column} «${source.slice(span)}»: ${message}`;
    })
    .join("\n");
}

for (const file of readdirSync(folder).sort()) {
  const cases = readCases(file);
  describe(file, () => {
    test("there are cases, each with a title of its own", () => {
      expect(cases.length).toBeGreaterThan(0);
      expect(new Set(cases.map(({ title }) => title)).size).toBe(cases.length);
    });
    test.each(cases.map((each) => [each.title, each] as const))("%s", (_title, each) => {
      if (!update) expect(outcome(each)).toBe(each.expected);
    });
  });
  if (update) {
    const blocks = cases.map((each) => `=== ${each.title}\n${each.text}\n--- ${each.frame}\n${outcome(each)}\n`);
    writeFileSync(join(folder, file), blocks.join("\n"));
  }
}
