/*
 * What a document shows of a terminal. In a block that begins with "```console", lines that start with `$ ` are commands and what
 * follows each is its output; a line `…` stands for lines left out. "```console quiet" says that some command prints nothing.
 * "```steps counter.steps" (any language, then a file's name) is a file that the commands after it find.
 */

export interface Document {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly blocks: readonly (readonly Exchange[])[];
}

export interface Exchange {
  readonly command: string;
  readonly output: readonly string[];
  /** The lines of the document that hold the output, counted from 0: from `start`, up to `end` without it. */
  readonly start: number;
  readonly end: number;
}

interface Fence {
  readonly language: string;
  readonly rest: string;
  /** The line after the opening one, counted from 0. */
  readonly start: number;
  readonly lines: readonly string[];
}

/** @throws Error when a block begins with something else than a command, or shows an output that it should not, or none */
export function readDocument(text: string): Document {
  const fences = fencesOf(text.split("\n"));
  return {
    files: fences.flatMap(({ language, rest, lines }) =>
      language !== "console" && /^[\w-]+\.\w+$/.test(rest) ? [{ name: rest, text: `${lines.join("\n")}\n` }] : [],
    ),
    blocks: fences.filter(({ language }) => language === "console").map(exchangesOf),
  };
}

function fencesOf(lines: readonly string[]): Fence[] {
  const fences: Fence[] = [];
  for (let at = 0; at < lines.length; at++) {
    const [, mark = "", language = "", rest = ""] = /^(`{3,})(\w*) *(.*)$/.exec(lines[at] ?? "") ?? [];
    if (mark === "") continue;
    const end = lines.indexOf(mark, at + 1);
    if (end < 0) throw new Error(`line ${at + 1}: this block does not end`);
    fences.push({ language, rest: rest.trim(), start: at + 1, lines: lines.slice(at + 1, end) });
    at = end;
  }
  return fences;
}

function exchangesOf({ rest, start, lines }: Fence): Exchange[] {
  if (!lines[0]?.startsWith("$ "))
    throw new Error(`line ${start + 1}: a console block begins with \`$ \` and a command`);
  const commands = lines.flatMap((line, index) => (line.startsWith("$ ") ? [index] : []));
  return commands.map((index, position) => {
    const command = (lines[index] ?? "").slice(2);
    const output = lines.slice(index + 1, commands[position + 1] ?? lines.length);
    if (output.length > 0 && isNotRun(command)) {
      throw new Error(`line ${start + index + 1}: nobody runs \`${command}\`, so its output may not be shown`);
    }
    if (output.length === 0 && rest !== "quiet" && !isNotRun(command)) {
      throw new Error(
        `line ${start + index + 1}: \`${command}\` has no output here; a block of quiet commands says so`,
      );
    }
    return { command, output, start: start + index + 1, end: start + index + 1 + output.length };
  });
}

/** Commands that a document may show and no test runs here: they take too long, or run this very test. `.ci/run` does most of them. */
const notRun: readonly string[] = [
  "npm ci",
  "npm install",
  "npm test",
  "npm ci && npm test",
  "npm run check",
  "npm run bench",
  "npx everystep test specs",
];

export function isNotRun(command: string): boolean {
  return notRun.includes(command);
}

/** Is `actual` what the document shows, but for times and the lines that it leaves out? */
export function shows(expected: readonly string[], actual: readonly string[]): boolean {
  const [first, ...rest] = expected;
  if (first === undefined) return actual.length === 0;
  if (first.trim() === "…") return actual.some((_, index) => shows(rest, actual.slice(index + 1)));
  const [line, ...more] = actual;
  return line !== undefined && withoutTimes(first) === withoutTimes(line) && shows(rest, more);
}

function withoutTimes(line: string): string {
  return line
    .trimEnd()
    .replace(/\b\d+ h \d\d min\b|\b\d+ min \d\d s\b|\b\d+(\.\d+)? m?s\b/g, "0 s")
    .replace(/\b[\d,.]+ (states|steps) a second\b/g, "0 $1 a second");
}

/** The document with these outputs in the place of its own. */
export function withOutputs(text: string, outputs: readonly (readonly [Exchange, readonly string[]])[]): string {
  const lines = text.split("\n");
  for (const [{ start, end }, output] of outputs.toReversed()) lines.splice(start, end - start, ...output);
  return lines.join("\n");
}
