import type { Channel, Expr, StatementNode, Type } from "../../../model/ir.js";
import { present } from "../../values/value.js";
import { headOf, isWide, rowOf, widthOf } from "../encoding.js";
import { Unsupported } from "../unsupported.js";
import type { Local } from "../wasm/code.js";
import { eachIndex } from "./convert.js";
import { evaluateAs } from "./expressions.js";
import { keyAt, variablePlace } from "./located.js";
import { holdsSets } from "./ordinals.js";
import { matches } from "./patterns.js";
import { copied, element, type Place, part, read, toImage, write } from "./places.js";
import type { Routine } from "./routine.js";
import { lengthOf } from "./sequences.js";
import type { Rest } from "./statements.js";
import type { TypeOf } from "./types.js";
import { kindOf } from "./typing.js";
import { alternative, onCopy, type Way } from "./ways.js";

/*
 * A mailbox is a sequence of messages: of a fifo channel in sending order, else in canonical order, which is that of the
 * messages' images.
 */
interface Mailbox {
  readonly place: Place;
  readonly type: TypeOf<"seq">;
  readonly length: Local;
}

/** Goes to `next` when the mailbox is full. */
export function send(statement: StatementNode<"send">, r: Routine, way: Way): void {
  const { code } = r;
  const channel = present(r.unit.model.channels[statement.channel]);
  const message = messageType(channel, r);
  evaluateAs(statement.message, message, r);
  const value = r.keep(message);
  const index = mailboxIndex(channel, statement.key, r);
  const mailbox = mailboxAt(channel, index, r);
  const { place, type, length } = mailbox;
  code
    .get(length)
    .i32(type.max ?? 0)
    .op("i32.ge_u")
    .brIf(way.next);
  const at = r.local("i32");
  code.get(length).set(at);
  if (!channel.fifo) makeRoom(mailbox, value, at, statement.span, r);
  code.get(value);
  write(element(place, rowOf(type), at, r), r);
  setLength(mailbox, 1, r);
}

/** Moves messages that come later up by one, and `at`, which is the length at first, down to where the message belongs. */
function makeRoom({ place, type }: Mailbox, value: Local, at: Local, span: Expr["span"], r: Routine): void {
  const { code } = r;
  refuseUnordered(type.of, span);
  const row = rowOf(type);
  const before = r.local("i32");
  code.block("none", (found) => {
    code.loop("none", (again) => {
      code.get(at).op("i32.eqz").brIf(found);
      code.get(at).i32(1).op("i32.sub").set(before);
      const earlier = element(place, row, before, r);
      image(earlier, r);
      code.get(value);
      toImage(type.of, r);
      code.op("i64.le_u").brIf(found);
      read(earlier, r);
      write(element(place, row, at, r), r);
      code.get(before).set(at).br(again);
    });
  });
}

/** Messages of which images show the order. */
export function refuseUnordered(type: Type, span: Expr["span"]): void {
  if (isWide(type) || holdsSets(type)) throw new Unsupported("an unordered channel of such messages", span);
}

function image(place: Place, r: Routine): void {
  read(place, r);
  toImage(place.type, r);
}

/** Goes on with `rest` once for each message that can be received; of a duplicating channel with it taken out, then left. */
export function receive(statement: StatementNode<"receive">, r: Routine, way: Way, rest: Rest): void {
  const { code } = r;
  const channel = present(r.unit.model.channels[statement.channel]);
  const index = mailboxIndex(channel, statement.key, r);
  const mailbox = mailboxAt(channel, index, r);
  code.get(mailbox.length).op("i32.eqz").brIf(way.next);
  if (channel.fifo) {
    const first = r.local("i32");
    code.i32(0).set(first);
    if (!channel.duplicating) {
      match(statement, mailbox, first, r, way);
      remove(mailbox, first, r);
      rest(r, way);
      return;
    }
    takeOrLeave(statement, channel, index, first, r, way, rest);
    return;
  }
  refuseUnordered(mailbox.type.of, statement.span);
  eachIndex(mailbox.length, r, (at) => {
    whereNew(mailbox, at, r, () => takeOrLeave(statement, channel, index, at, r, way, rest));
  });
}

function takeOrLeave(
  statement: StatementNode<"receive">,
  channel: Channel,
  index: Local | number | undefined,
  at: Local,
  r: Routine,
  way: Way,
  rest: Rest,
): void {
  for (const takes of channel.duplicating ? [true, false] : [true]) {
    alternative(r, way, (inner) =>
      onCopy(r, () => {
        const mailbox = mailboxAt(channel, index, r);
        match(statement, mailbox, at, r, inner);
        if (takes) remove(mailbox, at, r);
        rest(r, inner);
      }),
    );
  }
}

function match({ pattern }: StatementNode<"receive">, { place, type }: Mailbox, at: Local, r: Routine, way: Way): void {
  read(element(place, rowOf(type), at, r), r);
  matches(pattern, copied(type.of, r), r, way.next);
}

/** The body where the message at an index differs from the one before it. */
export function whereNew({ place, type }: Mailbox, at: Local, r: Routine, body: () => void): void {
  const { code } = r;
  const row = rowOf(type);
  const before = r.local("i32");
  code
    .get(at)
    .op("i32.eqz")
    .if(
      "i32",
      () => code.i32(1),
      () => {
        code.get(at).i32(1).op("i32.sub").set(before);
        image(element(place, row, at, r), r);
        image(element(place, row, before, r), r);
        code.op("i64.ne");
      },
    );
  code.if("none", body);
}

/** Takes the message at an index out. */
export function remove(mailbox: Mailbox, gone: Local, r: Routine): void {
  const { code } = r;
  const { place, type, length } = mailbox;
  const row = rowOf(type);
  const at = r.local("i32");
  const next = r.local("i32");
  code.get(gone).set(at);
  code.block("none", (done) => {
    code.loop("none", (again) => {
      code.get(at).i32(1).op("i32.add").tee(next).get(length).op("i32.ge_u").brIf(done);
      read(element(place, row, next, r), r);
      write(element(place, row, at, r), r);
      code.get(next).set(at).br(again);
    });
  });
  clear(element(place, row, at, r), r);
  setLength(mailbox, -1, r);
}

function clear(place: Place, r: Routine): void {
  if (isWide(place.type)) throw new Unsupported("a channel of such large messages", undefined);
  const bits: Type = { kind: "range", low: 0, high: 2 ** Math.min(widthOf(place.type), 53) - 1 };
  if (widthOf(place.type) > 53) throw new Unsupported("a channel of such large messages", undefined);
  r.code.i64(0);
  write({ ...place, type: bits }, r);
}

function setLength({ place, length }: Mailbox, change: number, r: Routine): void {
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
export function mailboxAt(channel: Channel, index: Local | number | undefined, r: Routine): Mailbox {
  const whole = variablePlace(channel.slot, r);
  const place = index === undefined ? whole : element(whole, rowOf(kindOf(whole.type, "function")), index, r);
  const type = kindOf(place.type, "seq");
  return { place, type, length: lengthOf(place, r) };
}

function messageType(channel: Channel, r: Routine): Type {
  const { type } = r.unit.slot(channel.slot);
  return kindOf(type.kind === "function" ? type.value : type, "seq").of;
}
