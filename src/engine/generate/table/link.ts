import { kernel } from "./kernel.js";

/** What is called from outside; told where it is written: lookup.ts, growth.ts, walk.ts. */
export interface Calls {
  probe(count: number): void;
  add(count: number): void;
  mark(count: number): void;
  unmarked(count: number): void;
  /** True: not all is done. */
  move(slots: number): boolean;
  putAside(): void;
  take(count: number, all: 0 | 1): number;
  range(count: number): void;
  note(count: number): void;
}

export function linked(lanes: number, shared: boolean, memory: WebAssembly.Memory): Calls {
  const module = new WebAssembly.Module(kernel(lanes, shared));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const named = (name: string): WebAssembly.ExportedFunction => {
    const found = exports[name];
    if (found === undefined) throw new Error(`internal error: the module has no ${name}`);
    return found;
  };
  const [probe, add, mark, unmarked] = [named("probe"), named("add"), named("mark"), named("unmarked")];
  const [move, putAside, take] = [named("move"), named("putAside"), named("take")];
  const [range, note] = [named("range"), named("note")];
  return {
    probe: (count) => void probe(count),
    add: (count) => void add(count),
    mark: (count) => void mark(count),
    unmarked: (count) => void unmarked(count),
    move: (slots) => move(slots) !== 0,
    putAside: () => void putAside(),
    take: (count, all) => Number(take(count, all)) >>> 0,
    range: (count) => void range(count),
    note: (count) => void note(count),
  };
}
