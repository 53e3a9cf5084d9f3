/*
 * What a file that others may have written holds is looked at value by value before anything believes it. A guard says
 * whether a value has a shape, and leaves in the trail where it first did not.
 */

export class Trail {
  readonly #names: string[] = [];
  /** `claims[0].status`; undefined as long as nothing was wrong. */
  wrong: string | undefined;

  within(name: string, look: () => boolean): boolean {
    this.#names.push(name);
    const right = this.#names.length <= deepest && look();
    if (!right) this.wrong ??= this.#names.join("").replace(/^\./, "");
    this.#names.pop();
    return right;
  }
}

/** No value of a spec nests deeper. */
const deepest = 400;

export type Guard<T> = (value: unknown, trail: Trail) => value is T;

export const text: Guard<string> = (value): value is string => typeof value === "string";
export const truth: Guard<boolean> = (value): value is boolean => typeof value === "boolean";
export const integer: Guard<number> = (value): value is number => Number.isSafeInteger(value);
export const count: Guard<number> = (value): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
export const amount: Guard<number> = (value): value is number => Number.isFinite(value) && Number(value) >= 0;

/** A whole number from 1 on, up to a bound. */
export function upTo(most: number): Guard<number> {
  return (value): value is number => count(value, new Trail()) && value >= 1 && value <= most;
}

export function oneOf<const T extends string>(...words: readonly T[]): Guard<T> {
  return (value): value is T => words.some((word) => word === value);
}

export function optional<T>(guard: Guard<T>): Guard<T | undefined> {
  return (value, trail): value is T | undefined => value === undefined || guard(value, trail);
}

export function either<A, B>(first: Guard<A>, second: Guard<B>): Guard<A | B> {
  return (value, trail): value is A | B => first(value, new Trail()) || second(value, trail);
}

export function listOf<T>(guard: Guard<T>): Guard<readonly T[]> {
  return (value, trail): value is readonly T[] =>
    Array.isArray(value) && value.every((item, index) => trail.within(`[${index}]`, () => guard(item, trail)));
}

export function pairOf<A, B>(first: Guard<A>, second: Guard<B>): Guard<readonly [A, B]> {
  return (value, trail): value is readonly [A, B] =>
    Array.isArray(value) &&
    value.length === 2 &&
    trail.within("[0]", () => first(value[0], trail)) &&
    trail.within("[1]", () => second(value[1], trail));
}

/** An object with these fields and no others. */
export function object<T extends object>(fields: { readonly [K in keyof T]-?: Guard<T[K]> }): Guard<T> {
  const names = Object.keys(fields);
  const guards = Object.entries<Guard<unknown>>(fields);
  return (value, trail): value is T =>
    isObject(value) &&
    Object.keys(value).every((name) => names.includes(name)) &&
    guards.every(([name, guard]) => trail.within(`.${name}`, () => guard(value[name], trail)));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
