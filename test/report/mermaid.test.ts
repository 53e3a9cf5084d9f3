import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { MessageEvent, Trace } from "../../src/engine/result.js";
import { check, compile, Source } from "../../src/index.js";
import { behaviours } from "../../src/report/behaviours.js";
import { mermaidText } from "../../src/report/mermaid.js";
import { root } from "../support/command.js";
import { generalsResult, generalsTrace, mutexTrace, seq, state, step, variant } from "../support/results.js";

/*
 * What Mermaid 11 reads of a sequence diagram is a grammar of lines. This is the part of it that is written here: stricter than
 * Mermaid's own, so that no text can be taken for anything else. A text has its signs only as entity codes.
 */
const text = '(?:[^#;<>%&"`\\\\$@\\n\\r]|#[0-9]+;)+';
const participant = new RegExp(`^participant (p[0-9]+) as ${text}$`);
const note = new RegExp(`^Note over (p[0-9]+)(?:,(p[0-9]+))?: ${text}$`);
const message = new RegExp(`^(p[0-9]+)(?:->>|-x|--\\))(p[0-9]+): ${text}$`);

/** @throws Error at the first line that is not of the grammar, or names somebody before it is declared */
function refuseMalformed(diagram: string): void {
  const [first, ...lines] = diagram.replace(/\n$/, "").split("\n");
  if (first !== "sequenceDiagram") throw new Error(`it begins with ${first}`);
  const known = new Set<string>();
  let open = 0;
  for (const line of lines.map((each) => each.replace(/^ {4}/, ""))) {
    const declared = participant.exec(line)?.[1];
    const used = (note.exec(line) ?? message.exec(line))?.slice(1).filter((name) => name !== undefined);
    if (/(^|: )\s*(no)?wrap:/.test(line)) throw new Error(`a directive: ${line}`);
    if (declared !== undefined) known.add(declared);
    else if (used?.every((name) => known.has(name))) continue;
    else if (line === "loop again and again") open += 1;
    else if (line === "end" && open > 0) open -= 1;
    else throw new Error(`it is not of the grammar: ${line}`);
  }
  if (open > 0) throw new Error("a loop does not end");
}

const diagramOf = async (source: Source, claims: readonly string[]): Promise<string> => {
  const { model } = compile(source.text, { name: source.name });
  if (model === undefined) throw new Error("the spec is wrong");
  const [behaviour] = behaviours(await check(model, { claims, engine: "reference" }));
  if (behaviour === undefined) throw new Error("there is no behaviour");
  return mermaidText(behaviour);
};

describe("Mermaid", () => {
  it("draws messages when they are received, lost ones with a cross", () => {
    const [behaviour] = behaviours(generalsResult);
    expect(behaviour && mermaidText(behaviour)).toBe(`sequenceDiagram
    participant p1 as Michael
    participant p2 as John
    participant p3 as system
    p3->>p2: Plan(1)
    Note over p2: 2. John reads letter 1
    p2-xp1: Plan(2)
    Note over p1,p3: Together fails
`);
  });

  it("draws what is on its way at the end, and says when what comes late was sent", async () => {
    const letters = new Source(
      "letters.steps",
      `spec Letters
type Node = 1..3
channel net: (Node, Node) of 1..9, fifo
var got: set of 1..9 = {}
init { send 7 to net[3, 1] }
process P(i in Node) {
  ask: when i == 1
       send 1 to net[1, 2]
       send 2 to net[1, 3]
  end: goto done
}
action Hear(i in Node, j in Node) { receive n from net[j, i]  got := got union {n} }
done when true
reachable First: 1 in got and P(1) at done`,
    );
    expect(await diagramOf(letters, ["First"])).toBe(`sequenceDiagram
    participant p1 as P(1)
    participant p2 as P(2)
    participant p3 as P(3)
    Note over p1: 2. ask → end
    Note over p1: 3. end → done
    p1->>p2: 1, sent at 2
    Note over p2: 4. Hear(2, 1)
    p3--)p1: 7, there from the start
    p1--)p3: 2, sent at 2, still on its way
    Note over p1,p3: First is reached
`);
  });

  it("puts a behaviour that goes round into a loop", () => {
    const [first, second] = mutexTrace.states;
    if (first === undefined || second?.step === undefined) throw new Error("the trace has a step");
    const back = { ...second.step, from: "a", to: "b" };
    const trace = { ...mutexTrace, states: [first, second], loop: { start: 0, back, fairness: [] } };
    const diagram = mermaidText({ title: "F fails", trace });
    refuseMalformed(diagram);
    expect(diagram.split("\n").map((line) => line.trim())).toContain("loop again and again");
    expect(diagram.split("\n").slice(-4, -2)).toEqual(["    Note over p1: a → b", "    end"]);
  });

  it("says of a behaviour that stays where it is that it does", () => {
    const trace = { ...generalsTrace, loop: { start: 2, back: undefined, fairness: [] } };
    expect(mermaidText({ title: "F fails", trace }).split("\n").slice(-3)).toEqual([
      "    Note over p1,p3: no step any more",
      "    Note over p1,p3: F fails",
      "",
    ]);
  });

  it("escapes what would be read as its own signs", () => {
    const trace = {
      ...generalsTrace,
      states: [state(undefined, []), state(step("A", [], { says: "a;b #1: <i>\n%%x nowrap: $$x$$" }), [])],
    };
    expect(mermaidText({ title: "x", trace })).toContain(
      "Note over p1: 2. a#59;b #35;1: #60;i#62;␊#37;#37;x nowrap#58; #36;#36;x#36;#36;\n",
    );
  });

  it("keeps to the grammar whatever the names are", () => {
    const evil = 'end\n%%{init}%% <img src=x> #quot; ;"`\\ $$x$$ wrap: p1->>p2: loop@{}\u202e\u2028```';
    const sent: MessageEvent = { kind: "send", channel: evil, key: variant(evil), message: variant(evil) };
    const taken = step(evil, [variant(evil)], { says: evil, messages: [sent, { ...sent, kind: "lose" }, sent] });
    const trace: Trace = {
      variables: [{ name: evil, role: "channel", process: undefined }],
      states: [state(undefined, [seq(variant(evil))]), state(taken, [seq()])],
      loop: { start: 0, back: taken, fairness: [] },
    };
    refuseMalformed(mermaidText({ title: evil, trace }));
    refuseMalformed(mermaidText({ title: evil, trace: { ...trace, loop: undefined } }));
  });

  it.each([
    ["two_generals", "Together"],
    ["clocks_as_told", "ClockCondition"],
    ["broken/vector_clocks_no_merge", "TellsOrder"],
    ["store_buffers", "BothRead"],
  ])("keeps to the grammar for a behaviour of %s", async (name, claim) => {
    const path = join(root, "specs", `${name}.steps`);
    refuseMalformed(await diagramOf(new Source(path, readFileSync(path, "utf8")), [claim]));
  });

  it.each([
    ["sequenceDiagram\n    participant p1 as a;b\n", "not of the grammar"],
    ["sequenceDiagram\n    participant p1 as a\n    p1->>p2: x\n", "not of the grammar"],
    ["sequenceDiagram\n    participant p1 as a\n    loop again and again\n", "does not end"],
    ["graph TD\n", "begins with graph TD"],
  ])("is refused when it is not of the grammar: %j", (diagram, reason) => {
    expect(() => refuseMalformed(diagram)).toThrow(reason);
  });
});
