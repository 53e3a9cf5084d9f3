/*
 * The model: a spec with its names resolved, its types known and its constants put in; what both engines read.
 *
 * A state is a vector of values, one for each entry of `Model.variables`: declared variables, then channels, then for
 * each process its place (`pc`) and its locals. A name bound by a binder, a parameter, `let`, a pattern or a definition's
 * parameter has a *binding number*, unique in the whole model, so that an environment is one array and nothing in it is
 * ever captured or renamed. Definitions are not recursive, so a number is never needed twice at a time within one
 * evaluation.
 *
 * Everything implicit in the language is explicit here: `check` where a value must belong to a declared type, `require`
 * where a `T?` is used as a T, sequences and functions told apart by the type of what is indexed, names of types as
 * `domain`, and a definition used at two types stands twice in `definitions`.
 */

export type * from "./ir/expressions.js";
export type * from "./ir/model.js";
export type * from "./ir/statements.js";
export type * from "./ir/types.js";
export { componentsOf } from "./ir/types.js";
