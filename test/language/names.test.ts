import { expect, it } from "vitest";
import { compareExpectations } from "../../src/engine/expectations.js";
import { check, compile } from "../../src/index.js";
import { itfText } from "../../src/report/itf.js";
import { run } from "../support/meaning.js";

/* Names that are alike and do not mean the same. */

const mail = `spec T
  type M = A(p: 1..2) | B(p: 1..2) | C(p: bool)
  channel c of M
  init { send A(1) to c  send B(2) to c  send C(true) to c }
  var x: 0..2 = 0`;

const receive = "{ receive A(p) from c  x := p } or { receive B(p) from c  x := p } or { receive C(p) from c  when p }";

/** What the steps of the shortest behaviour to each reachable say. */
async function told(text: string): Promise<readonly (string | undefined)[]> {
  const { claims } = await run(text);
  return claims.flatMap(({ kind, trace }) => (kind === "reachable" ? [trace?.states.at(-1)?.step?.says] : []));
}

const reached = "reachable One: x == 1 reachable Two: x == 2 reachable Other: len(c) == 2 and x == 0 done when true";

it("a sentence tells the name that its way bound, whichever branch that was", async () => {
  expect(await told(`${mail} action R says "got {p}" { either ${receive} } ${reached}`)).toEqual([
    "got 1",
    "got 2",
    "got true",
  ]);
  expect(await told(`${mail} process R { l says "got {p}": either ${receive} } ${reached}`)).toEqual([
    "got 1",
    "got 2",
    "got true",
  ]);
});

it("of another type it is told and not computed with", async () => {
  expect(await told(`${mail} action R says "next {p + 1}" { either ${receive} } ${reached}`)).toEqual([
    "next 2",
    "next 3",
    "next {p + 1}",
  ]);
});

it("a local may be called pc", async () => {
  const result = await run(`spec T process P { var pc: 0..3 = 2  a: pc := 3 } invariant I: P.pc == 2`);
  const trace = result.claims.find(({ name }) => name === "I")?.trace;
  if (trace === undefined) throw new Error("no trace");
  const document: { states: readonly Record<string, unknown>[] } = JSON.parse(itfText({ title: "I", trace }, "T"));
  expect(document.states.at(-1)).toMatchObject({ "P.at": "done", "P.pc": { "#bigint": "3" } });
});

it("an invariant may be called deadlock", async () => {
  const spec = `spec T var x: 0..3 = 0 action A { when x < 3  x := x + 1 } done when true
    invariant deadlock: x < 2
    model m { fails deadlock in 2 steps }
    model n { holds deadlock }`;
  const outcomes = async (model: string) => {
    const compiled = compile(spec, { model });
    if (compiled.model?.chosen === undefined) throw new Error("no model");
    return compareExpectations(await check(compiled.model, { continue: true }), compiled.model.chosen);
  };
  expect((await outcomes("m")).map(({ passed }) => passed)).toEqual([true]);
  expect((await outcomes("n")).map(({ message }) => message)).toEqual(["it fails in 2 steps"]);
});
