import { existsSync } from "node:fs";
import { compile } from "../index.js";
import { printable } from "../report/printable.js";
import { alreadyThere, invalidName } from "./errors.js";
import { writeWhole } from "./files.js";
import { firstSpec } from "./first-spec.js";
import { type ExitStatus, status } from "./status.js";
import { out } from "./terminal.js";

/** `everystep new NAME`: writes NAME.steps, a spec that holds and says what it is made of. */
export function runNew(name: string): ExitStatus {
  const plain = name.replace(/\.steps$/, "");
  const text = firstSpec(plain);
  const usable = /^[A-Za-z][A-Za-z0-9_]*$/.test(plain) && plain.length <= 100;
  if (!usable || compile(text, { name: plain }).model === undefined) throw invalidName(name);
  const path = `${plain}.steps`;
  if (existsSync(path)) throw alreadyThere(path);
  writeWhole(path, text);
  out(`Wrote ${printable(path)}. Check it with: everystep check ${printable(path)}\n`);
  return status.holds;
}
