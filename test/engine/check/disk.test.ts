import { describe, expect, it } from "vitest";
import { checkWith, type Search } from "../../../src/engine/check.js";
import { generate } from "../../../src/engine/generate/code/generate.js";
import { DiskError } from "../../../src/engine/generate/queue/disk.js";
import { programOf } from "../../../src/engine/interpret/program.js";
import { interpret } from "../../../src/engine/interpret/system.js";
import { Packed } from "../../../src/engine/packed.js";
import { compile } from "../../../src/index.js";

/* What a search has put on disk, and cannot be read any more when the search is done. */

const lamp = `spec Lamp
var on: bool = false
fair action Switch { on := not on }
property Lights: always eventually on
step invariant Changes: on' != on
invariant Dark: not on`;

const broken = (): never => {
  throw new DiskError("EIO");
};

/** Checks some claims, all the lamp's states and none of it on disk; but `spoil` makes of parts of the search what cannot be read. */
function checked(claims: readonly string[], spoil: <S>(search: Packed<S>) => Partial<Search<S>>) {
  const { model } = compile(lamp, { name: "lamp.steps" });
  if (model === undefined) throw new Error("it does not compile");
  return checkWith(interpret, model, { claims }, (engine, limits, selected) => {
    const generated = generate(programOf(model), selected);
    const search = new Packed(engine, generated, { ...limits, keeping: true });
    return { search: Object.assign(search, spoil(search)), engine: { name: "generated", refused: undefined } };
  });
}

const lost = { status: "undecided", reason: "what the search had put on disk cannot be read (EIO)" };
const cut = { kind: "disk", reason: "EIO" };

describe("a disk that gives nothing back", () => {
  it("leaves open what is decided on the graph", async () => {
    const found = await checked(["Lights"], (search) => ({
      deliver: (...asked) => {
        const delivered = Packed.prototype.deliver.apply(search, asked);
        return delivered && { ...delivered, graph: Object.assign(delivered.graph, { advance: broken }) };
      },
    }));
    expect([found.status, found.cut]).toEqual(["incomplete", cut]);
    expect(found.claims.find(({ name }) => name === "Lights")).toMatchObject(lost);
  });

  it("ends the check where not even a graph can begin", async () => {
    const found = await checked(["Lights"], () => ({ deliver: broken }));
    expect([found.status, found.cut, found.counts.states]).toEqual(["incomplete", cut, 2]);
    expect(found.claims.find(({ name }) => name === "Lights")).toMatchObject(lost);
  });

  it("is an error where a behaviour that refutes something is lost", async () => {
    await expect(checked(["Dark"], () => ({ path: broken }))).rejects.toThrow(DiskError);
  });
});
