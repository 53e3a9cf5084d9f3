import { coloured, plain, type Style } from "../report/style.js";

/** Writes to standard output; the stream keeps what a slow reader has not taken yet. */
export function out(text: string): void {
  process.stdout.write(text);
}

/** Writes to standard error. */
export function err(text: string): void {
  process.stderr.write(text);
}

/** Colours for a stream: on a terminal, unless `NO_COLOR` is set (no-color.org) or the terminal knows none. */
export function styleFor(stream: NodeJS.WriteStream): Style {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return plain;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "" && FORCE_COLOR !== "0") return coloured;
  return stream.isTTY && TERM !== "dumb" ? coloured : plain;
}

/** A reader that went away (`| head`) is no error: nothing more is written, and the command ends as it would have. */
export function tolerateClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
}
