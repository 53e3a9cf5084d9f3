import { Map as ImmutableMap } from "immutable";
import type { Expr, MappedPart, Refinement } from "../../model/ir.js";
import type { Span } from "../../source.js";
import type { Refining } from "../behaviours.js";
import { EvaluationFault, type Fault } from "../system.js";
import type { Program } from "../values/program.js";
import { asInteger, present, type Value } from "../values/value.js";
import { evaluate } from "./expressions.js";
import { Frame, newEnvironment } from "./frame.js";
import { programOf } from "./program.js";
import { State } from "./state.js";
import { engineOf } from "./system.js";

/** The spec that a program refines, with the same constants, and its state as it is seen in a state of the program. */
export function refinementOf({ abstract, parts }: Refinement, program: Program): Refining<State> {
  const constants = new Map(program.model.constants.map(({ name }, at) => [name, present(program.constants[at])]));
  const there = programOf(abstract, constants);
  const engine = engineOf(there, []);
  const environment = newEnvironment(program);
  const seen = (part: MappedPart, frame: Frame): Value => {
    const value = (): Value => {
      const found = evaluate(part.value, frame);
      return part.label ? present(present(there.labels[part.process ?? -1])[asInteger(found)]) : found;
    };
    const { parameter } = part;
    if (parameter === undefined || part.process === undefined) return value();
    return ImmutableMap(
      membersOf(part.process, there).map((member) => {
        frame.bind(parameter, member);
        return [member, value()];
      }),
    );
  };
  return {
    engine,
    parts: parts.flatMap(({ value, parameter, process }) => {
      if (parameter === undefined || process === undefined) return [{ expr: value, names: [] }];
      return membersOf(process, there).map((member) => ({
        expr: value,
        names: [{ binding: parameter, value: member }],
      }));
    }),
    outsideType: ({ kind, span }) => {
      if (kind !== "range") return undefined;
      const at = parts.findIndex((part) => storedIn(part.value).some((each) => each === span));
      return abstract.variables[at]?.name;
    },
    seen(state: State): State | Fault {
      try {
        const frame = new Frame(program, state.values, environment);
        return new State(parts.map((part) => seen(part, frame)));
      } catch (error) {
        if (error instanceof EvaluationFault) return error.fault;
        throw error;
      }
    },
  };
}

function membersOf(process: number, { members }: Program): readonly Value[] {
  return present(members[process]).flatMap((member) => (member === undefined ? [] : [member]));
}

/** Where the values come from that an expression puts together, of those whose type is looked at: what the operands of faults are. */
function storedIn(expr: Expr): readonly Span[] {
  switch (expr.kind) {
    case "check":
      return [expr.operand.span, ...storedIn(expr.operand)];
    case "function":
      return storedIn(expr.body);
    case "record":
      return expr.fields.flatMap(storedIn);
    case "tuple":
      return expr.items.flatMap(storedIn);
    case "set":
    case "seq":
      return expr.elements.flatMap(storedIn);
    case "variant":
      return expr.arguments.flatMap(storedIn);
    case "if":
      return [...storedIn(expr.then), ...storedIn(expr.else)];
    case "let":
      return storedIn(expr.body);
    case "match":
      return expr.arms.flatMap(({ body }) => storedIn(body));
    default:
      return [];
  }
}
