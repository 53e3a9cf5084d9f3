import { isInterned } from "../encoding.js";
import { putBack } from "../heap/build.js";
import { convert, type Miss, never } from "./convert.js";
import type { Routine } from "./routine.js";
import { eachElementOf, include, nothing, sortedTotal } from "./sums.js";
import { type TypeOf, within } from "./types.js";

/** Takes a set of one type from the stack and puts the same as one of another type there; an element may miss. */
export function convertSet(from: TypeOf<"set">, to: TypeOf<"set">, r: Routine, miss: Miss): void {
  if (!isInterned(from) && !isInterned(to) && from.of.kind === "range" && to.of.kind === "range") {
    convertRanges(from.of, to.of, r, miss);
    return;
  }
  const set = r.keep(from);
  const sum = nothing(to, r);
  const { building } = sum;
  eachElementOf(from, set, r, (value) => {
    r.code.get(value);
    const missed = (): void => {
      if (building !== undefined) putBack(building, r);
      miss();
    };
    convert(from.of, to.of, r, miss === never ? never : missed);
    include(sum, to.of, r);
  });
  sortedTotal(sum, r);
}
function convertRanges(from: TypeOf<"range">, to: TypeOf<"range">, r: Routine, miss: Miss): void {
  const { code } = r;
  if (from.low > from.high) return;
  const up = from.low - to.low;
  if (miss !== never && !within(from, to)) {
    const mask = r.local("i64");
    code.set(mask);
    code
      .get(mask)
      .i64(~window(from, to))
      .op("i64.and", "i64.eqz", "i32.eqz")
      .if("none", () => miss());
    code.get(mask);
  }
  if (up >= 64 || up <= -64) code.op("drop").i64(0);
  else if (up > 0) code.i64(up).op("i64.shl");
  else if (up < 0) code.i64(-up).op("i64.shr_u");
}

/** The bits of a set of one range whose elements are in the other. */
function window(from: TypeOf<"range">, to: TypeOf<"range">): bigint {
  let mask = 0n;
  for (let value = Math.max(from.low, to.low); value <= Math.min(from.high, to.high); value++) {
    mask |= 1n << BigInt(value - from.low);
  }
  return mask;
}
