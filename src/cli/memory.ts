import { constants, type PerformanceEntry, PerformanceObserver } from "node:perf_hooks";
import { getHeapStatistics } from "node:v8";

/*
 * V8 ends the process when full collections leave more than 80 percent of the old generation in use and take most of the
 * time. So the search has to stop a little before. The limit that V8 tells includes the young generation, some 48 MB.
 */
const FULL = 0.78;
const YOUNG = 48 << 20;

const MAJOR = constants.NODE_PERFORMANCE_GC_MAJOR;

/** Notices that memory runs out while there is enough left to say so. */
export class MemoryWatch {
  readonly #observer: PerformanceObserver;

  /** Calls `low` when a full collection of garbage has left little room. */
  constructor(low: () => void) {
    this.#observer = new PerformanceObserver((list) => {
      if (list.getEntries().some(isFullCollection) && isLow()) low();
    });
    this.#observer.observe({ entryTypes: ["gc"] });
  }

  release(): void {
    this.#observer.disconnect();
  }
}

function isLow(): boolean {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
  return used > FULL * (limit - YOUNG);
}

/** The entry's `detail` is missing from its type. */
function isFullCollection(entry: PerformanceEntry & { readonly detail?: unknown }): boolean {
  const { detail } = entry;
  return typeof detail === "object" && detail !== null && "kind" in detail && detail.kind === MAJOR;
}
