import type { Node } from "ohm-js";
import type {
  ClaimKind,
  Declaration,
  Expectation,
  Fairness,
  Initial,
  Mapping,
  ModelDeclaration,
  Name,
  VarDeclaration,
} from "../ast.js";
import type { EverystepActionDict } from "../generated/everystep.ohm-bundle.js";
import { templateOf } from "./expressions.js";
import {
  bindersOf,
  blockOf,
  exprOf,
  listOf,
  nameOf,
  optional,
  spanOf,
  statementOf,
  stepReferenceOf,
  typeOf,
} from "./nodes.js";

/** Documentation is attached later, by `comments.ts`. */
function declared(source: Node) {
  return { span: spanOf(source), doc: undefined };
}

function fairnessOf(phrase: Node): Fairness {
  const weak = (form: Node): Fairness => (form.child(0).ctorName === "Fairness_weak" ? "weak" : "strong");
  return optional(phrase, weak) ?? "none";
}

function initialOf(phrase: Node): Initial {
  const form = phrase.child(0);
  switch (form.ctorName) {
    case "Initial_any":
      return { kind: "any", span: spanOf(form.child(1)) };
    case "Initial_in":
      return { kind: "in", set: exprOf(form.child(1)) };
    default:
      return { kind: "value", value: exprOf(form.child(1)) };
  }
}

function varOf(phrase: Node): VarDeclaration {
  const [, name, type, initial] = phrase.children;
  if (name === undefined || type === undefined || initial === undefined) throw new Error("a variable has three parts");
  return { kind: "var", name: nameOf(name), type: typeOf(type), initial: initialOf(initial), ...declared(phrase) };
}

const CLAIM_KINDS: Readonly<Record<string, ClaimKind>> = {
  ClaimKind_invariant: "invariant",
  ClaimKind_inductive: "inductive invariant",
  ClaimKind_step: "step invariant",
  ClaimKind_property: "property",
  ClaimKind_reachable: "reachable",
  ClaimKind_possible: "always possible",
};

function claimKindOf(phrase: Node): ClaimKind {
  const kind = CLAIM_KINDS[phrase.child(0).ctorName];
  if (kind === undefined) throw new Error(`no kind of claim: ${phrase.sourceString}`);
  return kind;
}

/** What a mapping says of a process: its name and, perhaps, its parameter. */
function mappedProcess(phrase: Node): { readonly process: Name; readonly parameter: Name | undefined } {
  return {
    process: nameOf(phrase.child(0)),
    parameter: optional(phrase.child(1), (parameter) => nameOf(parameter.child(1))),
  };
}

function mappingOf(mapping: Node): Mapping {
  const form = mapping.child(0);
  const span = spanOf(form);
  switch (form.ctorName) {
    case "Mapping_at":
      return { kind: "at", ...mappedProcess(form.child(0)), value: exprOf(form.child(3)), span };
    case "Mapping_local": {
      const name = nameOf(form.child(2));
      return { kind: "local", ...mappedProcess(form.child(0)), name, value: exprOf(form.child(4)), span };
    }
    default:
      return { kind: "variable", name: nameOf(form.child(0)), value: exprOf(form.child(2)), span };
  }
}

function expectationOf(expectation: Node): Expectation {
  const form = expectation.child(0);
  const span = spanOf(form);
  switch (form.ctorName) {
    case "Expectation_holds": {
      const within = optional(form.child(2), (phrase) => listOf(phrase.child(1)).map(nameOf)) ?? [];
      return { kind: "holds", claims: listOf(form.child(1)).map(nameOf), within, span };
    }
    case "Expectation_failsIn":
      return { kind: "fails", claims: [nameOf(form.child(1))], steps: Number(form.child(3).sourceString), span };
    case "Expectation_fails":
      return { kind: "fails", claims: listOf(form.child(1)).map(nameOf), steps: undefined, span };
    case "Expectation_deadlock":
      return { kind: "deadlock", span };
    default: {
      const word = form.child(0).sourceString;
      const kind = word === "states" || word === "steps" ? word : "depth";
      return { kind, count: Number(form.child(1).sourceString), span };
    }
  }
}

function modelConstantOf(constant: Node): ModelDeclaration["constants"][number] {
  return { name: nameOf(constant.child(0)), value: exprOf(constant.child(2)) };
}

