import type { Diagnostic } from "../diagnostic.js";
import type { Source, Span } from "../source.js";
import { suggest } from "../suggest.js";

/*
 * E07xx: files and the command line.
 */

/** Ends a command with status 2 and this diagnostic; a user's error never shows a stack. */
export class CallError extends Error {
  constructor(readonly diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.name = "CallError";
  }
}

function wrong(code: string, message: string, hint?: string): CallError {
  return new CallError({ code, severity: "error", message, notes: [], ...(hint === undefined ? {} : { hint }) });
}

/** `likely`: a file that the caller probably meant. */
export function fileNotFound(path: string, likely: string | undefined): CallError {
  return wrong(
    "E0701",
    `there is no file \`${path}\``,
    likely === undefined ? undefined : `did you mean \`${likely}\`?`,
  );
}

export function isDirectory(path: string): CallError {
  return wrong("E0702", `\`${path}\` is a folder, not a file`, `\`everystep test ${path}\` runs all specs in a folder`);
}

/** `reason`: the system's word for it, like `EACCES`. */
export function unreadable(path: string, reason: string): CallError {
  return wrong("E0703", `\`${path}\` cannot be read (${reason})`);
}

export function isBinary(path: string): CallError {
  return wrong(
    "E0704",
    `\`${path}\` is not a text file: it holds NUL bytes`,
    "specs are text files in UTF-8; some editors and shells of Windows write UTF-16",
  );
}

/** `offset`: of the first byte that is wrong. */
export function notUtf8(path: string, offset: number): CallError {
  return wrong(
    "E0705",
    `\`${path}\` is not UTF-8: the byte at offset ${offset} is not part of any character`,
    "save it as UTF-8: editors call that the encoding",
  );
}

export function isEmpty(path: string): CallError {
  const hint = "a spec begins with `spec Name`; `everystep new Name` writes one to start from";
  return wrong("E0706", `\`${path}\` is empty`, hint);
}

export function tooLarge(path: string, bytes: number, limit: number): CallError {
  return wrong("E0707", `\`${path}\` is too large: ${bytes} bytes, and a spec has at most ${limit}`);
}

export function outsideRoot(path: string, root: string): CallError {
  const hint = "`--root DIR` names the folder that a spec may read from";
  return wrong("E0708", `\`${path}\` is outside the folder \`${root}\``, hint);
}

export function cannotWrite(path: string, reason: string): CallError {
  return wrong("E0710", `\`${path}\` cannot be written (${reason})`);
}

export function folderNotFound(path: string, folder: string): CallError {
  return wrong("E0711", `\`${path}\` cannot be written: there is no folder \`${folder}\``);
}

export function alreadyThere(path: string): CallError {
  return wrong(
    "E0712",
    `\`${path}\` is there already, and is left as it is`,
    "choose another name, or remove the file first",
  );
}

export function invalidName(name: string): CallError {
  const hint = "a name is a letter, then letters, digits or `_`; the file is named after it";
  return wrong("E0713", `\`${name}\` cannot be the name of a spec`, hint);
}

export function foreignRun(path: string): CallError {
  const hint = "`everystep check FILE --out RUN` saves one";
  return wrong("E0720", `\`${path}\` is not a saved run of everystep`, hint);
}

export function newerRun(path: string, version: number, known: number): CallError {
  const hint = "show it with the everystep that saved it, or a newer one";
  return wrong("E0721", `\`${path}\` is a run of format ${version}; this everystep reads up to ${known}`, hint);
}

/** `what`: the first thing found wrong. */
export function damagedRun(path: string, what: string): CallError {
  return wrong("E0722", `the saved run \`${path}\` is damaged: ${what}`);
}

export function noBehaviour(path: string): CallError {
  const hint = "a claim that fails has one, and so has a `reachable` that holds; `--format text` shows the verdict";
  return wrong("E0723", `the run \`${path}\` has no behaviour to show`, hint);
}

export function malformedConstant(text: string): CallError {
  return wrong("E0730", `\`--const ${text}\` gives no value to a constant`, "write `--const N=4`");
}

export function constantTwice(name: string): CallError {
  return wrong("E0731", `\`--const\` gives \`${name}\` a value twice`);
}

export function unknownClaim(name: string, claims: readonly string[], what = "claim"): CallError {
  const likely = suggest(name, claims);
  const known = claims.length === 0 ? "it has none" : `it has ${claims.map((claim) => `\`${claim}\``).join(", ")}`;
  return wrong(
    "E0732",
    `the spec has no ${what} \`${name}\``,
    likely === undefined ? known : `did you mean \`${likely}\`? ${known}`,
  );
}

export function unknownCode(code: string, codes: readonly string[]): CallError {
  const likely = suggest(code, codes);
  const all = "`everystep explain` lists all codes";
  return wrong(
    "E0733",
    `there is no error \`${code}\``,
    likely === undefined ? all : `did you mean \`${likely}\`? ${all}`,
  );
}

export function noSpecs(path: string): CallError {
  return wrong("E0740", `there is no spec under \`${path}\``, "specs are files that end in `.steps`");
}

/** `construct`: as `Unsupported` names it. */
export function unsupported(construct: string, span: Span | undefined, source: Source): CallError {
  const { diagnostic } = wrong(
    "E0750",
    `the generated engine does not take ${construct}`,
    "`--engine reference` takes every spec",
  );
  return new CallError({ ...diagnostic, source, ...(span === undefined ? {} : { span }) });
}

export function foreignCheckpoint(path: string): CallError {
  const hint = "`everystep check FILE --checkpoint SAVED` saves one";
  return wrong("E0760", `\`${path}\` is not a checkpoint of everystep`, hint);
}

/** `found`, `known`: versions of everystep, or of the format. */
export function otherVersion(path: string, found: string, known: string): CallError {
  const hint = "states are stored differently from version to version: go on with the everystep that saved it";
  return wrong("E0761", `the checkpoint \`${path}\` is of everystep ${found}; this is ${known}`, hint);
}

/** `what`: the first thing found wrong. */
export function damagedCheckpoint(path: string, what: string): CallError {
  return wrong("E0762", `the checkpoint \`${path}\` is damaged: ${what}`);
}

export function otherSpec(path: string, spec: string): CallError {
  const hint = "only the spec as it was can be checked further; check the new one from its start";
  return wrong("E0763", `the checkpoint \`${path}\` is of another text than that of \`${spec}\``, hint);
}

/** `then`, `now`: the option with its value, as it would be written. */
export function otherCheck(path: string, then: string, now: string): CallError {
  const hint = "leave out what the checkpoint knows already";
  return wrong("E0764", `the checkpoint \`${path}\` is of a check with ${then}, not with ${now}`, hint);
}

export function notSaved(): CallError {
  const hint = "leave out `--engine reference`";
  return wrong("E0765", "the reference engine saves no checkpoints and goes on from none", hint);
}

/** `option`: what only the generated engine heeds. */
export function notHeeded(option: string): CallError {
  const hint = "leave out `--engine reference`, or the option";
  return wrong("E0766", `the reference engine does not heed \`${option}\``, hint);
}

export function nothingSaved(): CallError {
  const hint = "name a file for it: `--checkpoint FILE`";
  return wrong("E0767", "`--every` says how often to save the search, and nothing is saved", hint);
}

export function noModels(path: string): CallError {
  const hint = "`model small { holds I }` says what to check and what should come out";
  return wrong("E0741", `\`${path}\` has no model, so there is nothing to test`, hint);
}
