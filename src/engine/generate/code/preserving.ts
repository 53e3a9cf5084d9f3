import { full } from "../heap/intern.js";
import type { Local } from "../wasm/code.js";
import type { Region, Routine } from "./routine.js";

/*
 * A function that calls itself before it is left finds, when it goes on, its locals as they were, but not its memory. What
 * it will need of that is put on a stack around the call.
 */

/** The body between saving regions of memory and putting them back. No memory for that is no memory for the search. */
export function preserving(regions: readonly Region[], r: Routine, body: () => void): void {
  if (regions.length === 0) {
    body();
    return;
  }
  const { code } = r;
  const { top, limit } = r.unit.kept;
  const bottom = r.local("i32");
  const bytes = regions.reduce((sum, each) => sum + each.bytes, 0);
  code.i32(top).memory("i32.load").set(bottom);
  code.get(bottom).i32(bytes).op("i32.add").i32(limit).op("i32.gt_u");
  code.if("none", () => full(code));
  eachRegion(regions, bottom, r, (kept, there) => {
    kept();
    there();
  });
  code.i32(top).get(bottom).i32(bytes).op("i32.add").memory("i32.store");
  body();
  eachRegion(regions, bottom, r, (kept, there) => {
    there();
    kept();
  });
  code.i32(top).get(bottom).memory("i32.store");
}

/** Copies each region; the writer puts the destination's address on the stack, then the source's. */
function eachRegion(
  regions: readonly Region[],
  bottom: Local,
  { code }: Routine,
  addresses: (kept: () => void, there: () => void) => void,
): void {
  let at = 0;
  for (const { address, bytes } of regions) {
    const offset = at;
    addresses(
      () => code.get(bottom).i32(offset).op("i32.add"),
      () => code.i32(address),
    );
    code.i32(bytes).memoryCopy();
    at += bytes;
  }
}
