/** How parts of a report are set off. The caller decides whether colours are wanted; `plain` adds nothing. */
export interface Style {
  strong(text: string): string;
  /** What is there for completeness. */
  faint(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  caution(text: string): string;
  /** Names of steps and places in files. */
  place(text: string): string;
  /** What changed. */
  changed(text: string): string;
}

const same = (text: string): string => text;

export const plain: Style = {
  strong: same,
  faint: same,
  good: same,
  bad: same,
  caution: same,
  place: same,
  changed: same,
};

const sequence =
  (on: number, off: number) =>
  (text: string): string =>
    text === "" ? "" : `\u001b[${on}m${text}\u001b[${off}m`;

const strong = sequence(1, 22);
const red = sequence(31, 39);

/** For terminals that know the SGR sequences. */
export const coloured: Style = {
  strong,
  faint: sequence(2, 22),
  good: sequence(32, 39),
  bad: (text) => strong(red(text)),
  caution: sequence(33, 39),
  place: sequence(36, 39),
  changed: sequence(33, 39),
};
