/** What is used of the WebAssembly that browsers and Node have; the types of the language itself do not know it. */
declare namespace WebAssembly {
  interface MemoryDescriptor {
    readonly initial: number;
    readonly maximum?: number;
    readonly shared?: boolean;
  }

  class Memory {
    constructor(descriptor: MemoryDescriptor);
    readonly buffer: ArrayBufferLike;
    /** Pages of 64 KiB before; throws a RangeError when there is not so much. */
    grow(pages: number): number;
  }

  /** A call traps with a RuntimeError. */
  type ExportedFunction = (...numbers: readonly (number | bigint)[]) => number | bigint | undefined;
  type Imports = Readonly<Record<string, Readonly<Record<string, Memory | ((...numbers: number[]) => unknown)>>>>;

  class Module {
    constructor(bytes: Uint8Array<ArrayBuffer>);
  }

  class Instance {
    constructor(module: Module, imports: Imports);
    readonly exports: Readonly<Record<string, ExportedFunction>>;
  }

  class RuntimeError extends Error {}

  function validate(bytes: Uint8Array<ArrayBuffer>): boolean;
  function compile(bytes: Uint8Array<ArrayBuffer>): Promise<Module>;
}
