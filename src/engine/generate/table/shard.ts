/** What a shard of the visited set is made for. */
export interface ShardPlan {
  /** 64-bit lanes of a state. */
  readonly lanes: number;
  /** Bytes that it may use at most. */
  readonly most: number;
  /** Several threads have it, one at a time. */
  readonly shared: boolean;
}

/**
 * One shard of the visited set: an exact set of states in a WebAssembly memory of its own. A batch of records is put into
 * its batch area, then looked up; a record is the lanes of a state and one more lane, which is not looked at.
 *
 * All that a shard knows is in its memory: instances over the same memory, in several threads, are the same shard. They
 * must not be used at the same time.
 */
export class Shard {
  /** A memory for a shard; RangeError when there is none to be had. */
  static memory(_plan: ShardPlan): WebAssembly.Memory {
    throw new Error("internal error: not written yet");
  }

  /** Bytes that it may use at most; may be changed at any time. */
  most: number;

  constructor(plan: ShardPlan, _memory: WebAssembly.Memory) {
    this.most = plan.most;
  }

  /** Records that fit the batch area. */
  get room(): number {
    return 0;
  }

  /** Makes the batch area so large that so many records fit. False: there is no memory for it, and nothing was changed. */
  reserve(_records: number): boolean {
    return false;
  }

  /** The batch area from record number `from` on; valid until anything but `batch` is called. */
  batch(_from: number): Uint8Array {
    return new Uint8Array(0);
  }

  /**
   * Looks up the first `count` records of the batch area, in order; states that are new are added.
   * Returns how many were, or -1 when there is no memory for them: then nothing was added.
   */
  probe(_count: number): number {
    return -1;
  }

  /** Which records of the last `probe` were new: ascending numbers; valid until anything else is called. */
  fresh(): Uint32Array {
    return new Uint32Array(0);
  }

  /** States. */
  get size(): number {
    return 0;
  }

  /** Bytes of memory in use. */
  get bytes(): number {
    return 0;
  }

  /** Forgets all states; `bytes` stays. */
  clear(): void {}
}
