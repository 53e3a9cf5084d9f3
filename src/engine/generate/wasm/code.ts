import { Bytes } from "./bytes.js";
import {
  type Atomic,
  atomic,
  type MemoryAccess,
  memory,
  type Plain,
  plain,
  type ValueType,
  type Vector,
  valueTypes,
  vector,
} from "./opcodes.js";

/** A parameter or local of the function being written: its index. */
export interface Local {
  readonly index: number;
  readonly type: ValueType;
}

/** Where a branch may go: the end of a block or `if`, the start of a loop. Only inside it. */
export interface Label {
  readonly depth: number;
}

/** A function that can be called: its index in the module. */
export interface Callee {
  readonly index: number;
}

/** Of a block: what it leaves on the stack. */
export type BlockType = ValueType | "none";

/**
 * The body of one function, written instruction by instruction in the order of the stack machine: operands first. Whether
 * types fit is seen when the module is compiled. All methods return the code itself.
 */
export class Code {
  readonly #bytes = new Bytes();
  readonly #locals: ValueType[] = [];
  readonly #free = new Map<ValueType, Local[]>();
  readonly parameters: readonly Local[];
  #depth = 0;
  /** For each block that is open, outermost first: what `passed` was asked in it, and not in a block inside it. */
  readonly #passed: Set<unknown>[] = [new Set()];

  constructor(parameters: readonly ValueType[]) {
    this.parameters = parameters.map((type, index) => ({ type, index }));
  }

  get size(): number {
    return this.#bytes.length;
  }

  /** A local of the function. It is not zero where it was released before. */
  local(type: ValueType): Local {
    const known = this.#free.get(type)?.pop();
    if (known !== undefined) return known;
    this.#locals.push(type);
    return { index: this.parameters.length + this.#locals.length - 1, type };
  }

  /** Gives locals back, to be had by `local` again. */
  release(...locals: readonly Local[]): this {
    for (const local of locals) {
      const free = this.#free.get(local.type) ?? [];
      free.push(local);
      this.#free.set(local.type, free);
    }
    return this;
  }

  /**
   * Was this asked before at a place through which every way to here leads? Such is a place before this one in a block that is
   * open still: branches lead to ends of blocks and starts of loops alone, not past it.
   */
  passed(what: unknown): boolean {
    if (this.#passed.some((each) => each.has(what))) return true;
    this.#passed.at(-1)?.add(what);
    return false;
  }

  op(...instructions: readonly Plain[]): this {
    for (const name of instructions) this.#bytes.byte(plain[name]);
    return this;
  }

  /** A constant; any integer from -2^31 to 2^32 - 1. */
  i32(value: number): this {
    this.#bytes.byte(0x41);
    this.#bytes.signed(BigInt(value | 0));
    return this;
  }

  i64(value: bigint | number): this {
    this.#bytes.byte(0x42);
    this.#bytes.signed(BigInt.asIntN(64, BigInt(value)));
    return this;
  }

  f64(value: number): this {
    this.#bytes.byte(0x44);
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, value, true);
    this.#bytes.all(new Uint8Array(view.buffer));
    return this;
  }

  get(local: Local): this {
    return this.#indexed(0x20, local.index);
  }

  set(local: Local): this {
    return this.#indexed(0x21, local.index);
  }

  /** Sets a local and leaves the value on the stack. */
  tee(local: Local): this {
    return this.#indexed(0x22, local.index);
  }

  /** Address from the stack (then, of a store, the value); `offset` in bytes is added to it. */
  memory(access: MemoryAccess, offset = 0): this {
    const [opcode, alignment] = memory[access];
    this.#bytes.byte(opcode);
    this.#bytes.unsigned(alignment);
    this.#bytes.unsigned(offset);
    return this;
  }

  /** Address from the stack, then what the instruction needs; a number in between, of other threads, is never seen. */
  atomic(instruction: Atomic, offset = 0): this {
    this.#bytes.all([0xfe, atomic[instruction], 2]);
    this.#bytes.unsigned(offset);
    return this;
  }

  vector(...instructions: readonly Vector[]): this {
    for (const name of instructions) {
      this.#bytes.byte(0xfd);
      this.#bytes.unsigned(vector[name]);
    }
    return this;
  }

  /** Address from the stack; leaves the two 64-bit lanes that stand there. */
  vectorLoad(offset = 0): this {
    this.#bytes.all([0xfd, 0x00, 3]);
    this.#bytes.unsigned(offset);
    return this;
  }

  call(callee: Callee): this {
    return this.#indexed(0x10, callee.index);
  }

  block(type: BlockType, body: (label: Label) => void): this {
    return this.#nested(0x02, type, body);
  }

  /** Branching to its label starts it again. */
  loop(type: BlockType, body: (label: Label) => void): this {
    return this.#nested(0x03, type, body);
  }

  /** Takes the condition from the stack. */
  if(type: BlockType, then: (label: Label) => void, otherwise?: (label: Label) => void): this {
    return this.#nested(0x04, type, (label) => {
      then(label);
      if (otherwise === undefined) return;
      this.#bytes.byte(0x05);
      this.#passed.at(-1)?.clear();
      otherwise(label);
    });
  }

  br(label: Label): this {
    return this.#indexed(0x0c, this.#depth - label.depth);
  }

  brIf(label: Label): this {
    return this.#indexed(0x0d, this.#depth - label.depth);
  }

  /** Takes a number from the stack: to the label of that number, or the last one. */
  brTable(labels: readonly Label[], otherwise: Label): this {
    this.#bytes.byte(0x0e);
    this.#bytes.unsigned(labels.length);
    for (const label of [...labels, otherwise]) this.#bytes.unsigned(this.#depth - label.depth);
    return this;
  }

  /** Pages (of 64 KiB) by which memory is to grow, from the stack; leaves the pages it had, or -1. */
  memoryGrow(): this {
    return this.#indexed(0x40, 0);
  }

  memorySize(): this {
    return this.#indexed(0x3f, 0);
  }

  /** Destination, source and bytes from the stack. */
  memoryCopy(): this {
    this.#bytes.all([0xfc, 0x0a, 0x00, 0x00]);
    return this;
  }

  /** Destination, byte and length from the stack. */
  memoryFill(): this {
    this.#bytes.all([0xfc, 0x0b, 0x00]);
    return this;
  }

  /** Declarations of locals, instructions, end: the body as the code section holds it. */
  encode(): Bytes {
    const body = new Bytes();
    body.unsigned(this.#locals.length);
    for (const type of this.#locals) {
      body.unsigned(1);
      body.byte(valueTypes[type]);
    }
    body.all(this.#bytes.view());
    body.byte(END);
    return body;
  }

  #indexed(opcode: number, index: number): this {
    this.#bytes.byte(opcode);
    this.#bytes.unsigned(index);
    return this;
  }

  #nested(opcode: number, type: BlockType, body: (label: Label) => void): this {
    this.#bytes.byte(opcode);
    this.#bytes.byte(type === "none" ? 0x40 : valueTypes[type]);
    this.#depth++;
    this.#passed.push(new Set());
    body({ depth: this.#depth });
    this.#passed.pop();
    this.#depth--;
    this.#bytes.byte(END);
    return this;
  }
}

const END = 0x0b;
