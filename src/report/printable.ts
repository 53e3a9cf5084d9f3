/*
 * Specs and saved runs are written by others: what they hold reaches a terminal only without control characters and
 * without the marks that turn the direction of writing.
 */

const unsafe = /[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** The text on one line, each control character as a visible sign of one column. */
export function printable(text: string): string {
  return text.replace(unsafe, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? "\u2421" : "\ufffd";
  });
}

/** Ranges of code points two columns wide: East Asian wide and full-width forms, and emoji. */
const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];

const combining = /^[\p{Mn}\p{Me}\u200b-\u200d]$/u;

/** Columns that one character (a code point) takes on a terminal: 0, 1 or 2. */
export function columns(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (combining.test(character)) return 0;
  return wide.some(([low, high]) => low <= code && code <= high) ? 2 : 1;
}

/** Columns that a text takes on a terminal; it holds no tabs and no control characters. */
export function width(text: string): number {
  let sum = 0;
  for (const character of text) sum += columns(character);
  return sum;
}

/** Filled up with spaces to a number of columns. */
export function padded(text: string, to: number): string {
  return text + " ".repeat(Math.max(0, to - width(text)));
}
