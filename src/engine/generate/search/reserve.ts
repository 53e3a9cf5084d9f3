const PAGE = 65536;
/** 4 GiB: the most that an address of 32 bits reaches. */
const MOST = 65536;
/** 64 MiB: with less no search makes sense. */
const LEAST = 1024;

/**
 * A memory as large as can be had. It takes real memory only where it is written to; a system that promises no more than
 * it has gives less.
 *
 * @param bytes how much is enough
 * @throws RangeError when there is not even enough for a small search
 */
export function reserved(bytes: number = MOST * PAGE): WebAssembly.Memory {
  const wanted = Math.min(MOST, Math.max(LEAST, Math.ceil(bytes / PAGE)));
  for (let pages = wanted; ; pages = Math.floor(pages / 2)) {
    try {
      return new WebAssembly.Memory({ initial: pages, maximum: pages });
    } catch (error) {
      if (!(error instanceof RangeError) || pages < 2 * LEAST) throw error;
    }
  }
}
