import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Source } from "../../src/source.js";
import type * as ast from "../../src/syntax/ast.js";
import { parse } from "../../src/syntax/parse.js";
import { format, print } from "../../src/syntax/print.js";
import { scan } from "../../src/syntax/tokens.js";
import { root } from "../support/command.js";
import { withoutSpans } from "./tree.js";
import { Grower } from "./trees.js";

/** Everything that the repository has, and a spec of every construct. */
const corpus = [
  ...["specs", "specs/broken", "specs/conformance", "examples"].flatMap((folder) => stepsIn(join(root, folder))),
  ...stepsIn(import.meta.dirname),
];

function stepsIn(folder: string): readonly (readonly [name: string, text: string])[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".steps"));
  return names.map((name) => [name, readFileSync(join(folder, name), "utf8")]);
}

function specOf(text: string): ast.Spec {
  const source = new Source("spec.steps", text);
  const { spec, diagnostics } = parse(source);
  if (spec !== undefined) return spec;
  const told = diagnostics.map(({ message, span }) => `${message}: ${span && source.slice(span)}`);
  throw new Error(`${told.join("\n")}\nin\n${text}`);
}

function formatted(text: string): string {
  const result = format(new Source("spec.steps", text));
  if ("text" in result) return result.text;
  throw new Error(result.diagnostics.map(({ message }) => message).join("\n"));
}

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
console.log(`test/syntax/print: SEED=${seed}`);

describe("printing a tree", () => {
  test.each(corpus)("%s is read again as it was", (_name, text) => {
    const spec = specOf(text);
    expect(withoutSpans(specOf(print(spec)))).toEqual(withoutSpans(spec));
  });

  test("random trees are read again as they were", () => {
    const property = fc.property(fc.integer(), (start) => {
      const spec = new Grower(start).spec();
      const again = specOf(print(spec));
      expect(withoutSpans({ ...again, comments: [] })).toEqual(withoutSpans(spec));
    });
    fc.assert(property, { seed, numRuns: 300 });
  });
});

describe("formatting", () => {
  test.each(corpus)("%s means what it meant, with all its comments", (_name, text) => {
    expect(withoutSpans(specOf(formatted(text)))).toEqual(withoutSpans(specOf(text)));
  });

  test.each(corpus)("%s is left alone the second time", (_name, text) => {
    const once = formatted(text);
    expect(formatted(once)).toBe(once);
  });

  test("a text with errors is told them", () => {
    const result = format(new Source("spec.steps", "spec S\nvar x int = 0\n"));
    expect("diagnostics" in result && result.diagnostics.map(({ code }) => code)).toEqual(["E0114"]);
  });

  test("whatever blanks, line breaks and comments stand between the words", () => {
    const texts = corpus.map(([, text]) => text);
    const disorder = fc.record({
      text: fc.constantFrom(...texts),
      gaps: fc.array(fc.tuple(fc.nat(400), fc.constantFrom(...GAPS)), { maxLength: 40 }),
    });
    const property = fc.property(disorder, ({ text, gaps }) => {
      const untidy = disturbed(text, gaps);
      const spec = specOf(untidy);
      const once = formatted(untidy);
      expect(withoutSpans(specOf(once))).toEqual(withoutSpans(spec));
      expect(formatted(once)).toBe(once);
    });
    fc.assert(property, { seed, numRuns: 80 });
  });
});

const GAPS = [
  "\n",
  "    ",
  "\n\n\n  ",
  "\t",
  "\r\n",
  " // a comment\n",
  "\n// a line of its own\n",
  "\n\n  // apart\n\n",
  " /// said aloud\n",
  "\n/// above something\n",
];

/** The text with gaps put in before tokens, counted round and round. */
function disturbed(text: string, gaps: readonly (readonly [number, string])[]): string {
  const tokens = scan(text).tokens;
  const starts = gaps.map(([index, gap]) => ({ start: tokens[index % tokens.length]?.span.start ?? 0, gap }));
  return starts
    .toSorted((a, b) => b.start - a.start)
    .reduce((result, { start, gap }) => result.slice(0, start) + gap + result.slice(start), text);
}
