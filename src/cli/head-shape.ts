import type { SearchHead, Told } from "../engine/checkpoint.js";
import { MOST_WORKERS } from "./options.js";
import { amount, count, type Guard, integer, listOf, object, optional, pairOf, upTo } from "./shape.js";

/* The shape of what a checkpoint says of its search, as engine/checkpoint.ts has it. */

type Search = SearchHead["search"];

/** No wave has as many states or records. */
const MOST_IN_WAVE = 1 << 30;

const numbers = listOf(integer);
const amounts = listOf(amount);

const told: Guard<Told> = (value, trail): value is Told =>
  Array.isArray(value) &&
  value.length <= 5 &&
  ["verdict", "faulted", "stuck"].includes(value[0]) &&
  numbers(value.slice(1), trail);

export const searchHead: Guard<SearchHead> = object<SearchHead>({
  told: listOf(told),
  search: object<Search>({
    state: count,
    workers: upTo(MOST_WORKERS),
    sizes: object<Search["sizes"]>({ wave: upTo(MOST_IN_WAVE), records: upTo(MOST_IN_WAVE), wide: count }),
    shards: listOf(count),
    counts: object<Search["counts"]>({
      states: count,
      initial: count,
      outside: count,
      steps: count,
      depth: count,
      expanded: count,
      level: count,
    }),
    next: count,
    levelEnd: count,
    lists: listOf(pairOf(count, count)),
    counted: object<Search["counted"]>({
      taken: amounts,
      changed: amounts,
      tried: amounts,
      evaluated: amounts,
      witnessed: amounts,
      excluded: amounts,
    }),
    heap: optional(listOf(count)),
  }),
});
