/*
 * Authors line things up: types of neighbouring variables, claims below each other, strings of small actions. A formatted line
 * gets the author's blanks back if it differs in nothing else and every wide gap leads to the column in which a
 * neighbouring line has its word of the same number, provided that the neighbour looks in the result as it did.
 */

interface Wide {
  /** The index of the formatted line, and of the author's. */
  readonly formatted: number;
  readonly original: number;
  /** The words behind wide gaps: where they begin, and their number in the line. */
  readonly columns: readonly Column[];
}

interface Column {
  readonly column: number;
  readonly index: number;
}

/** The formatted text with the author's columns kept. */
export function keepColumns(formatted: string, original: string): string {
  const lines = formatted.split("\n");
  const sources = original.split("\n").map((line) => line.trimEnd());
  let kept = wideLines(lines, sources);
  for (;;) {
    const next = kept.filter((wide) => isLinedUp(wide, kept, lines, sources));
    if (next.length === kept.length) break;
    kept = next;
  }
  for (const wide of kept) lines[wide.formatted] = sources[wide.original] ?? "";
  return lines.join("\n");
}

function wideLines(lines: readonly string[], sources: readonly string[]): readonly Wide[] {
  const places = new Map<string, number[]>();
  lines.forEach((line, index) => {
    const key = skeleton(line);
    places.set(key, [...(places.get(key) ?? []), index]);
  });
  const found: Wide[] = [];
  let last = -1;
  sources.forEach((source, original) => {
    if (!/\S {2,}\S/.test(source)) return;
    const formatted = places.get(skeleton(source))?.find((index) => index > last);
    const columns = formatted === undefined ? undefined : wideColumns(source, lines[formatted] ?? "");
    if (formatted === undefined || columns === undefined || columns.length === 0) return;
    found.push({ formatted, original, columns });
    last = formatted;
  });
  return found;
}

/** The columns behind gaps that are wider than formatted; undefined if the lines differ in more. */
function wideColumns(source: string, formatted: string): readonly Column[] | undefined {
  const theirs = words(source);
  const ours = words(formatted);
  const columns: Column[] = [];
  let shift = 0;
  for (const [index, { text, column }] of theirs.entries()) {
    const our = ours[index];
    if (our === undefined || our.text !== text || column - our.column < shift) return undefined;
    if (column - our.column > shift && index === 0) return undefined;
    if (column - our.column > shift && !text.startsWith("//")) columns.push({ column, index });
    shift = column - our.column;
  }
  return columns;
}

function isLinedUp(wide: Wide, kept: readonly Wide[], lines: readonly string[], sources: readonly string[]): boolean {
  const neighbours = [-1, 1].flatMap((step) => {
    const source = sources[wide.original + step];
    if (source === undefined) return [];
    const unchanged = lines[wide.formatted + step] === source;
    const back = kept.some(
      ({ formatted, original }) => formatted === wide.formatted + step && original === wide.original + step,
    );
    return unchanged || back ? [source] : [];
  });
  const others = neighbours.map(words);
  return wide.columns.every(({ column, index }) => others.some((line) => line[index]?.column === column));
}

function skeleton(line: string): string {
  return words(line)
    .map(({ text }) => text)
    .join(" ");
}

/** What blanks separate, strings and comments whole. */
function words(line: string): readonly { readonly text: string; readonly column: number }[] {
  return [...line.matchAll(/\/\/.*|(?:"[^"]*"|[^\s"/]|\/(?!\/)|")+/g)].map((match) => ({
    text: match[0],
    column: match.index,
  }));
}
