import type { ExprNode, Type } from "../../../model/ir.js";
import { present } from "../../values/value.js";
import { isWide } from "../encoding.js";
import type { Defined } from "../wasm/module.js";
import { bindArguments, evaluate, evaluateAs } from "./expressions.js";
import { copied, read } from "./places.js";
import { Routine, stackType } from "./routine.js";

/*
 * The body of a definition is written where it is called, for the types of the arguments. Definitions of definitions of
 * definitions would come to very much code so, and once a step or claim is large there is a function for each definition,
 * types of arguments and place of the state.
 */

/** Bytes of a step's or claim's code up to which bodies are written where they are called. */
const LARGE = 1 << 16;

/** The body of a definition as a function. */
export interface Outlined {
  readonly defined: Defined;
  /** Of the result. */
  readonly type: Type;
  /** May it meet an error? Its place, and one, is then in the cell `Unit.failed`. */
  readonly fails: boolean;
}

export function called(expr: ExprNode<"call">, r: Routine): Type {
  if (r.written < LARGE) return evaluate(bindArguments(expr, r), r);
  const { code, unit } = r;
  const values = expr.arguments.map((argument) => {
    const type = evaluate(argument, r);
    return { type, local: r.keep(type) };
  });
  const types = values.map(({ type }) => type);
  const key = `${r.frame} ${r.next} ${expr.definition} ${JSON.stringify(types)}`;
  const known = unit.outlined.get(key) ?? outlined(expr, types, r);
  unit.outlined.set(key, known);
  const { defined, type, fails } = known;
  for (const { local } of values) code.get(local);
  code.call(defined);
  const result = r.keep(type);
  if (fails) {
    const place = r.local("i32");
    code.i32(unit.failed).memory("i32.load").tee(place);
    code.if("none", () => {
      code.i32(unit.failed).i32(0).memory("i32.store");
      code.get(place).i32(1).op("i32.sub");
      r.failThere();
    });
  }
  code.get(result);
  // The next call puts its result into the same memory.
  if (isWide(type)) read(copied(type, r), r);
  return type;
}

function outlined(expr: ExprNode<"call">, types: readonly Type[], r: Routine): Outlined {
  const { unit } = r;
  const { parameters, body } = present(unit.model.definitions[expr.definition]);
  const type = r.typing.of(expr);
  const defined = unit.function(types.map(stackType), [stackType(type)]);
  const { code } = defined;
  const there = new Routine(unit, code, r.counting, r.frames);
  there.enter(r, []);
  there.frame = r.frame;
  parameters.forEach((parameter, at) => {
    there.bind(parameter, present(types[at]), present(code.parameters[at]));
  });
  code.block("none", (fault) => {
    there.catching(fault, () => evaluateAs(body, type, there));
    code.op("return");
  });
  code.i32(unit.failed).get(there.faulted).i32(1).op("i32.add").memory("i32.store");
  if (stackType(type) === "i32") code.i32(0);
  else code.i64(0);
  return { defined, type, fails: there.fails };
}
