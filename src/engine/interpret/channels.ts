import { Map as ImmutableMap, List } from "immutable";
import type { Channel, StatementNode } from "../../model/ir.js";
import { valuesOf } from "../values/domain.js";
import { compare, keysOf } from "../values/order.js";
import { asFunction, asSequence, present, type SequenceValue, same, type Value } from "../values/value.js";
import { evaluate } from "./expressions.js";
import { noSuchKey } from "./faults.js";
import type { Frame } from "./frame.js";
import { matches, recordingNames } from "./patterns.js";
import { attempt, barred, type Ways } from "./ways.js";

/*
 * A mailbox is a list of messages: of a fifo channel in sending order, else kept in canonical order, so that equal
 * multisets are equal lists.
 */

interface Mailbox {
  readonly channel: Channel;
  readonly key: Value | undefined;
  readonly messages: SequenceValue;
}

/** The frame with the message sent; undefined when the mailbox is full. */
export function sent(statement: StatementNode<"send">, frame: Frame): Frame | undefined {
  const message = evaluate(statement.message, frame);
  const mailbox = mailboxOf(statement, frame);
  const { channel, key, messages } = mailbox;
  if (channel.max !== undefined && messages.size >= channel.max) return undefined;
  const after = put(mailbox, channel.fifo ? messages.push(message) : inserted(messages, message), frame);
  return after.recording({ kind: "send", channel: statement.channel, key, message });
}

/** Goes on with `rest` once for each message that can be received; of a duplicating channel with it taken out, then left. */
export function receive(
  statement: StatementNode<"receive">,
  frame: Frame,
  ways: Ways,
  rest: (frame: Frame) => boolean,
): boolean {
  const mailbox = mailboxOf(statement, frame);
  const { channel, key, messages } = mailbox;
  if (messages.isEmpty()) return barred(statement, frame, ways);
  let matched = false;
  for (const message of channel.fifo ? [present(messages.first())] : distinct(messages)) {
    if (!matches(statement.pattern, message, frame)) continue;
    matched = true;
    const received = recordingNames(
      [statement.pattern],
      frame.recording({ kind: "receive", channel: statement.channel, key, message }),
    );
    const taken = put(mailbox, without(messages, message), received);
    if (!attempt(taken, ways, () => rest(taken))) return false;
    if (channel.duplicating && !attempt(received, ways, () => rest(received))) return false;
  }
  return matched || barred(statement, frame, ways);
}

/**
 * One way for each mailbox of the channel, in canonical order, and each distinct message in it, also in canonical order.
 * Of equal messages of a fifo channel any may be lost: one way for each place, first to last, that makes a difference.
 */
export function lose(index: number, frame: Frame, ways: Ways): boolean {
  const channel = present(frame.program.model.channels[index]);
  for (const mailbox of mailboxesOf(channel, frame)) {
    const { key, messages } = mailbox;
    for (const { message, at } of losable(messages)) {
      ways.tried();
      const after = put(mailbox, messages.delete(at), frame);
      if (!ways.end(after.recording({ kind: "lose", channel: index, key, message }))) return false;
    }
  }
  return true;
}

/** What a channel's slot holds at first. */
export function emptyMailboxes({ key }: Channel): Value {
  const empty = List<Value>();
  return key === undefined ? empty : ImmutableMap(valuesOf(key).map((each) => [each, empty]));
}

function mailboxesOf(channel: Channel, frame: Frame): readonly Mailbox[] {
  const value = frame.value(channel.slot);
  if (channel.key === undefined) return [{ channel, key: undefined, messages: asSequence(value) }];
  const table = asFunction(value);
  return keysOf(table).map((key) => ({ channel, key, messages: asSequence(present(table.get(key))) }));
}

/** The mailbox that a statement speaks of. */
export function mailboxOf(statement: StatementNode<"send" | "receive">, frame: Frame): Mailbox {
  const channel = present(frame.program.model.channels[statement.channel]);
  const value = frame.value(channel.slot);
  if (statement.key === undefined) return { channel, key: undefined, messages: asSequence(value) };
  const key = evaluate(statement.key, frame);
  const messages = asFunction(value).get(key);
  if (messages === undefined) throw noSuchKey(channel.name, key, statement.key.span, [statement.key], frame);
  return { channel, key, messages: asSequence(messages) };
}

function put(mailbox: Mailbox, messages: SequenceValue, frame: Frame): Frame {
  const { channel, key } = mailbox;
  if (key === undefined) return frame.assigning(channel.slot, messages);
  return frame.assigning(channel.slot, asFunction(frame.value(channel.slot)).set(key, messages));
}

function inserted(messages: SequenceValue, message: Value): SequenceValue {
  const at = messages.findIndex((other) => compare(other, message) > 0);
  return at < 0 ? messages.push(message) : messages.insert(at, message);
}

function without(messages: SequenceValue, message: Value): SequenceValue {
  const at = messages.findIndex((other) => same(other, message));
  return at === 0 ? messages.shift() : messages.delete(at);
}

/** The distinct messages of a mailbox in canonical order. */
function distinct(messages: SequenceValue): readonly Value[] {
  return messages.toArray().filter((message, at) => at === 0 || !same(message, present(messages.get(at - 1))));
}

/** The places from which a message can vanish: of neighbours that are equal the first. By message, then by place. */
function losable(messages: SequenceValue): readonly { readonly message: Value; readonly at: number }[] {
  return messages
    .toArray()
    .map((message, at) => ({ message, at }))
    .filter(({ message, at }) => at === 0 || !same(message, present(messages.get(at - 1))))
    .sort((left, right) => compare(left.message, right.message) || left.at - right.at);
}
