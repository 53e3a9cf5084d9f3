import { Bytes } from "./bytes.js";
import { type Callee, Code } from "./code.js";
import { type ValueType, valueTypes } from "./opcodes.js";

/*
 * A WebAssembly module, written as bytes. It is a magic number, a version and a row of sections, each an identifying byte,
 * its length and its contents: types of functions (1), imports (2), the types of our functions (3), exports (7), the
 * bodies (10), data put into memory at the start (11). Functions are numbered, imported ones first; all integers are
 * LEB128 (bytes.ts). Memory is always imported: several modules work on the same one.
 */

export interface Signature {
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
}

interface Written extends Callee {
  readonly type: number;
  readonly code: Code;
}

/** A function of ours: what calls it, and where its body is written. */
export interface Defined extends Callee {
  readonly code: Code;
}

export class Module {
  readonly #types: string[] = [];
  readonly #signatures: Signature[] = [];
  readonly #imports: { readonly module: string; readonly name: string; readonly type: number }[] = [];
  readonly #functions: Written[] = [];
  readonly #exports: { readonly name: string; readonly callee: Callee }[] = [];
  readonly #data: { readonly address: number; readonly bytes: Uint8Array }[] = [];

  /**
   * `memory`: the module and name that memory is imported as, and what it has at least and at most, in pages of 64 KiB. One
   * that several threads share needs a `most`.
   */
  constructor(
    readonly memory: {
      readonly module: string;
      readonly name: string;
      readonly least: number;
      readonly most: number | undefined;
      readonly shared?: boolean;
    } = { module: "env", name: "memory", least: 1, most: undefined },
  ) {}

  /** To be called before `function`: imported functions come first. */
  import(module: string, name: string, signature: Signature): Callee {
    if (this.#functions.length > 0) throw new Error("internal error: an import after a function");
    this.#imports.push({ module, name, type: this.#type(signature) });
    return { index: this.#imports.length - 1 };
  }

  /** A new function; its body may be written at any time. Named, it is exported. */
  function(signature: Signature, exported?: string): Defined {
    const index = this.#imports.length + this.#functions.length;
    const written = { index, type: this.#type(signature), code: new Code(signature.parameters) };
    this.#functions.push(written);
    if (exported !== undefined) this.#exports.push({ name: exported, callee: written });
    return written;
  }

  export(name: string, callee: Callee): void {
    this.#exports.push({ name, callee });
  }

  /** Bytes that are in memory from the start. */
  data(address: number, bytes: Uint8Array): void {
    this.#data.push({ address, bytes });
  }

  encode(): Uint8Array<ArrayBuffer> {
    const module = new Bytes();
    module.all([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
    section(module, 1, this.#signatures, (out, { parameters, results }) => {
      out.byte(0x60);
      for (const types of [parameters, results]) {
        out.unsigned(types.length);
        for (const type of types) out.byte(valueTypes[type]);
      }
    });
    section(module, 2, [...this.#imports, this.memory], (out, each) => {
      out.name(each.module);
      out.name(each.name);
      if ("type" in each) {
        out.byte(0x00);
        out.unsigned(each.type);
        return;
      }
      out.byte(0x02);
      out.byte((each.most === undefined ? 0x00 : 0x01) | (each.shared === true ? 0x02 : 0x00));
      out.unsigned(each.least);
      if (each.most !== undefined) out.unsigned(each.most);
    });
    section(module, 3, this.#functions, (out, { type }) => out.unsigned(type));
    section(module, 7, this.#exports, (out, { name, callee }) => {
      out.name(name);
      out.byte(0x00);
      out.unsigned(callee.index);
    });
    section(module, 10, this.#functions, (out, { code }) => out.sized(code.encode()));
    section(module, 11, this.#data, (out, { address, bytes }) => {
      out.byte(0x00);
      out.byte(0x41);
      out.signed(BigInt(address));
      out.byte(0x0b);
      out.unsigned(bytes.length);
      out.all(bytes);
    });
    return module.view().slice();
  }

  #type(signature: Signature): number {
    const key = `${signature.parameters.join()}>${signature.results.join()}`;
    const known = this.#types.indexOf(key);
    if (known >= 0) return known;
    this.#types.push(key);
    return this.#signatures.push(signature) - 1;
  }
}

/** A section: how many entries, then each; nothing at all when there are none. */
function section<T>(module: Bytes, id: number, entries: readonly T[], write: (out: Bytes, entry: T) => void): void {
  if (entries.length === 0) return;
  const contents = new Bytes();
  contents.unsigned(entries.length);
  for (const entry of entries) write(contents, entry);
  module.byte(id);
  module.sized(contents);
}
