/**
 * A tree as a compact s-expression, without spans: a node is `(kind parts…)` with its parts in the order in which the
 * tree declares them, a name is its text, a list stands in brackets, `-` is nothing.
 */
export function treeText(value: unknown): string {
  if (value === undefined) return "-";
  if (Array.isArray(value)) return `[${value.map(treeText).join(" ")}]`;
  if (typeof value !== "object" || value === null) return atomText(value);
  const parts: [string, unknown][] = Object.entries(value).filter(([key]) => key !== "span");
  const [only, ...others] = parts;
  if (only?.[0] === "text" && others.length === 0) return atomText(only[1]);
  const told = parts.filter(([key, part]) => key !== "doc" || part !== undefined);
  return `(${told.map(([key, part]) => (key === "kind" ? String(part) : partText(key, part))).join(" ")})`;
}

/** Truth values are told by the name of their field. */
function partText(key: string, part: unknown): string {
  if (typeof part !== "boolean" || key === "value") return treeText(part);
  return part ? key : `no-${key}`;
}

function atomText(atom: unknown): string {
  const text = String(atom);
  return typeof atom === "string" && !/^[^\s()[\]"]+$/.test(text) ? JSON.stringify(text) : text;
}

/** The tree without its places; what two readings of one spec have in common. */
export function withoutSpans(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSpans);
  if (typeof value !== "object" || value === null) return value;
  const parts: [string, unknown][] = Object.entries(value).filter(([key]) => key !== "span");
  return Object.fromEntries(parts.map(([key, part]) => [key, withoutSpans(part)]));
}
