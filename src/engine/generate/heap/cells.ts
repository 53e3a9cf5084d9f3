/**
 * Cells (32 bits) of the heap of interned values, at fixed addresses below those that modules have for themselves: several
 * modules share one heap. The search sets them before it calls anything (`beginHeap`) when generated code has a heap;
 * between waves, when nobody else uses the heap, it calls `rehash`. A module that has no room for a node sets `full` and
 * traps. The words at addresses 0 and 4 stay 0: they are the empty node.
 */
export const heap = {
  /** The first free address. */
  next: 256,
  /** Memory is there up to here. */
  end: 260,
  /** The address of the bucket array, and how many buckets there are, less one. */
  buckets: 264,
  mask: 268,
  /** Nodes. */
  count: 272,
  full: 276,
} as const;

/** The heap takes addresses below this one alone, so that no sum of an address and a size wraps around. */
export const MOST_ADDRESS = 0xf000_0000;

/** Buckets at first. */
const BUCKETS = 1 << 12;

/** Room that an empty heap takes. */
export const HEAP_BYTES = BUCKETS * 4;

/**
 * Lays an empty heap into a memory whose bytes from `start` on are 0. `words`: all of the memory as it is now.
 *
 * @param start a multiple of 4, with room for `HEAP_BYTES` behind it
 */
export function beginHeap(words: Int32Array | Uint32Array, start: number): void {
  words[heap.buckets / 4] = start;
  words[heap.mask / 4] = BUCKETS - 1;
  words[heap.next / 4] = start + HEAP_BYTES;
  words[heap.end / 4] = Math.min(words.byteLength, MOST_ADDRESS);
  words[heap.count / 4] = 0;
  words[heap.full / 4] = 0;
}
