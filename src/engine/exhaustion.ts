/** Is it an error that says that there was no memory, or no more room on the stack? */
export function isExhaustion(error: unknown): boolean {
  return error instanceof RangeError && /call stack|memory|allocat|array length|maximum size/i.test(error.message);
}
