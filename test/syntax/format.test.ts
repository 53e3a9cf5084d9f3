import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Source } from "../../src/source.js";
import { format } from "../../src/syntax/print.js";

/*
 * Each file of format/ holds what somebody wrote, a line of dashes, and what the formatter makes of it. `UPDATE=1` writes what
 * comes out into the files, for a reviewer to read.
 */

const folder = join(import.meta.dirname, "format");
const separator = `${"-".repeat(80)}\n`;
const update = process.env.UPDATE === "1";

describe("what the formatter makes of", () => {
  test.each(readdirSync(folder).sort())("%s", (name) => {
    const path = join(folder, name);
    const [written = "", expected = ""] = readFileSync(path, "utf8").split(separator);
    const result = format(new Source(name, written));
    if (!("text" in result)) throw new Error(result.diagnostics.map(({ message }) => message).join("\n"));
    if (update) writeFileSync(path, `${written}${separator}${result.text}`);
    else expect(result.text).toBe(expected);
    expect(expected === "" && !update).toBe(false);
    expect(format(new Source(name, result.text))).toEqual({ text: result.text });
  });
});
