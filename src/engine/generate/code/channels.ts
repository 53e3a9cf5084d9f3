import type { Channel, Expr, StatementNode, Type } from "../../../model/ir.js";
import { present } from "../../values/value.js";
import { headOf, isWide, rowOf, widthOf } from "../encoding.js";
import { comesAfter, differs } from "../heap/compare.js";
import { appended, insertedInOrder, withoutElement } from "../heap/lists.js";
import type { Local } from "../wasm/code.js";
import { eachIndex } from "./convert.js";
import { evaluateAs } from "./expressions.js";
import { keyAt, variablePlace } from "./located.js";
import { matches } from "./patterns.js";
import { address, copied, element, type Place, part, placeOf, read, write } from "./places.js";
import type { Routine } from "./routine.js";
import type { Rest } from "./statements.js";
import { kindOf } from "./typing.js";
import { type View, viewOf } from "./views.js";
import { alternative, onCopy, type Way } from "./ways.js";

/* A mailbox is a sequence of messages: of a fifo channel in sending order, else in canonical order. */

/** Goes to `next` when the mailbox is full. */
export function send(statement: StatementNode<"send">, r: Routine, way: Way): void {
  const { code } = r;
  const channel = present(r.unit.model.channels[statement.channel]);
  const message = messageType(channel, r);
  evaluateAs(statement.message, message, r);
  const value = r.keep(message);
  const index = mailboxIndex(channel, statement.key, r);
  const mailbox = mailboxAt(channel, index, r);
  const { type, node, place, length } = mailbox;
  if (channel.max !== undefined) code.get(length).i32(channel.max).op("i32.ge_u").brIf(way.next);
  if (node !== undefined) {
    code.get(value);
    if (channel.fifo) appended(node, type.of, r);
    else insertedInOrder(node, type.of, r);
    write(place, r);
    return;
  }
  const at = r.local("i32");
  code.get(length).set(at);
  if (!channel.fifo) {
    findPlace(
      mailbox,
      placeOf(message, value, r),
      at,
      (earlier) => {
        read(earlier, r);
        write(mailbox.element(at), r);
      },
      r,
    );
  }
  code.get(value);
  write(mailbox.element(at), r);
  setLength(mailbox, 1, r);
}

/** Moves `at`, which is the length at first, down to where the message belongs; `passed` hears of each that comes after it. */
function findPlace(mailbox: View, message: Place, at: Local, passed: (earlier: Place) => void, r: Routine): void {
  const { code } = r;
  const before = r.local("i32");
  code.block("none", (found) => {
    code.loop("none", (again) => {
      code.get(at).op("i32.eqz").brIf(found);
      code.get(at).i32(1).op("i32.sub").set(before);
      const earlier = mailbox.element(before);
      comesAfter(earlier, message, r);
      code.op("i32.eqz").brIf(found);
      passed(earlier);
      code.get(before).set(at).br(again);
    });
  });
}

/** Goes on with `rest` once for each message that can be received; of a duplicating channel with it taken out, then left. */
export function receive(statement: StatementNode<"receive">, r: Routine, way: Way, rest: Rest): void {
  const { code } = r;
  const channel = present(r.unit.model.channels[statement.channel]);
  const index = mailboxIndex(channel, statement.key, r);
  const mailbox = mailboxAt(channel, index, r);
  code.get(mailbox.length).op("i32.eqz").brIf(way.next);
  if (!channel.fifo) {
    eachIndex(mailbox.length, r, (at) => {
      whereNew(mailbox, at, r, () => takeOrLeave(statement, channel, index, at, r, way, rest));
    });
    return;
  }
  if (channel.duplicating) {
    takeOrLeave(statement, channel, index, 0, r, way, rest);
    return;
  }
  match(statement, mailbox, 0, r, way);
  remove(owned(mailbox, channel, index, r), 0, r);
  rest(r, way);
}

