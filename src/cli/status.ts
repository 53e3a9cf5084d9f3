/** Exit statuses; the last line of every `--help` and docs/commands.md tell them. */
export const status = {
  /** Everything checked holds, also within a declared constraint. */
  holds: 0,
  /** A claim fails; a finding, with `--strict`; an expectation is not met, in `test`. */
  fails: 1,
  /** The spec or the call is wrong. */
  wrong: 2,
  /** A limit or an interruption cut the search off, or a claim is not checked yet. */
  incomplete: 3,
  /** A bug of Everystep. */
  internal: 4,
} as const;

export type ExitStatus = (typeof status)[keyof typeof status];
