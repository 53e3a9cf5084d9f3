/** How many arguments each built-in function takes, and its use as messages show it. */
export const builtins: ReadonlyMap<string, { readonly least: number; readonly most: number; readonly use: string }> =
  new Map([
    ["size", { least: 1, most: 1, use: "size(set)" }],
    ["len", { least: 1, most: 1, use: "len(seq)" }],
    ["min", { least: 1, most: 2, use: "min(set)` or `min(a, b)" }],
    ["max", { least: 1, most: 2, use: "max(set)` or `max(a, b)" }],
    ["sum", { least: 1, most: 1, use: "sum(set)" }],
    ["head", { least: 1, most: 1, use: "head(seq)" }],
    ["tail", { least: 1, most: 1, use: "tail(seq)" }],
    ["last", { least: 1, most: 1, use: "last(seq)" }],
    ["append", { least: 2, most: 2, use: "append(seq, element)" }],
    ["range", { least: 1, most: 1, use: "range(function)` or `range(seq)" }],
    ["domain", { least: 1, most: 1, use: "domain(function)` or `domain(seq)" }],
    ["powerset", { least: 1, most: 1, use: "powerset(set)" }],
  ]);
