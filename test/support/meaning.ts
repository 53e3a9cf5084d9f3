import { expect } from "vitest";
import { type CheckResult, check, compile } from "../../src/index.js";

/** The whole result of a spec that has no errors. */
export async function run(text: string): Promise<CheckResult> {
  expect(refusal(text)).toEqual([]);
  const { model } = compile(text);
  if (model === undefined) throw new Error("no model and no error");
  return check(model, { continue: true });
}

/** `states steps depth`, then what failed, then the faults by kind. */
export async function graph(text: string): Promise<string> {
  const result = await run(text);
  const { states, steps, depth } = result.counts;
  const failed = result.claims.filter((claim) => claim.status === "fails").map((claim) => ` ${claim.name}`);
  const faults = result.faults.map(({ fault }) => ` !${fault.kind}`);
  return `${states} ${steps} ${depth}${failed.join("")}${faults.join("")}`;
}

/** Why a spec is refused: codes and messages of its errors. */
export function refusal(text: string): readonly string[] {
  const errors = compile(text).diagnostics.filter((each) => each.severity === "error");
  return errors.map((each) => `${each.code} ${each.message}`);
}

/** A spec with one action. */
export function actionSpec(body: string, before = "var x: 0..3 = 0"): string {
  return `spec T\n${before}\naction A {\n${body}\n}\ndone when true\ninvariant I: true\n`;
}

/** A spec of one state of which something is claimed as `E`. */
export function claimSpec(claim: string, before = ""): string {
  return `spec T\nvar z: 0..3 = 0\n${before}\naction A { skip }\ninvariant E: ${claim}\n`;
}
