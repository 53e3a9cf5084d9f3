import type { Type } from "../../../model/ir.js";
import { valuesOf } from "../../values/domain.js";
import { elementsOf } from "../../values/order.js";
import { asFunction, asProduct, asSequence, asSet, present, type Value } from "../../values/value.js";
import { headOf, holdsInterned, isInterned, isWide, partsOf, payloadOf, rowOf } from "../encoding.js";
import { asSequence as asNode, begin, push } from "../heap/build.js";
import { intern } from "../heap/intern.js";
import { imageOf, nodeWords } from "../images.js";
import { built, element, fill, fresh, fromImage, type Place, part } from "./places.js";
import type { Routine } from "./routine.js";
import { elementsOf as elementType } from "./types.js";

/** Puts a value that is known now on the stack. */
export function known(value: Value, type: Type, r: Routine): void {
  const { code } = r;
  if (typeof value === "boolean") code.i32(value ? 1 : 0);
  else if (typeof value === "number" && (type.kind === "range" || type.kind === "int")) code.i64(value);
  else if (isInterned(type)) once(() => node(value, type, r), r);
  else if (holdsInterned(type)) {
    const place = fresh(type, r);
    put(value, place, r);
    built(place, r);
  } else if (isWide(type)) code.i32(r.unit.data(value, type));
  else {
    code.i64(imageOf(value, type));
    fromImage(type, r);
  }
}

/** Puts a number (i64) on the stack: that of an interned value, which is found out when it is first needed. */
function once(number: () => void, r: Routine): void {
  const { code } = r;
  const cell = r.unit.allocate(8);
  const found = r.local("i64");
  code.i32(cell).memory("i64.load").tee(found).op("i64.eqz");
  code.if("none", () => {
    number();
    code.set(found).i32(cell).get(found).memory("i64.store");
  });
  code.get(found);
}

function node(value: Value, type: Type, r: Routine): void {
  const { code } = r;
  const of = elementType(type);
  if (!holdsInterned(of) && !isWide(of)) {
    const words = nodeWords(value, type);
    code.i32(r.unit.words(words)).i32(words.length).call(intern(r.unit)).op("i64.extend_i32_u");
    return;
  }
  const building = begin(of, r);
  for (const each of type.kind === "set" ? elementsOf(asSet(value)) : asSequence(value)) {
    known(each, of, r);
    push(building, r);
  }
  asNode(building, r);
}

/** Fills a place with a value that holds interned ones. */
function put(value: Value, place: Place, r: Routine): void {
  const { type } = place;
  const head = (number: number): void => {
    r.code.i64(number);
    fill(part(place, headOf(type)), r);
  };
  const items = (variant: number): void =>
    partsOf(type, variant).forEach((each, at) => {
      put(present(asProduct(value).items[at]), part(place, each), r);
    });
  if (isInterned(type) || !holdsInterned(type)) {
    known(value, type, r);
    fill(place, r);
    return;
  }
  switch (type.kind) {
    case "option":
      if (value === null) return;
      head(1);
      put(value, part(place, payloadOf(type)), r);
      return;
    case "variants":
      head(asProduct(value).shape.index);
      items(asProduct(value).shape.index);
      return;
    case "record":
    case "tuple":
      items(0);
      return;
    case "seq": {
      const elements = asSequence(value).toArray();
      head(elements.length);
      elements.forEach((each, at) => {
        put(each, element(place, rowOf(type), at, r), r);
      });
      return;
    }
    case "function":
      valuesOf(type.key).forEach((key, at) => {
        put(present(asFunction(value).get(key)), element(place, rowOf(type), at, r), r);
      });
      return;
    default:
      throw new Error(`internal error: nodes in a ${type.kind}`);
  }
}
