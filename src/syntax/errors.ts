/* E01xx: text and grammar. Every message speaks of the language; the reader has never heard of a token. */

export * from "./errors/declarations.js";
export * from "./errors/expectation.js";
export * from "./errors/habits.js";
export * from "./errors/statements.js";
export * from "./errors/text.js";
export * from "./errors/words.js";
