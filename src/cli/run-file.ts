import { gunzipSync, gzipSync } from "node:zlib";
import { Packr } from "msgpackr";
import type { CheckResult } from "../engine/result.js";
import { Source } from "../source.js";
import { damagedRun, foreignRun, newerRun } from "./errors.js";
import { readBytes, writeWhole } from "./files.js";
import { checkResult } from "./run-shape.js";
import { object, Trail, text } from "./shape.js";

/*
 * A saved run: the text `everystep run` and a line break, one byte with the version of the format, then msgpack, packed
 * by gzip (whose checksum notices what a disk or a mail program did to it). It holds the result and the text of the
 * spec, so that it can be shown where the spec is not. Nothing in it is believed before it was looked at.
 */

const magic = Buffer.from("everystep run\n", "latin1");
const version = 1;
const largest = 256 * 1024 * 1024;

export interface Run {
  readonly result: CheckResult;
  readonly source: Source;
}

interface Saved {
  readonly result: CheckResult;
  readonly source: { readonly name: string; readonly text: string };
}

const saved = object<Saved>({ result: checkResult, source: object<Saved["source"]>({ name: text, text }) });

const packr = new Packr({ useRecords: false });

/** @throws CallError when the file cannot be written */
export function saveRun(path: string, { result, source }: Run): void {
  const content: Saved = { result, source: { name: source.name, text: source.text } };
  writeWhole(path, Buffer.concat([magic, Buffer.of(version), gzipSync(packr.pack(content))]));
}

/** @throws CallError when there is no such file, or it is none of these, too new or damaged */
export function loadRun(path: string): Run {
  const bytes = readBytes(path, largest);
  if (!bytes.subarray(0, magic.length).equals(magic)) throw foreignRun(path);
  const found = bytes[magic.length];
  if (found === undefined) throw damagedRun(path, "it ends too early");
  if (found > version) throw newerRun(path, found, version);
  const content = unpacked(path, bytes.subarray(magic.length + 1));
  const trail = new Trail();
  if (!saved(content, trail)) throw damagedRun(path, `\`${trail.wrong ?? "the whole"}\` is not what it should be`);
  return { result: content.result, source: new Source(content.source.name, content.source.text) };
}

function unpacked(path: string, bytes: Uint8Array): unknown {
  try {
    return packr.unpack(gunzipSync(bytes, { maxOutputLength: largest }));
  } catch {
    throw damagedRun(path, "its bytes are not those that were saved");
  }
}