export const declarations: EverystepActionDict<Declaration> = {
  Const(_const, name, type, _equals, value) {
    return { kind: "const", name: nameOf(name), type: optional(type, typeOf), value: exprOf(value), ...declared(this) };
  },
  Assume(_assume, condition) {
    return { kind: "assume", condition: exprOf(condition), ...declared(this) };
  },
  TypeDefinition(_type, name, _equals, definition) {
    return { kind: "type", name: nameOf(name), definition: typeOf(definition), ...declared(this) };
  },
  Var(_var, _name, _type, _initial) {
    return varOf(this);
  },
  Init(_init, body) {
    return { kind: "init", body: blockOf(body), ...declared(this) };
  },
  Def(_def, name, parameters, result, _equals, body) {
    const parameterOf = (parameter: Node) => ({
      name: nameOf(parameter.child(0)),
      type: optional(parameter.child(1), typeOf),
      span: spanOf(parameter),
    });
    return {
      kind: "def",
      name: nameOf(name),
      parameters: optional(parameters, (list) => listOf(list.child(1)).map(parameterOf)) ?? [],
      result: optional(result, typeOf),
      body: exprOf(body),
      ...declared(this),
    };
  },
  Action(fairness, _action, name, parameters, says, body) {
    return {
      kind: "action",
      fairness: fairnessOf(fairness),
      name: nameOf(name),
      parameters: optional(parameters, bindersOf) ?? [],
      says: optional(says, templateOf),
      body: blockOf(body),
      ...declared(this),
    };
  },
  Process(fairness, _process, name, parameter, open, locals, _semicolons, statements, _separators, close) {
    return {
      kind: "process",
      fairness: fairnessOf(fairness),
      name: nameOf(name),
      parameter: optional(parameter, (phrase) => ({ name: nameOf(phrase.child(1)), set: exprOf(phrase.child(3)) })),
      locals: locals.children.map(varOf),
      body: {
        statements: statements.children.map(statementOf),
        span: { start: spanOf(open).start, end: spanOf(close).end },
      },
      ...declared(this),
    };
  },
  FairnessGroup(_fairness, strength, binders, _colon, group) {
    return {
      kind: "fairness",
      strength: strength.sourceString === "weak" ? "weak" : "strong",
      binders: optional(binders, bindersOf) ?? [],
      group: listOf(group).map(stepReferenceOf),
      ...declared(this),
    };
  },
  Channel(_channel, name, key, _of, message, options) {
    const forms = options.children.map((option) => option.child(0));
    const words = forms.map((form) => form.child(1).sourceString);
    const bound = forms.find((form) => form.ctorName === "ChannelOption_max");
    return {
      kind: "channel",
      name: nameOf(name),
      key: optional(key, typeOf),
      message: typeOf(message),
      max: bound === undefined ? undefined : exprOf(bound.child(2)),
      fifo: words.includes("fifo"),
      lossy: words.includes("lossy"),
      duplicating: words.includes("duplicating"),
      ...declared(this),
    };
  },
  Claim(claim, name, _colon, predicate) {
    return {
      kind: "claim",
      claim: claimKindOf(claim),
      name: nameOf(name),
      predicate: exprOf(predicate),
      ...declared(this),
    };
  },
  DoneWhen(_done, _when, condition) {
    return { kind: "done", condition: exprOf(condition), ...declared(this) };
  },
  Constraint(_constraint, name, _colon, predicate) {
    return { kind: "constraint", name: nameOf(name), predicate: exprOf(predicate), ...declared(this) };
  },
  Show_value(_show, name, _equals, value) {
    return { kind: "show", name: nameOf(name), value: exprOf(value), says: undefined, ...declared(this) };
  },
  Show_sentence(_show, name, says) {
    return { kind: "show", name: nameOf(name), value: undefined, says: templateOf(says), ...declared(this) };
  },
  Refines(_refines, name, _from, file, mappings) {
    return {
      kind: "refines",
      name: nameOf(name),
      file: { text: file.sourceString.slice(1, -1), span: spanOf(file) },
      mappings: optional(mappings, (phrase) => listOf(phrase.child(2)).map(mappingOf)) ?? [],
      ...declared(this),
    };
  },
  Model(_model, name, constants, _open, expectations, _semicolons, _close) {
    return {
      kind: "model",
      name: nameOf(name),
      constants: optional(constants, (phrase) => listOf(phrase.child(1)).map(modelConstantOf)) ?? [],
      expectations: expectations.children.map(expectationOf),
      ...declared(this),
    };
  },
};
