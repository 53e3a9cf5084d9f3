import fc from "fast-check";
import { hash, Set as ImmutableSet, is } from "immutable";
import { describe, expect, test } from "vitest";
import type { Datum } from "../../../src/engine/datum.js";
import { datumText } from "../../../src/engine/text.js";
import { fromDatum, toDatum } from "../../../src/engine/values/data.js";
import { eachValue, sizeOf, valuesOf } from "../../../src/engine/values/domain.js";
import { hashOf } from "../../../src/engine/values/hash.js";
import { belongs } from "../../../src/engine/values/membership.js";
import { compare, elementsOf } from "../../../src/engine/values/order.js";
import { present, same, type Value } from "../../../src/engine/values/value.js";
import type { Type } from "../../../src/model/ir.js";
import { smallTypes } from "../../support/types.js";

const seed = 20260101;
const law = (name: string, property: (type: Type) => void): void => {
  test(`${name} (seed ${seed})`, () => {
    fc.assert(fc.property(smallTypes, property), { seed, numRuns: 150 });
  });
};

/** At most so many values of a type, so that pairs stay few. */
const some = (type: Type): readonly Value[] => valuesOf(type).slice(0, 40);

describe("values of a finite type", () => {
  law("are as many as the size says", (type) => {
    expect(valuesOf(type).length).toBe(sizeOf(type));
  });

  law("come in strictly ascending canonical order", (type) => {
    const values = valuesOf(type);
    for (let at = 1; at < values.length; at++) {
      expect(compare(present(values[at - 1]), present(values[at]))).toBeLessThan(0);
    }
  });

  law("belong to it", (type) => {
    expect(valuesOf(type).every((value) => belongs(value, type))).toBe(true);
  });

  law("stop coming when the visitor stops", (type) => {
    let count = 0;
    const complete = eachValue(type, () => ++count < 2);
    expect([complete, count]).toEqual(sizeOf(type) < 2 ? [true, sizeOf(type)] : [false, 2]);
  });
});

describe("the canonical order", () => {
  law("is total, agrees with equality and with hashes", (type) => {
    const values = some(type);
    const copies = values.map((value) => fromDatum(toDatum(value), type));
    values.forEach((left, i) => {
      copies.forEach((right, j) => {
        expect(Math.sign(compare(left, right))).toBe(Math.sign(i - j));
        expect(same(left, right)).toBe(i === j);
        expect(is(left, right)).toBe(i === j);
        if (i === j) expect([hashOf(left), hash(left)]).toEqual([hashOf(right), hash(right)]);
      });
    });
  });

  law("orders the elements of a set, in whatever order they were put in", (type) => {
    const values = some(type);
    const set = ImmutableSet([...values].reverse());
    expect(elementsOf(set)).toHaveLength(values.length);
    expect(elementsOf(set).every((value, at) => same(value, present(values[at])))).toBe(true);
  });
});

describe("data", () => {
  law("stand for the value that they were made from", (type) => {
    for (const value of some(type)) expect(same(fromDatum(toDatum(value), type), value)).toBe(true);
  });

  law("survive JSON", (type) => {
    for (const value of some(type)) expect(JSON.parse(JSON.stringify(toDatum(value)))).toEqual(toDatum(value));
  });
});

const texts = (type: Type): readonly string[] => valuesOf(type).map((value) => datumText(toDatum(value)));
const range = (low: number, high: number): Type => ({ kind: "range", low, high });

test("sets go by size, then by elements", () => {
  expect(texts({ kind: "set", of: range(1, 3) })).toEqual([
    "{}",
    "{1}",
    "{2}",
    "{3}",
    "{1, 2}",
    "{1, 3}",
    "{2, 3}",
    "{1, 2, 3}",
  ]);
});

test("functions go by key, the last fastest, none first", () => {
  const type: Type = { kind: "function", key: range(1, 2), value: { kind: "option", of: { kind: "bool" } } };
  expect(texts(type)).toEqual([
    "[1: none, 2: none]",
    "[1: none, 2: false]",
    "[1: none, 2: true]",
    "[1: false, 2: none]",
    "[1: false, 2: false]",
    "[1: false, 2: true]",
    "[1: true, 2: none]",
    "[1: true, 2: false]",
    "[1: true, 2: true]",
  ]);
});

test("sequences go by length, then by elements", () => {
  const type: Type = { kind: "seq", of: { kind: "symmetric", name: "RM", size: 2 }, max: 2 };
  expect(texts(type)).toEqual([
    "[]",
    "[RM#1]",
    "[RM#2]",
    "[RM#1, RM#1]",
    "[RM#1, RM#2]",
    "[RM#2, RM#1]",
    "[RM#2, RM#2]",
  ]);
});

test("variants go as declared, then by their fields", () => {
  const type: Type = {
    kind: "variants",
    name: "Message",
    variants: [
      { name: "Zero", fields: [] },
      {
        name: "Pair",
        fields: [
          { name: "p", type: range(1, 2) },
          { name: "q", type: { kind: "bool" } },
        ],
      },
    ],
  };
  expect(texts(type)).toEqual(["Zero", "Pair(1, false)", "Pair(1, true)", "Pair(2, false)", "Pair(2, true)"]);
});

test("small values have hashes that differ", () => {
  const type: Type = { kind: "function", key: range(1, 4), value: range(0, 9) };
  expect(new Set(valuesOf(type).map(hashOf)).size).toBeGreaterThan(9_990);
});

test("very large types are walked without being held", () => {
  const type: Type = { kind: "function", key: range(1, 40), value: { kind: "bool" } };
  let count = 0;
  eachValue(type, () => ++count < 3);
  expect(count).toBe(3);
  expect(sizeOf(type)).toBe(2 ** 40);
});

test("a stored int has 32 bits", () => {
  const int: Type = { kind: "int" };
  expect([-(2 ** 31) - 1, -(2 ** 31), 2 ** 31 - 1, 2 ** 31].map((value) => belongs(value, int))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test.each<[string, Type, Datum, boolean]>([
  ["a range", range(1, 3), 4, false],
  ["an option of a range", { kind: "option", of: range(1, 3) }, null, true],
  ["a range without none", range(1, 3), null, false],
  ["a set of a range", { kind: "set", of: range(1, 3) }, { set: [1, 4] }, false],
  ["a bounded sequence", { kind: "seq", of: range(1, 3), max: 1 }, { seq: [1, 2] }, false],
  ["a tuple", { kind: "tuple", items: [range(1, 3), range(1, 3)] }, { tuple: [1, 4] }, false],
  ["a record", { kind: "record", fields: [{ name: "at", type: range(1, 3) }] }, { record: [["at", 0]] }, false],
  [
    "a function with a missing key",
    { kind: "function", key: range(1, 2), value: range(1, 2) },
    { function: [[1, 1]] },
    false,
  ],
  ["a function", { kind: "function", key: range(1, 1), value: range(1, 2) }, { function: [[1, 2]] }, true],
  [
    "a function with a value outside",
    { kind: "function", key: range(1, 1), value: range(1, 2) },
    { function: [[1, 3]] },
    false,
  ],
])("membership in %s", (_, type, datum, expected) => {
  expect(belongs(fromDatum(datum, type), type)).toBe(expected);
});
