import { createHash } from "node:crypto";
import type { Keeper, Restored } from "../engine/checkpoint.js";
import type { CheckResult } from "../index.js";
import { printable } from "../report/printable.js";
import { Checkpoints } from "./checkpoint.js";
import { OpenCheckpoint, refuseOther } from "./checkpoint-file.js";
import { notSaved } from "./errors.js";
import type { EngineName } from "./options.js";
import { agreed, askedBy, fileOf, refuseOtherText, type Said } from "./resume.js";
import { err } from "./terminal.js";
import { version } from "./version.js";

/** What a command says of checkpoints. */
export interface Saving {
  readonly checkpoint: string | undefined;
  /** Seconds. */
  readonly every: number | undefined;
  readonly resume: string | undefined;
  readonly engine: EngineName | undefined;
}

/** A check that is saved, or goes on from where another was saved, or both. */
export interface Saved {
  /** The spec, and what is asked. */
  readonly file: string;
  readonly said: Said;
  readonly keeper: Keeper | undefined;
  readonly from: Restored | undefined;
  /**
   * When the spec and all that it refers to was read.
   *
   * @throws CallError E0763
   */
  begin(texts: readonly string[]): void;
  /** How to go on, if that is of use, or that it cannot be. */
  tell(result: CheckResult): void;
  close(): void;
}

/** Seconds between two checkpoints. */
const EVERY = 60;

/**
 * The check that a command asks for.
 *
 * @param file undefined: what the checkpoint names
 * @throws CallError
 */
export function savedBy(file: string | undefined, command: Said & Saving): Saved {
  const { checkpoint, resume, every = EVERY } = command;
  if (command.engine === "reference") throw notSaved();
  if (checkpoint !== undefined) refuseOther(checkpoint);
  const path = checkpoint ?? resume ?? "";
  const from = resume === undefined ? undefined : new OpenCheckpoint(resume, version());
  const said = from === undefined ? saidBy(command) : agreed(from, command);
  const spec = from === undefined ? (file ?? "") : fileOf(from.whole.asked, file);
  let keeper: Checkpoints | undefined;
  return {
    file: spec,
    said,
    from,
    get keeper() {
      return keeper;
    },
    begin(texts) {
      const digest = createHash("sha256").update(JSON.stringify(texts)).digest("hex");
      if (from !== undefined) refuseOtherText(from, spec, digest);
      keeper = new Checkpoints(path, every, { version: version(), asked: askedBy(spec, digest, said) });
    },
    tell({ cut }) {
      if (cut === undefined || keeper === undefined) return;
      if (keeper.kept) err(`Go on from here with: everystep check --resume ${printable(path)}\n`);
      else if (!keeper.failed)
        err(`Nothing was saved in ${printable(path)}: a search that ends like this cannot go on.\n`);
    },
    close: () => from?.close(),
  };
}

function saidBy(said: Said): Said {
  const { root, model, constants, claims, continue: persist, maxStates, maxDepth, symmetry } = said;
  return { root, model, constants, claims, continue: persist, maxStates, maxDepth, symmetry };
}
