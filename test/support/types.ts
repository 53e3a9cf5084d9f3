import fc from "fast-check";
import type { Type } from "../../src/model/ir.js";

/** Small finite types of every kind, at most two levels deep. */
export const smallTypes: fc.Arbitrary<Type> = fc.letrec<{ leaf: Type; keyed: Type; type: Type }>((tie) => ({
  leaf: fc.oneof(
    fc.constant<Type>({ kind: "bool" }),
    fc
      .tuple(fc.integer({ min: -2, max: 2 }), fc.nat(2))
      .map(([low, more]): Type => ({ kind: "range", low, high: low + more })),
    fc.constant<Type>({ kind: "symmetric", name: "RM", size: 2 }),
    fc.constant<Type>({
      kind: "variants",
      name: "Colour",
      variants: ["red", "green"].map((name) => ({ name, fields: [] })),
    }),
  ),
  keyed: fc.oneof(tie("leaf"), fc.record({ kind: fc.constant("option" as const), of: tie("leaf") })),
  type: fc.oneof(
    tie("leaf"),
    tie("keyed"),
    fc.record({ kind: fc.constant("set" as const), of: tie("keyed") }),
    fc.record({ kind: fc.constant("seq" as const), of: tie("leaf"), max: fc.nat(2) }),
    fc.record({ kind: fc.constant("function" as const), key: tie("leaf"), value: tie("keyed") }),
    fc.record({ kind: fc.constant("tuple" as const), items: fc.tuple(tie("leaf"), tie("keyed")) }),
    fc.tuple(tie("leaf"), tie("keyed")).map(
      ([first, second]): Type => ({
        kind: "record",
        fields: [
          { name: "at", type: first },
          { name: "from", type: second },
        ],
      }),
    ),
    fc.tuple(tie("keyed"), tie("leaf")).map(
      ([first, second]): Type => ({
        kind: "variants",
        name: "Letter",
        variants: [
          { name: "Ack", fields: [] },
          {
            name: "Req",
            fields: [
              { name: "time", type: first },
              { name: "to", type: second },
            ],
          },
        ],
      }),
    ),
    fc.record({
      kind: fc.constant("set" as const),
      of: fc.record({ kind: fc.constant("set" as const), of: fc.constant<Type>({ kind: "bool" }) }),
    }),
  ),
})).type;
