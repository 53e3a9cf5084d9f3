import type { Channel, Type, Variable } from "../../model/ir.js";
import type { Program } from "../values/program.js";
import { present, type Value } from "../values/value.js";
import { holdsInterned, isOrdered, isWide, widthOf, words } from "./encoding.js";
import { imageOf, type Nodes, valueIn, wordsOfImage } from "./images.js";
import { Unsupported } from "./unsupported.js";

/*
 * WHERE VARIABLES STAND IN A STATE. A state is `words` words of 32 bits in memory, least byte first; each variable has
 * the bits of its type (encoding.ts). Wide variables and those of more than 32 bits begin at a word; the others, widest
 * first, go into the first word that has room. Bits of no variable are 0, so that equal states are equal words.
 *
 * The search keeps packed states. They are the same words, unless there are many: then all but the last ones are cut into
 * *chunks*, and a packed state has the number of the node of each chunk's words in the heap (heap/intern.ts), followed by the
 * words that are left. A step changes few chunks, and what comes of them has often come up before, so that packed states
 * are much smaller and nodes are few (Holzmann, "State compression in SPIN: recursive indexing and compression training
 * runs", 1997).
 */

/** Words that one node of the heap stands for in packed states. */
export interface Chunk {
  readonly first: number;
  readonly words: number;
}

/** Words of states that have no chunks: where variables are interned, so that there is a heap anyway; where none is. */
const SMALL_INTERNING = 4;
const SMALL = 8;
/** So many words stay as they are. */
const KEPT = 2;

/** One of `Model.variables`: where it begins, in bits from the start of the state, and how it is encoded. */
export interface Slot {
  readonly type: Type;
  readonly bit: number;
}

export interface Layout {
  readonly words: number;
  /** Of the first words, in order. */
  readonly chunks: readonly Chunk[];
  /** The words of a packed state. */
  readonly packed: number;
  /** One for each of `Model.variables`. */
  readonly slots: readonly Slot[];
}

/** Throws `Unsupported` when some variable has no fixed number of bits. */
export function layoutOf(program: Program): Layout {
  const { model } = program;
  const types = model.variables.map((variable) => slotType(variable, program));
  const slots = new Array<Slot>(types.length);
  const order = types.map((_, slot) => slot).sort((a, b) => widthOf(present(types[b])) - widthOf(present(types[a])));
  const free: { bit: number; room: number }[] = [];
  let end = 0;
  for (const slot of order) {
    const type = present(types[slot]);
    const width = widthOf(type);
    const gap = width > 32 ? undefined : free.find(({ room }) => room >= width);
    if (gap !== undefined) {
      slots[slot] = { type, bit: gap.bit };
      gap.bit += width;
      gap.room -= width;
      continue;
    }
    slots[slot] = { type, bit: end };
    const next = end + words(width);
    if (!isWide(type)) free.push({ bit: end + width, room: next - end - width });
    end = next;
  }
  const all = Math.max(1, end / 32);
  const chunks = all > (types.some(holdsInterned) ? SMALL_INTERNING : SMALL) ? chunksOf(all - KEPT) : [];
  return { words: all, chunks, packed: chunks.length === 0 ? all : chunks.length + KEPT, slots };
}

/** So many words cut into chunks of almost equal lengths. */
function chunksOf(words: number): readonly Chunk[] {
  const count = chunkCount(words);
  return Array.from({ length: count }, (_, at) => {
    const first = Math.floor((at * words) / count);
    return { first, words: Math.floor(((at + 1) * words) / count) - first };
  });
}

/** Short chunks come up again more often, but with two at most a packed state is no more than two lanes of the search. */
function chunkCount(words: number): number {
  if (words <= 3) return 1;
  return words <= 16 ? 2 : Math.ceil(words / Math.ceil(Math.sqrt(words)));
}

/** The type by which a variable is laid out: a channel's mailboxes are sequences with its bound. */
function slotType(variable: Variable, program: Program): Type {
  const { role, span } = variable;
  try {
    const { channels } = program.model;
    const laid = role.kind === "channel" ? mailboxes(present(channels[role.channel])) : byMembers(variable, program);
    widthOf(laid);
    return laid;
  } catch (error) {
    if (error instanceof Unsupported) throw new Unsupported(`${variable.name}: ${error.construct}`, span);
    throw error;
  }
}

/** Of a process whose members are ints, the keys are those from the least to the greatest. */
function byMembers(variable: Variable, program: Program): Type {
  const { type } = variable;
  const numbers = (keysOf(variable, program) ?? []).filter((key) => typeof key === "number");
  if (type.kind !== "function" || numbers.length === 0) return type;
  const key: Type = { kind: "range", low: Math.min(...numbers), high: Math.max(...numbers) };
  return { ...type, key: type.key.kind === "option" ? { kind: "option", of: key } : key };
}

/**
 * A bound on the length of a mailbox is part of its type where the mailbox has its messages in the order of a flat
 * sequence's elements; else it is interned.
 */
function mailboxes({ key, message, max, fifo, lossy }: Channel): Type {
  const flat = (fifo && !lossy) || isOrdered(message);
  const mailbox: Type = { kind: "seq", of: message, max: flat ? max : undefined };
  return key === undefined ? mailbox : { kind: "function", key, value: mailbox };
}

/** The packed state: of one value for each of `Model.variables`. Without `nodes`: the words of the state as they are. */
export function pack(values: readonly Value[], layout: Layout, nodes?: Nodes): Uint32Array {
  let image = 0n;
  layout.slots.forEach(({ type, bit }, slot) => {
    image |= imageOf(present(values[slot]), type, nodes) << BigInt(bit);
  });
  const { chunks, words } = layout;
  const all = wordsOfImage(image, words);
  if (nodes === undefined || chunks.length === 0) return all;
  const kept = all.subarray(words - layout.packed + chunks.length);
  return Uint32Array.of(
    ...chunks.map((chunk) => nodes.intern(all.slice(chunk.first, chunk.first + chunk.words))),
    ...kept,
  );
}

/** The values of a packed state. */
export function unpack(packed: Uint32Array, layout: Layout, program: Program, nodes?: Nodes): readonly Value[] {
  const { chunks } = layout;
  const all =
    nodes === undefined
      ? packed
      : Uint32Array.of(
          ...chunks.flatMap((_, at) => [...nodes.words(packed[at] ?? 0)]),
          ...packed.subarray(chunks.length),
        );
  const image = all.reduceRight((sum, word) => (sum << 32n) | BigInt(word), 0n);
  return layout.slots.map(({ type, bit }, slot) => {
    const bits = BigInt.asUintN(widthOf(type), image >> BigInt(bit));
    return valueIn(bits, type, keysOf(present(program.model.variables[slot]), program), nodes);
  });
}

/** The processes on which a pc or a local is a function, if it is one: they may be fewer than the values of the key type. */
export function keysOf({ role }: Variable, program: Program): readonly Value[] | undefined {
  if (role.kind !== "pc" && role.kind !== "local") return undefined;
  if (present(program.model.processes[role.process]).parameter === undefined) return undefined;
  const members = present(program.members[role.process]);
  return members.flatMap((member) => (member === undefined ? [] : [member]));
}
