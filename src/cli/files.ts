import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { suggest } from "../suggest.js";
import {
  cannotWrite,
  fileNotFound,
  folderNotFound,
  isBinary,
  isDirectory,
  isEmpty,
  notUtf8,
  outsideRoot,
  tooLarge,
  unreadable,
} from "./errors.js";

/** No spec that a person wrote comes near it; a larger one is a mistake in the call. */
const largest = 4 * 1024 * 1024;

/**
 * The text of a spec.
 *
 * @throws CallError E0701 to E0707
 */
export function readSpec(path: string): string {
  const bytes = readBytes(path, largest);
  if (bytes.includes(0)) throw isBinary(path);
  const text = decoded(bytes, path);
  if (text.trim() === "") throw isEmpty(path);
  return text;
}

/**
 * What a file holds.
 *
 * @throws CallError E0701 to E0703, E0707
 */
export function readBytes(path: string, limit: number): Buffer {
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    const stat = fstatSync(file);
    if (stat.isDirectory()) throw isDirectory(path);
    if (!stat.isFile() && !stat.isFIFO()) throw unreadable(path, "not a regular file");
    if (stat.size > limit) throw tooLarge(path, stat.size, limit);
    return readFileSync(file);
  } catch (error) {
    throw readError(path, error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** What a failed reading means to who named the file. */
export function readError(path: string, error: unknown): unknown {
  const code = errorCode(error);
  if (code === undefined) return error;
  if (code === "ENOENT" || code === "ENOTDIR") return fileNotFound(path, likelyFile(path));
  return code === "EISDIR" ? isDirectory(path) : unreadable(path, code);
}

/** The system's code for what went wrong; undefined for any other error. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && "syscall" in error ? String(error.code) : undefined;
}

/** A spec beside the missing file that is named like it. */
export function likelyFile(path: string): string | undefined {
  const folder = dirname(path);
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith(".steps"));
    const name = basename(path);
    const likely = names.includes(`${name}.steps`) ? `${name}.steps` : suggest(name, names);
    return likely === undefined ? undefined : join(folder, likely);
  } catch {
    return undefined;
  }
}

function decoded(bytes: Buffer, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw notUtf8(path, firstInvalid(bytes));
  }
}

/** The offset of the first byte that a lenient reading would not give back. */
function firstInvalid(bytes: Buffer): number {
  const again = Buffer.from(bytes.toString("utf8"), "utf8");
  const at = bytes.findIndex((byte, index) => byte !== again[index]);
  return at < 0 ? bytes.length : at;
}

/**
 * Reads the files that a spec names: only below `root`, wherever links lead, and only by relative paths.
 *
 * @throws CallError E0708 and those of `readSpec`
 */
export function readerFor(spec: string, root: string | undefined): (path: string) => string {
  const named = root ?? dirname(spec);
  return (path) => {
    const limit = realpathSync(named);
    const wanted = resolve(realpathSync(dirname(spec)), path);
    if (isAbsolute(path) || !isInside(wanted, limit)) throw outsideRoot(path, named);
    if (existsSync(wanted) && !isInside(realpathSync(wanted), limit)) throw outsideRoot(path, named);
    return readSpec(wanted);
  };
}

/**
 * The folder that `--root` names.
 *
 * @throws CallError E0701, E0703
 */
export function existingFolder(path: string): string {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) throw fileNotFound(path, undefined);
  if (!statSync(path).isDirectory()) throw unreadable(path, "not a folder");
  return path;
}

/**
 * The folder that `--spill` names.
 *
 * @throws CallError E0701, E0703, E0710
 */
export function writableFolder(path: string): void {
  existingFolder(path);
  refuseNoAccess(path, path);
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/**
 * Looks whether a file can have this path; asked before work whose result is to be written there.
 *
 * @throws CallError E0702, E0710, E0711
 */
export function refuseUnwritable(path: string): void {
  const folder = dirname(path);
  if (path === "") throw cannotWrite(path, "it has no name");
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) throw folderNotFound(path, folder);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) throw isDirectory(path);
  refuseNoAccess(folder, path);
}

/** To a folder in which `path` is to be written. */
function refuseNoAccess(folder: string, path: string): void {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw cannotWrite(path, errorCode(error) ?? "no access");
  }
}

/**
 * Writes a file as a whole or not at all: beside it first, then in its place.
 *
 * @throws CallError E0702, E0710, E0711
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  refuseUnwritable(path);
  const folder = dirname(path);
  const draft = join(folder, `.${basename(path)}.${process.pid}.tmp`);
  try {
    writeFileSync(draft, content, { flag: "wx" });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    const code = errorCode(error);
    throw code === undefined ? error : cannotWrite(path, code);
  }
}
