/*
 * The tree of a spec as it is written. Every node has its span; nothing is resolved yet: `name` may turn out to be a
 * variable, a constant, a definition, a variant, a type used as a set or a bound name, and `call` a definition, a
 * built-in, a variant or (left of `.` and `at`) a process.
 */

export type * from "./ast/declarations.js";
export type * from "./ast/expressions.js";
export type * from "./ast/nodes.js";
export type * from "./ast/statements.js";
export type * from "./ast/types.js";
