import type { Expr, Initialisation, Type } from "../../../model/ir.js";
import { valuesOf } from "../../values/domain.js";
import { present, same } from "../../values/value.js";
import { rowOf } from "../encoding.js";
import type { Defined } from "../wasm/module.js";
import { convert } from "./convert.js";
import { evaluateAs } from "./expressions.js";
import { known } from "./literals.js";
import { variablePlace } from "./located.js";
import { element, type Place, write } from "./places.js";
import { Routine } from "./routine.js";
import { run } from "./statements.js";
import { kindOf } from "./typing.js";
import type { Unit } from "./unit.js";
import { elementsIn } from "./walks.js";
import { alternative, end, onCopy, type Way } from "./ways.js";

/**
 * `initial()`: the ways to an initial state: first values chosen variable by variable, the last fastest, then `init`. At
 * first all bits are 0: mailboxes are empty and processes at their first labels.
 */
export function initial(unit: Unit): Defined {
  const ways = unit.function([], ["i32"]);
  const r = new Routine(unit, ways.code, undefined);
  r.frame = r.frames.at(0);
  r.code
    .i32(r.frame)
    .i32(0)
    .i32(unit.layout.words * 4)
    .memoryFill();
  alternative(r, { transition: -1, running: undefined }, (way) => fromInitialisation(0, r, way));
  r.code.i32(0);
  const all = unit.function([], []);
  all.code.call(ways).op("drop");
  return all;
}

function fromInitialisation(at: number, r: Routine, way: Way): void {
  const { model } = r.unit;
  const initialisation = model.initialisations[at];
  if (initialisation === undefined) {
    run(model.init, r, way, end);
    return;
  }
  const { slot, parameter } = initialisation;
  const { role, type: declared } = present(model.variables[slot]);
  const { type } = r.unit.slot(slot);
  const after = (next: Way): void => fromInitialisation(at + 1, r, next);
  if (parameter === undefined || role.kind !== "local" || type.kind !== "function") {
    first(initialisation, declared, () => variablePlace(slot, r), r, way, after);
    return;
  }
  const members = present(r.unit.program.members[role.process]);
  const keys = valuesOf(type.key);
  const fromMember = (number: number, now: Way): void => {
    const member = members[number];
    if (member === undefined) {
      after(now);
      return;
    }
    known(member, type.key, r);
    r.bind(parameter, type.key, r.keep(type.key));
    const index = keys.findIndex((key) => same(key, member));
    const place = (): Place => element(variablePlace(slot, r), rowOf(type), index, r);
    first(initialisation, kindOf(declared, "function").value, place, r, now, (next) => fromMember(number + 1, next));
  };
  fromMember(0, way);
}

/** Puts each first value into its place, and goes on with `rest`. */
function first(
  { initial, span }: Initialisation,
  declared: Type,
  place: () => Place,
  r: Routine,
  way: Way,
  rest: (way: Way) => void,
): void {
  const { type } = place();
  if (initial.kind === "value") {
    r.scoped(() => {
      evaluateAs(initial.value, type, r);
      r.own();
      write(place(), r);
    });
    rest(way);
    return;
  }
  const all: Expr = { kind: "domain", of: declared, type: { kind: "set", of: declared }, span };
  const elements = elementsIn(initial.kind === "in" ? initial.set : all, r);
  elements.each((value) =>
    alternative(r, way, (inner) =>
      onCopy(r, () => {
        r.code.get(value);
        r.own();
        convert(elements.type, type, r);
        write(place(), r);
        rest(inner);
      }),
    ),
  );
}
