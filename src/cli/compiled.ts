import type { Diagnostic, Note } from "../diagnostic.js";
import { type Compilation, compile } from "../index.js";
import { diagnosticJson, diagnosticsText } from "../report/diagnostics.js";
import { Source, type Span } from "../source.js";
import { readerFor, readSpec } from "./files.js";
import { err, out, styleFor } from "./terminal.js";

/** What the commands that read a spec have in common. */
export interface SpecOptions {
  readonly model?: string | undefined;
  /** `--const`, read. */
  readonly constants?: Readonly<Record<string, string>> | undefined;
  readonly root?: string | undefined;
  /** Warnings that are off unless asked for. */
  readonly warn?: readonly string[] | undefined;
}

/** A spec that was read from a file. */
export interface FileCompilation extends Compilation {
  /** What was read: the spec, then the files that it refers to. */
  readonly texts: readonly string[];
}

/**
 * Reads and compiles the spec in a file. What is wrong with it is in `diagnostics`.
 *
 * @throws CallError when the file cannot be read
 */
export function compileFile(path: string, options: SpecOptions): FileCompilation {
  const text = readSpec(path);
  const texts = [text];
  const reader = readerFor(path, options.root);
  const read = (name: string): string => {
    const found = reader(name);
    texts.push(found);
    return found;
  };
  const { model, constants, warn } = options;
  const atomicity = warn?.includes("atomicity") ?? false;
  const compilation = compile(text, { name: path, read, model, constants, atomicity });
  const diagnostics = compilation.diagnostics.map((diagnostic) => relocated(diagnostic, text, compilation.source));
  return { ...compilation, diagnostics, texts };
}

/** What stands behind the text of the file came from `--const`, and is shown as coming from there. */
function relocated(diagnostic: Diagnostic, text: string, source: Source): Diagnostic {
  const { span } = diagnostic;
  if (diagnostic.source !== undefined || span === undefined || span.start <= text.length) return diagnostic;
  const start = source.text.lastIndexOf("\n", span.start - 1) + 1;
  const next = source.text.indexOf("\n", span.start);
  const end = next < 0 ? source.text.length : next;
  const moved = (place: Span): Span => ({ start: place.start - start, end: place.end - start });
  const notes = diagnostic.notes.map((note): Note => {
    const inside = note.span !== undefined && note.span.start >= start && note.span.end <= end;
    return inside && note.span !== undefined ? { ...note, span: moved(note.span) } : { message: note.message };
  });
  return { ...diagnostic, source: new Source("--const", source.text.slice(start, end)), span: moved(span), notes };
}

/** Says what is wrong: for people on standard error, for programs on standard output. */
export function tell({ diagnostics, source }: Compilation, format: string): void {
  if (format === "json" && diagnostics.some(({ severity }) => severity === "error")) {
    const document = {
      format: "everystep-diagnostics",
      version: 1,
      diagnostics: diagnostics.map((diagnostic) => diagnosticJson(diagnostic, source)),
    };
    out(`${JSON.stringify(document, undefined, 2)}\n`);
  } else if (diagnostics.length > 0) {
    err(diagnosticsText(diagnostics, source, styleFor(process.stderr)));
  }
}
