import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Packr } from "msgpackr";
import { describe, expect, it } from "vitest";
import { loadRun, saveRun } from "../../src/cli/run-file.js";
import { Source } from "../../src/source.js";
import { everystep } from "../support/command.js";
import { temporaryFolder } from "../support/files.js";
import { claim, generalsResult, mutexTrace, result, step } from "../support/results.js";
import { folderWith } from "./specs.js";

const source = new Source("specs/generals.steps", "spec TwoGenerals\n");
const span = { start: 0, end: 4 };

/** A result with something of every kind. */
const everything = result({
  status: "fails",
  cut: { kind: "max-depth", limit: 3 },
  claims: generalsResult.claims,
  faults: [
    { fault: { message: "m", kind: "range", span, parts: [] }, during: "A", step: step("A", []), trace: mutexTrace },
  ],
  findings: [
    { kind: "step never taken", name: "A", span },
    { kind: "always over an empty set", claim: "I", text: "t", span },
    { kind: "no claim depends on", what: "constant", name: "N", span },
    { kind: "cut off by a constraint", name: "C", outside: 3, span },
  ],
  constraints: [{ name: "C", outside: 3, example: mutexTrace }],
  engine: { name: "generated", refused: undefined },
  spilled: 0,
  symmetry: { types: ["RM"], permutations: 6, unreduced: undefined },
});

function saved(): string {
  const path = join(temporaryFolder(), "a.run");
  saveRun(path, { result: generalsResult, source });
  return path;
}

/** A well-formed file around any content. */
function packed(content: unknown): string {
  const path = join(temporaryFolder(), "a.run");
  const bytes = gzipSync(new Packr({ useRecords: false }).pack(content));
  writeFileSync(path, Buffer.concat([Buffer.from("everystep run\n"), Buffer.of(1), bytes]));
  return path;
}

describe("a saved run", () => {
  it("is the same when it is loaded", () => {
    const path = join(temporaryFolder(), "a.run");
    saveRun(path, { result: everything, source });
    const loaded = loadRun(path);
    expect(loaded.result).toEqual(everything);
    expect([loaded.source.name, loaded.source.text]).toEqual([source.name, source.text]);
  });

  it("is shown in every format", () => {
    const path = saved();
    expect(everystep(["trace", path]).stdout).toContain("\nTogether fails after 2 steps:\n");
    expect(everystep(["trace", path]).stdout).toContain("\n     │   │◄──┤     receives Plan(1) from road[John]\n");
    expect(everystep(["trace", path, "--full", "--no-lanes"]).stdout).toContain(
      "\n       * road[Michael] = [Plan(2)]\n",
    );
    expect(JSON.parse(everystep(["trace", path, "--format", "json"]).stdout).spec).toBe("TwoGenerals");
    expect(JSON.parse(everystep(["trace", path, "-f", "itf"]).stdout).states).toHaveLength(3);
    const mermaid = everystep(["trace", path, "-f", "mermaid"]);
    expect(mermaid.stdout).toMatch(/^sequenceDiagram\n/);
    expect(mermaid.status).toBe(0);
  });

  it("may have no behaviour to show", () => {
    const path = join(temporaryFolder(), "a.run");
    saveRun(path, { result: result(), source });
    expect(everystep(["trace", path]).status).toBe(0);
    const { status, stderr } = everystep(["trace", path, "-f", "itf"]);
    expect([status, stderr.split("\n")[0]]).toEqual([2, `error E0723: the run \`${path}\` has no behaviour to show`]);
  });

  it("is refused when it is something else", () => {
    const path = join(folderWith({ "a.run": "spec Light\n" }), "a.run");
    const { status, stderr } = everystep(["trace", path]);
    expect(status).toBe(2);
    expect(stderr).toContain("error E0720: ");
    expect(stderr).toContain("is not a saved run of everystep");
  });

  it("is refused when it is too new", () => {
    const path = saved();
    const bytes = readFileSync(path);
    bytes[14] = 9;
    writeFileSync(path, bytes);
    expect(() => loadRun(path)).toThrow("is a run of format 9; this everystep reads up to 1");
  });

  it("is refused when it is cut or changed", () => {
    const path = saved();
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.subarray(0, bytes.length - 20));
    expect(() => loadRun(path)).toThrow("is damaged: its bytes are not those that were saved");
    const flipped = Buffer.from(bytes);
    flipped[60] = (flipped[60] ?? 0) ^ 0xff;
    writeFileSync(path, flipped);
    expect(() => loadRun(path)).toThrow("is damaged");
    writeFileSync(path, bytes.subarray(0, 14));
    expect(() => loadRun(path)).toThrow("is damaged: it ends too early");
  });

  it.each([
    ["a status", { ...generalsResult, status: "fine" }, "result.status"],
    ["a count", { ...generalsResult, counts: { ...generalsResult.counts, states: -1 } }, "result.counts.states"],
    ["a value", { ...generalsResult, constants: [{ name: "N", value: { set: [1.5] } }] }, "result.constants[0].value"],
    ["a claim", { ...generalsResult, claims: [claim("a", "holds"), { name: "b" }] }, "result.claims[1].kind"],
    ["a member too many", { ...generalsResult, __proto__: null, more: 1 }, "result"],
    [
      "a state with too few values",
      {
        ...generalsResult,
        claims: [
          claim("a", "fails", { trace: { ...mutexTrace, states: [{ step: undefined, values: [], shows: [] }] } }),
        ],
      },
      "result.claims[0].trace",
    ],
  ])("is refused when %s is wrong", (_, wrong, place) => {
    const path = packed({ result: wrong, source: { name: "a", text: "b" } });
    expect(() => loadRun(path)).toThrow(`is damaged: \`${place}`);
  });

  it.each([[7], [null], [[]], ["text"], [{}], [new Map([["result", 1]])]])("is refused when it holds %j", (content) => {
    expect(() => loadRun(packed(content))).toThrow("is damaged");
  });

  it("is refused when values nest without end", () => {
    let value: unknown = 1;
    for (let depth = 0; depth < 300; depth++) value = { set: [value] };
    const path = packed({
      result: { ...generalsResult, constants: [{ name: "N", value }] },
      source: { name: "a", text: "" },
    });
    expect(() => loadRun(path)).toThrow("is damaged");
  });
});
