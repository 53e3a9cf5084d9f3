/*
 * Text that has not chosen its line breaks yet, after P. Wadler, "A prettier printer" (2003). A group is written on one
 * line if it fits, else each of its own lines breaks; a group that the author broke stays broken. Groups inside decide for
 * themselves. Two things are added for programs: comments, which end their line whatever follows them, and labels, which
 * hang in a column left of the statements.
 */

export type Doc =
  | string
  | readonly Doc[]
  /** A line break, or `flat` where its group is on one line. */
  | { readonly kind: "line"; readonly flat: string }
  /** A line break always, with an empty line before it if `blank`. */
  | { readonly kind: "hard"; readonly blank: boolean }
  | { readonly kind: "nest"; readonly by: number; readonly doc: Doc }
  /** Lines inside begin in the column where this begins, unless that is far to the right. */
  | { readonly kind: "align"; readonly doc: Doc }
  | { readonly kind: "group"; readonly broken: boolean; readonly doc: Doc }
  | RowsDoc
  /** Stands in its column at the start of a line; what follows goes on in the line's own indentation. */
  | { readonly kind: "label"; readonly text: string; readonly column: number }
  | CommentDoc;

export interface CommentDoc {
  readonly kind: "comment";
  readonly text: string;
  /** On a line of its own, with an empty line above if `blank`. */
  readonly own: boolean;
  readonly blank: boolean;
  /** Where a comment behind code stood and should stay, if code leaves it the place. */
  readonly column: number | undefined;
}

/** Each row on a line of its own if all of them fit, else all broken, and one after the other. */
export interface RowsDoc {
  readonly kind: "rows";
  readonly rows: readonly Row[];
}

export interface Row {
  /** Comments that stand before it. */
  readonly comments: readonly Doc[];
  readonly doc: Doc;
}

export const WIDTH = 100;
const FAR = 28;

export const line: Doc = { kind: "line", flat: " " };
export const softLine: Doc = { kind: "line", flat: "" };

export function hard(blank = false): Doc {
  return { kind: "hard", blank };
}

export function nest(by: number, ...docs: readonly Doc[]): Doc {
  return { kind: "nest", by, doc: docs };
}

export function align(...docs: readonly Doc[]): Doc {
  return { kind: "align", doc: docs };
}

/** A group with a comment of its own, one outside of the groups in it, is broken: nothing can follow the comment. */
export function group(broken: boolean, ...docs: readonly Doc[]): Doc {
  return { kind: "group", broken: broken || hasComment(docs), doc: docs };
}

/** True of a group that is broken whatever the width. */
export function isBroken(doc: Doc): boolean {
  return typeof doc !== "string" && !isList(doc) && doc.kind === "group" && doc.broken;
}

function hasComment(doc: Doc): boolean {
  if (typeof doc === "string") return false;
  if (isList(doc)) return doc.some(hasComment);
  if (doc.kind === "nest" || doc.kind === "align") return hasComment(doc.doc);
  if (doc.kind === "rows") return doc.rows.some((row) => row.comments.length > 0 || hasComment(row.doc));
  return doc.kind === "comment";
}

/** The rows on lines `apart`, or one after the other. */
export function rowsDoc(rows: readonly Row[], apart: boolean): Doc {
  return rows.map(({ comments, doc }, index) => {
    if (index === 0) return doc;
    return [comments.length > 0 ? [...comments, hard()] : apart ? hard() : " ", doc];
  });
}

export function join(docs: readonly Doc[], separator: Doc): Doc {
  return docs.flatMap((doc, index) => (index === 0 ? [doc] : [separator, doc]));
}

interface Piece {
  readonly doc: Doc;
  readonly indent: number;
  readonly flat: boolean;
}

