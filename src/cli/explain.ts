import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { unknownCode } from "./errors.js";
import { type ExitStatus, status } from "./status.js";
import { out } from "./terminal.js";

const folder = new URL("../../docs/errors/", import.meta.url);

/** `everystep explain [CODE]`: the page about an error, or the titles of all. */
export function runExplain(code: string | undefined): ExitStatus {
  const codes = readdirSync(fileURLToPath(folder))
    .filter((name) => /^[EW][0-9]{4}\.md$/.test(name))
    .map((name) => name.slice(0, -3))
    .sort();
  if (code === undefined) {
    out(codes.map((each) => `${titleOf(page(each), each)}\n`).join(""));
    return status.holds;
  }
  const wanted = code.toUpperCase();
  if (!codes.includes(wanted)) throw unknownCode(code, codes);
  out(page(wanted));
  return status.holds;
}

function page(code: string): string {
  const text = readFileSync(new URL(`${code}.md`, folder), "utf8");
  return text.endsWith("\n") ? text : `${text}\n`;
}

/** `E0203: …`, from the page's first line `# E0203: …`. */
function titleOf(text: string, code: string): string {
  const [first = ""] = text.split("\n", 1);
  const title = first.replace(/^#+\s*/, "");
  return title.startsWith(code) ? title : `${code}: ${title}`;
}
