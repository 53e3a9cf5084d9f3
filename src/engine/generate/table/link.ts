import { kernel } from "./kernel.js";

/** What is called from outside; told where it is written: lookup.ts, growth.ts, walk.ts. */
export interface Calls {
  probe(count: number): void;
  add(count: number): void;
  mark(count: number): void;
  unmarked(count: number): void;
  /** Not 0: not all is done. */
  move(slots: number): number;
  putAside(): void;
  take(count: number, all: 0 | 1): number;
  range(count: number): void;
  note(count: number): void;
}

export function linked(lanes: number, shared: boolean, memory: WebAssembly.Memory): Calls {
  const module = new WebAssembly.Module(kernel(lanes, shared));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const named = (name: string): ((...numbers: number[]) => number) => {
    const found = exports[name];
    if (typeof found !== "function") throw new Error(`internal error: the module has no ${name}`);
    return (...numbers) => Number(found(...numbers));
  };
  return {
    probe: named("probe"),
    add: named("add"),
    mark: named("mark"),
    unmarked: named("unmarked"),
    move: named("move"),
    putAside: named("putAside"),
    take: named("take"),
    range: named("range"),
    note: named("note"),
  };
}