function takeOrLeave(
  statement: StatementNode<"receive">,
  channel: Channel,
  index: Local | number | undefined,
  at: Local | 0,
  r: Routine,
  way: Way,
  rest: Rest,
): void {
  for (const takes of channel.duplicating ? [true, false] : [true]) {
    alternative(r, way, (inner) =>
      onCopy(r, () => {
        const mailbox = mailboxAt(channel, index, r);
        match(statement, mailbox, at, r, inner);
        if (takes) remove(owned(mailbox, channel, index, r), at, r);
        rest(r, inner);
      }),
    );
  }
}

/** A message in a node stays where it is; another one is copied. */
function match({ pattern }: StatementNode<"receive">, mailbox: View, at: Local | 0, r: Routine, way: Way): void {
  const message = mailbox.element(at);
  if (mailbox.node !== undefined) {
    matches(pattern, message, r, way.next);
    return;
  }
  read(message, r);
  matches(pattern, copied(mailbox.type.of, r), r, way.next);
}

/** The body where the message at an index differs from the one before it. */
export function whereNew(mailbox: View, at: Local, r: Routine, body: () => void): void {
  const { code } = r;
  const before = r.local("i32");
  code
    .get(at)
    .op("i32.eqz")
    .if(
      "i32",
      () => code.i32(1),
      () => {
        code.get(at).i32(1).op("i32.sub").set(before);
        differs(mailbox.element(at), mailbox.element(before), r);
      },
    );
  code.if("none", body);
}

/** Takes the message at an index out. */
export function remove(mailbox: View, gone: Local | 0, r: Routine): void {
  const { code } = r;
  const { place, type, node, length } = mailbox;
  if (node !== undefined) {
    withoutElement(node, type.of, gone, r);
    write(place, r);
    return;
  }
  const at = r.local("i32");
  const next = r.local("i32");
  if (gone === 0) code.i32(0);
  else code.get(gone);
  code.set(at);
  code.block("none", (done) => {
    code.loop("none", (again) => {
      code.get(at).i32(1).op("i32.add").tee(next).get(length).op("i32.ge_u").brIf(done);
      read(mailbox.element(next), r);
      write(mailbox.element(at), r);
      code.get(next).set(at).br(again);
    });
  });
  clear(mailbox.element(at), r);
  setLength(mailbox, -1, r);
}

/** Sets the bits of a place to 0. */
function clear(place: Place, r: Routine): void {
  const width = widthOf(place.type);
  if (isWide(place.type)) {
    address(place, r);
    r.code
      .i32(0)
      .i32(width / 8)
      .memoryFill();
    return;
  }
  r.code.i64(0);
  write({ ...place, type: { kind: "set", of: { kind: "range", low: 0, high: width - 1 } } }, r);
}

function setLength({ place, length }: View, change: number, r: Routine): void {
  r.code.get(length).i32(change).op("i32.add", "i64.extend_i32_u");
  write(part(place, headOf(place.type)), r);
}

/** The index of a mailbox among those of its channel; undefined when there is one alone. */
function mailboxIndex(channel: Channel, key: Expr | undefined, r: Routine): Local | number | undefined {
  if (key === undefined) return undefined;
  const { type } = r.unit.slot(channel.slot);
  return keyAt(key, kindOf(type, "function").key, key.span, r);
}

/** A mailbox of the channel in the state as it is now. */
export function mailboxAt(channel: Channel, index: Local | number | undefined, r: Routine): View {
  return viewOf(mailboxPlace(channel, index, r), r);
}

function mailboxPlace(channel: Channel, index: Local | number | undefined, r: Routine): Place {
  const whole = variablePlace(channel.slot, r);
  return index === undefined ? whole : element(whole, rowOf(kindOf(whole.type, "function")), index, r);
}

/** A mailbox that was looked into, in a state that may be changed. */
function owned(mailbox: View, channel: Channel, index: Local | number | undefined, r: Routine): View {
  if (r.copy === undefined) return mailbox;
  r.own();
  if (mailbox.node === undefined) return mailboxAt(channel, index, r);
  return { ...mailbox, place: mailboxPlace(channel, index, r) };
}

function messageType(channel: Channel, r: Routine): Type {
  const { type } = r.unit.slot(channel.slot);
  return kindOf(type.kind === "function" ? type.value : type, "seq").of;
}
