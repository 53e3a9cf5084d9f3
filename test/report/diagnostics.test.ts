import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostic.js";
import { diagnosticJson, diagnosticsText } from "../../src/report/diagnostics.js";
import { plain } from "../../src/report/style.js";
import { Source } from "../../src/source.js";

/** The text with one `«…»` around what the diagnostic is about. */
function marked(text: string): { source: Source; diagnostic: Diagnostic } {
  const start = text.indexOf("«");
  const end = text.indexOf("»") - 1;
  const source = new Source("a.steps", text.replace("«", "").replace("»", ""));
  const diagnostic: Diagnostic = {
    code: "E0203",
    severity: "error",
    message: "wrong",
    span: { start, end },
    notes: [],
  };
  return { source, diagnostic };
}

/** The excerpt alone. */
function excerptOf(text: string): string[] {
  const { source, diagnostic } = marked(text);
  return diagnosticsText([diagnostic], source, plain).split("\n").slice(1, -3);
}

describe("a diagnostic", () => {
  it("shows its place, notes and hint, and is counted", () => {
    const { source, diagnostic } = marked("spec A\nvar k: bool = true\naction B { goto «crtical» }\n");
    const full: Diagnostic = {
      ...diagnostic,
      message: "`crtical` is not a label",
      notes: [
        { message: "`k` is declared here", span: { start: 11, end: 12 } },
        { message: "labels belong to processes" },
      ],
      hint: "did you mean `critical`?",
    };
    const warning: Diagnostic = { code: "W0101", severity: "warning", message: "`k` is never read", notes: [] };
    expect(diagnosticsText([full, warning], source, plain)).toBe(`error E0203: \`crtical\` is not a label
 --> a.steps:3:17
  |
3 | action B { goto crtical }
  |                 ^^^^^^^
note: \`k\` is declared here
 --> a.steps:2:5
  |
2 | var k: bool = true
  |     -
note: labels belong to processes
hint: did you mean \`critical\`?

warning W0101: \`k\` is never read
 --> a.steps

1 error, 1 warning
`);
  });

  it.each([
    ["after tabs", "\ta\t«bc»\td", [" --> a.steps:1:4", "  |", "1 |     a   bc  d", "  |         ^^"]],
    ["after wide characters", "漢字 «x»", [" --> a.steps:1:4", "  |", "1 | 漢字 x", "  |      ^"]],
    ["of wide characters", "a «漢字»", [" --> a.steps:1:3", "  |", "1 | a 漢字", "  |   ^^^^"]],
    ["after combining marks", "e\u0301 «x»", [" --> a.steps:1:4", "  |", "1 | e\u0301 x", "  |   ^"]],
    ["after an emoji", "🙂 «x»", [" --> a.steps:1:3", "  |", "1 | 🙂 x", "  |    ^"]],
    ["of nothing at the end", "a\n«»", [" --> a.steps:2:1", "  |", "2 |", "  | ^"]],
    ["of nothing in the middle", "a «»b", [" --> a.steps:1:3", "  |", "1 | a b", "  |   ^"]],
    ["over two lines", "x «a\n  b» c", [" --> a.steps:1:3", "  |", "1 | x a", "  |   ^", "2 |   b c", "  |   ^"]],
    [
      "over many lines",
      "x «a\n\n\n  b»\n",
      [" --> a.steps:1:3", "  |", "1 | x a", "  |   ^", "  ⋮", "4 |   b", "  |   ^"],
    ],
    ["with a line break at its end", "«a\n»b", [" --> a.steps:1:1", "  |", "1 | a", "  | ^"]],
    ["with Windows line ends", "a\r\n«b»\r\n", [" --> a.steps:2:1", "  |", "2 | b", "  | ^"]],
    ["after control characters", "\u001b[31m\u202e«x»", [" --> a.steps:1:7", "  |", "1 | ␛[31m�x", "  |       ^"]],
  ])("is underlined %s", (_, text, lines) => {
    expect(excerptOf(text)).toEqual(lines);
  });

  it("shows a window of a long line", () => {
    const [, , line = "", marks = ""] = excerptOf(`${"a ".repeat(200)}«here»${" b".repeat(200)}`);
    expect(line.length).toBeLessThan(110);
    expect(line.startsWith("1 | …")).toBe(true);
    expect(line.endsWith("…")).toBe(true);
    expect(line.slice(marks.indexOf("^"), marks.lastIndexOf("^") + 1)).toBe("here");
  });

  it("shows a window of a long span", () => {
    const [, , line = "", marks = ""] = excerptOf(`«${"a".repeat(5000)}»`);
    expect(line).toBe(`1 | ${"a".repeat(100)}…`);
    expect(marks).toBe(`  | ${"^".repeat(100)}`);
  });

  it("is plain data for programs", () => {
    const { source, diagnostic } = marked("a\n🙂«b»");
    expect(diagnosticJson({ ...diagnostic, hint: "h" }, source)).toEqual({
      code: "E0203",
      severity: "error",
      message: "wrong",
      at: { file: "a.steps", start: { offset: 4, line: 2, column: 2 }, end: { offset: 5, line: 2, column: 3 } },
      notes: [],
      hint: "h",
    });
  });
});