/** The text of a document, each line without blanks at its end. */
export function render(root: Doc, width: number = WIDTH): string {
  const lines: string[] = [];
  let current = "";
  /** Nothing but the indentation has been written on this line. */
  let fresh = true;
  let indent = 0;
  let commented = false;
  const stack: Piece[] = [{ doc: root, indent: 0, flat: false }];

  function newline(nextIndent: number, blank: boolean): void {
    if (!fresh) {
      lines.push(current.trimEnd());
    }
    if (blank && lines.length > 0 && lines.at(-1) !== "") lines.push("");
    current = "";
    fresh = true;
    commented = false;
    indent = nextIndent;
  }

  function write(text: string, at: number): void {
    if (text === "") return;
    if (commented) {
      newline(at, false);
      if (text.trim() === "") return;
    }
    if (fresh) current = current.padEnd(indent);
    current += text;
    fresh = false;
  }

  function comment({ text, own, blank, column }: CommentDoc, at: number): void {
    if (own || commented) {
      newline(fresh ? indent : at, blank);
      current = " ".repeat(indent) + text;
    } else if (fresh) current = current.padEnd(indent) + text;
    else {
      const code = current.trimEnd();
      current = `${code.padEnd(Math.max(code.length + 2, column ?? 0))}${text}`;
    }
    fresh = false;
    commented = true;
  }

  for (let piece = stack.pop(); piece !== undefined; piece = stack.pop()) {
    const { doc, flat } = piece;
    if (typeof doc === "string") write(doc, piece.indent);
    else if (isList(doc)) {
      for (let index = doc.length - 1; index >= 0; index--) stack.push({ ...piece, doc: doc[index] ?? "" });
    } else {
      switch (doc.kind) {
        case "line":
          if (flat && !commented) write(doc.flat, piece.indent);
          else newline(piece.indent, false);
          break;
        case "hard":
          newline(piece.indent, doc.blank);
          break;
        case "nest":
          stack.push({ ...piece, indent: piece.indent + doc.by, doc: doc.doc });
          break;
        case "align": {
          const column = fresh ? indent : current.length;
          const indentation = column > piece.indent + FAR ? piece.indent + 2 : column;
          stack.push({ ...piece, indent: indentation, doc: doc.doc });
          break;
        }
        case "group": {
          const start = fresh ? indent : current.length;
          const fits = !doc.broken && (flat || fitsIn(width - start, { ...piece, flat: true, doc: doc.doc }, stack));
          stack.push({ ...piece, flat: fits, doc: doc.doc });
          break;
        }
        case "rows": {
          const { rows } = doc;
          const start = fresh ? indent : current.length;
          const fit = rows.every((row, index) => {
            const room = width - (index === 0 ? start : piece.indent);
            return fitsIn(room, { ...piece, flat: true, doc: row.doc }, index === rows.length - 1 ? stack : []);
          });
          stack.push({ ...piece, flat: fit, doc: rowsDoc(rows, fit) });
          break;
        }
        case "label":
          if (fresh && !flat) {
            current = " ".repeat(doc.column) + doc.text;
            current = indent > current.length ? current.padEnd(indent) : `${current} `;
            fresh = false;
          } else write(`${doc.text} `, piece.indent);
          break;
        case "comment":
          comment(doc, piece.indent);
          break;
      }
    }
  }
  newline(0, false);
  return `${lines.join("\n")}\n`;
}

function isList(doc: Exclude<Doc, string>): doc is readonly Doc[] {
  return Array.isArray(doc);
}

/** True if what is left of the line, up to the first break that is sure to come, has room. */
function fitsIn(room: number, first: Piece, rest: readonly Piece[]): boolean {
  const stack: Piece[] = [first];
  let below = rest.length;
  let left = room;
  while (left >= 0) {
    const piece = stack.pop() ?? rest[--below];
    if (piece === undefined) return true;
    const { doc, flat } = piece;
    if (typeof doc === "string") left -= doc.length;
    else if (isList(doc)) {
      for (let index = doc.length - 1; index >= 0; index--) stack.push({ ...piece, doc: doc[index] ?? "" });
    } else {
      switch (doc.kind) {
        case "line":
          if (!flat) return true;
          left -= doc.flat.length;
          break;
        case "hard":
        case "comment":
          return true;
        case "nest":
        case "align":
          stack.push({ ...piece, doc: doc.doc });
          break;
        case "group":
          stack.push({ ...piece, flat: flat && !doc.broken, doc: doc.doc });
          break;
        case "rows":
          stack.push({ ...piece, flat: false, doc: doc.rows[0]?.doc ?? "" });
          break;
        case "label":
          left -= doc.text.length + 1;
          break;
      }
    }
  }
  return false;
}
