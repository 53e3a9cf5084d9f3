import type { Pattern } from "../ast.js";
import type { EverystepActionDict } from "../generated/everystep.ohm-bundle.js";
import { listOf, nameOf, patternOf, spanOf } from "./nodes.js";

export const patterns: EverystepActionDict<Pattern> = {
  Pattern_any(_wildcard) {
    return { kind: "wildcard", span: spanOf(this) };
  },
  Pattern_variant(name, _open, list, _close) {
    return { kind: "variant", name: nameOf(name), arguments: listOf(list).map(patternOf), span: spanOf(this) };
  },
  Pattern_name(name) {
    return { kind: "name", text: name.sourceString, span: spanOf(this) };
  },
  Pattern_none(_word) {
    return { kind: "none", span: spanOf(this) };
  },
  Pattern_true(_word) {
    return { kind: "bool", value: true, span: spanOf(this) };
  },
  Pattern_false(_word) {
    return { kind: "bool", value: false, span: spanOf(this) };
  },
  Pattern_int(minus, digits) {
    const value = Number(digits.sourceString);
    return { kind: "int", value: minus.numChildren > 0 && value > 0 ? -value : value, span: spanOf(this) };
  },
  Pattern_record(_open, list, _close) {
    const fields = listOf(list).map((field) => ({ name: nameOf(field.child(0)), pattern: patternOf(field.child(2)) }));
    return { kind: "record", fields, span: spanOf(this) };
  },
  Pattern_tuple(_open, first, _commas, rest, _close) {
    return { kind: "tuple", items: [first, ...rest.children].map(patternOf), span: spanOf(this) };
  },
};
