import { readFileSync } from "node:fs";

/** The version of everystep. */
export function version(): string {
  const { version: text }: { version: string } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  return text;
}
