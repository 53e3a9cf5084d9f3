import type { Generated, Written } from "../abi.js";
import { Module } from "../wasm/module.js";
import { kernel } from "./kernel.js";
import type { Plan } from "./plan.js";
import { receiver } from "./receiver.js";

/** Hears what generated code has to tell, in its order. */
export interface Listener {
  /** `kind` and `truth`: see abi.ts; `number`: of the state. */
  verdict(kind: number, index: number, truth: number, number: number): void;
  /** The way of this ordinal met an error; `number` is -1 for a way to an initial state. */
  faulted(number: number, ordinal: number, transition: number, place: number): void;
  /** A state without a way out, and what `mayEnd` said: not 1. */
  stuck(number: number, truth: number): void;
}

/** What is called from outside. Addresses and numbers are 0 or more. */
export interface Calls {
  initial(): void;
  expand(next: number, end: number): number;
  drain(first: number, end: number): number;
  rebuild(): void;
  /** More buckets for the heap, if there is one and it needs them. */
  rehash(): void;
}

/** Generated code as a module that imports what it calls. */
export function compiled(generated: Generated, base: number): Written & { readonly code: Uint8Array<ArrayBuffer> } {
  const module = new Module();
  const told = { parameters: ["i32", "i32"], results: ["i32"] } as const;
  const hearer = {
    emit: module.import("env", "emit", told),
    fault: module.import("env", "fault", told),
    verdict: module.import("env", "verdict", { parameters: ["i32", "i32", "i32", "i32"], results: [] }),
  };
  const written = generated.write({ module, hearer, base });
  const { initial, expand, judge, mayEnd } = written;
  const functions = { initial, expand, judge, mayEnd, ...written.heap };
  for (const [name, callee] of Object.entries(functions)) module.export(name, callee);
  return { ...written, code: module.encode() };
}

/** Links the three modules: generated code tells its ways to the receiver; the kernel calls generated code. */
export function linked(
  code: Uint8Array<ArrayBuffer>,
  plan: Plan,
  memory: WebAssembly.Memory,
  listener: Listener,
): Calls {
  const receiving = instance(receiver(plan), { memory });
  const { emit, fault } = { emit: named(receiving, "emit"), fault: named(receiving, "fault") };
  const spec = instance(code, { memory, emit, fault, verdict: listener.verdict });
  const inner = instance(kernel(plan), {
    memory,
    expand: named(spec, "expand"),
    judge: named(spec, "judge"),
    mayEnd: named(spec, "mayEnd"),
    faulted: listener.faulted,
    stuck: listener.stuck,
  });
  const [initial, expand, drain, rebuild] = [
    named(spec, "initial"),
    named(inner, "expand"),
    named(inner, "drain"),
    named(inner, "rebuild"),
  ];
  const rehash = "rehash" in spec.exports ? named(spec, "rehash") : undefined;
  return {
    initial: () => void initial(),
    expand: (next, end) => Number(expand(next, end)) >>> 0,
    drain: (first, end) => Number(drain(first, end)) >>> 0,
    rebuild: () => void rebuild(),
    rehash: () => void rehash?.(),
  };
}

function instance(code: Uint8Array<ArrayBuffer>, env: WebAssembly.Imports[string]): WebAssembly.Instance {
  return new WebAssembly.Instance(new WebAssembly.Module(code), { env });
}

function named({ exports }: WebAssembly.Instance, name: string): WebAssembly.ExportedFunction {
  const found = exports[name];
  if (!isFunction(found)) throw new Error(`internal error: the module has no ${name}`);
  return found;
}

function isFunction(value: unknown): value is WebAssembly.ExportedFunction {
  return typeof value === "function";
}
