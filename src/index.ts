/**
 * Everystep as a library: text in, typed results out; no console, no files.
 *
 * @example
 * const { model, diagnostics } = compile(text, { name: "bakery.steps" });
 * if (model !== undefined) console.log((await check(model)).status);
 */
export { type Compilation, type CompileOptions, compile } from "./compile.js";
export type { Diagnostic, Note, Severity } from "./diagnostic.js";
export { type CheckOptions, check, type Progress } from "./engine/check.js";
export type { Keeper, Restored, SearchHead, Snapshot } from "./engine/checkpoint.js";
export type { Datum } from "./engine/datum.js";
export { compareExpectations, type ExpectationOutcome } from "./engine/expectations.js";
export { type Disk, DiskError, type DiskFile } from "./engine/generate/queue/disk.js";
export type { Threads } from "./engine/generate/search/team.js";
export { Unsupported } from "./engine/generate/unsupported.js";
export type { InductionProgress, InductOptions } from "./engine/inductive.js";
export { type StateLayout, stateLayout, type VariableLayout } from "./engine/layout.js";
export type { Profile, StepProfile, WorkerProfile } from "./engine/profile.js";
export type * from "./engine/result.js";
export { type SimulateOptions, simulate } from "./engine/simulate.js";
export type { Fault, FaultKind } from "./engine/system.js";

export type { Model } from "./model/ir.js";
export { type Position, Source, type Span } from "./source.js";
export { type Formatted, format } from "./syntax/print.js";
