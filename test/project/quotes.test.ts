import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../support/command.js";

/*
 * A block that begins with "```steps specs/clocks.steps" quotes that file: its lines are lines of the file, in their order and without
 * others between them; `…` stands for those left out.
 */

interface Quote {
  readonly file: string;
  readonly pieces: readonly string[];
}

function quotesOf(document: string): Quote[] {
  return [...document.matchAll(/^```steps (\S+\/\S+)\n([\s\S]*?)^```$/gm)].map(([, file = "", text = ""]) => ({
    file,
    pieces: text.split(/^…\n/m).filter((piece) => piece !== ""),
  }));
}

/** The first piece that does not come in the text after the ones before it. */
function misquoted(text: string, pieces: readonly string[]): string | undefined {
  let from = 0;
  return pieces.find((piece) => {
    const at = `\n${text}`.indexOf(`\n${piece}`, from);
    from = at + piece.length;
    return at < 0;
  });
}

const documents = ["README.md", "docs", "examples"].flatMap((name) =>
  name.endsWith(".md")
    ? [name]
    : readdirSync(join(root, name), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".md"))
        .map((file) => `${name}/${file}`),
);
const quoting = documents.filter((name) => quotesOf(readFileSync(join(root, name), "utf8")).length > 0);

describe("the lines of specs in", () => {
  it.each(quoting)("%s are those of the specs", (name) => {
    for (const { file, pieces } of quotesOf(readFileSync(join(root, name), "utf8"))) {
      expect(pieces.length, `${file} is quoted`).toBeGreaterThan(0);
      expect(misquoted(readFileSync(join(root, file), "utf8"), pieces), `a quote of ${file}`).toBeUndefined();
    }
  });

  it("every chapter of the talk are quoted", () => {
    const chapters = readdirSync(join(root, "docs/talk")).map((name) => `docs/talk/${name}`);
    expect(chapters).toHaveLength(15);
    expect(chapters.filter((name) => !quoting.includes(name))).toEqual([]);
  });
});

describe("a chapter of the talk", () => {
  const chapters = readdirSync(join(root, "docs/talk"));

  it.each(chapters)("%s has a command, an exercise, and links that lead somewhere", (name) => {
    const text = readFileSync(join(root, "docs/talk", name), "utf8");
    expect(text).toContain("```console\n$ npx everystep ");
    expect(text).toContain("\n*Try*: ");
    expect(text).toContain("<details><summary>Answer</summary>\n");
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, link = ""]) =>
      join(root, "docs/talk", link),
    );
    expect(links.filter((link) => !existsSync(link))).toEqual([]);
    expect(readFileSync(join(root, "docs/talk.md"), "utf8")).toContain(`(talk/${name})`);
  });
});

/** Drawn by GitHub, these are what a command beside them prints. */
describe("the diagrams in", () => {
  const blocks = (name: string, language: string): string[] =>
    [...readFileSync(join(root, name), "utf8").matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(
      ([, written, text = ""]) => (written === language ? [text] : []),
    );
  const drawing = documents.filter((name) => blocks(name, "mermaid").length > 0);

  it("a chapter of the talk are drawn", () => {
    expect(drawing).toContain("docs/talk/13-an-update-removed.md");
  });

  it.each(drawing)("%s are printed by its commands", (name) => {
    const printed = blocks(name, "console").join("");
    expect(blocks(name, "mermaid").filter((diagram) => !printed.includes(`\n${diagram}`))).toEqual([]);
  });
});

describe("a quote", () => {
  it("is read with the file that it is of", () => {
    expect(quotesOf("a\n```steps specs/a.steps\nx\n…\n  y\nz\n```\n```steps b.steps\nfile\n```\n")).toEqual([
      { file: "specs/a.steps", pieces: ["x\n", "  y\nz\n"] },
    ]);
  });

  it("is wrong when a line differs, is missing between others, or comes too early", () => {
    const text = "a\nb\nc\nd\n";
    expect(misquoted(text, ["a\nb\n", "d\n"])).toBeUndefined();
    expect(misquoted(text, ["a\n", "C\n"])).toBe("C\n");
    expect(misquoted(text, ["a\nc\n"])).toBe("a\nc\n");
    expect(misquoted(text, ["d\n", "a\n"])).toBe("a\n");
    expect(misquoted(text, ["b\n", "b\n"])).toBe("b\n");
  });
});
