import { oneOf } from "../mutations.js";
import { expression } from "./expressions.js";
import { firstValue, type Gen, type Name, type ProcessShape, type Scope } from "./gen.js";
import { BOOL, type Declared, INT, randomDeclared } from "./sorts.js";
import { block, type Shape, statement } from "./statements.js";
import { type Piece, piece } from "./template.js";

/*
 * Processes. How many labels there are, and which parts of the text they belong to, is drawn before anything is made of
 * them, so that all others can speak of them.
 */

/** A run of labels; `$a` is where it begins, `$b`, `$c` stand within, `$z` is any label of the process. */
const SECTIONS: readonly { readonly row: string; readonly labels: number; readonly text: string }[] = [
  { row: "label", labels: 1, text: "$a: $s0" },
  { row: "label", labels: 1, text: "$a: $s0" },
  { row: "label says", labels: 1, text: '$a says "at {1 + 1} {{of it": $s0' },
  { row: "label;goto L", labels: 1, text: "$a: $s0 if $0 { goto $z }" },
  { row: "label;goto L;if else", labels: 1, text: "$a: if $0 { $s0 goto $z } else { $s1 }" },
  { row: "label;goto done", labels: 1, text: "$a: $s0 if $0 { goto done }" },
  { row: "label in if", labels: 2, text: "$a: if $0 { $s0 $b: $s1 }" },
  { row: "label in either", labels: 2, text: "$a: either { $s0 $b: $s1 } or { skip }" },
  { row: "while", labels: 1, text: "$a: while $0 { $s0 }" },
  { row: "while;label in while", labels: 2, text: "$a: while $0 { $s0 $b: $s1 }" },
  { row: "label after a label", labels: 2, text: "$a: $b: $s0" },
  { row: "label at the end of a block", labels: 2, text: "$a: if $0 { $s0 $b: }" },
];
type Section = (typeof SECTIONS)[number];

export interface Planned {
  readonly shape: ProcessShape;
  readonly sections: readonly Section[];
}

export function plannedProcess(g: Gen, name: string): Planned {
  const sections = Array.from({ length: 1 + g.random(2) }, () => oneOf(g.random, SECTIONS));
  const count = sections.reduce((sum, { labels }) => sum + labels, 0);
  const labels = Array.from({ length: count }, (_, at) => `${name}${at}`);
  const locals = Array.from({ length: g.random(2) }, (_, at) => ({
    name: `mine${name}${at}`,
    declared: randomDeclared(g, 1),
  }));
  return { shape: { name, parameter: g.random(3) > 0, locals, labels }, sections };
}

export function process(g: Gen, { shape, sections }: Planned, shared: Shape, globals: Scope): Piece {
  const { name, parameter, labels } = shape;
  const names: Name[] = shape.locals.map(({ name: text, declared }) => ({ text, sort: declared.sort, row: "local" }));
  const p = parameter ? g.fresh() : "";
  const own: readonly Name[] = parameter ? [{ text: p, sort: INT, row: "parameter" }] : [];
  const scope = { names: [...globals.names, ...names, ...names, ...own, ...own] };
  const inside = { ...shared, targets: [...shared.targets, ...shape.locals, ...shape.locals] };
  let at = 0;
  const body = sections.map((section) => {
    const [a = "", b = ""] = labels.slice(at, at + section.labels);
    at += section.labels;
    const parts = { a, b, z: oneOf(g.random, labels), 0: expression(g, BOOL, 2, scope) };
    const blocks = { s0: block(g, inside, 1, scope), s1: block(g, inside, 1, scope) };
    return statement(section.row, section.text, { ...parts, ...blocks });
  });
  if (g.random(3) > 0) body.push(statement("goto L", "goto $z", { z: oneOf(g.random, labels) }));
  const locals = shape.locals.map((each) => local(g, each, own, globals));
  const fair = oneOf(g.random, ["", "", "fair ", "strongly fair "]);
  const set = oneOf(g.random, ["Proc", "Proc", "{1, 2}", "{2}"]);
  const head = parameter ? `process $n($p in ${set})` : "process $n";
  const rows = [
    fair.trim(),
    parameter ? "process P(p in S)" : "process P",
    locals.length > 0 ? "var in a process" : "",
  ];
  return piece("declaration", "declaration", rows.filter((row) => row !== "").join(";"), `${fair}${head} { $l0 $s0 }`, {
    ...{ n: name, p, l0: locals, s0: body },
  });
}

/** A local begins with any value of a small type, or with one that may depend on the parameter. */
function local(
  g: Gen,
  { name: v, declared }: ProcessShape["locals"][number],
  own: readonly Name[],
  globals: Scope,
): Piece {
  const t0 = declared.type;
  if (declared.size <= 3 && g.random(3) === 0) return piece("local", "local", "= any", "var $v: $t0 = any", { v, t0 });
  const known = { names: [...globals.names, ...own] };
  const value = g.random(4) === 0 ? early(g, declared, known) : firstValue(g, declared, globals);
  return piece("local", "local", "var x: T = e", "var $v: $t0 = $0", { v, t0, 0: value });
}

/** An expression that does not speak of processes: they have no place yet. */
function early(g: Gen, { sort }: Declared, scope: Scope): Piece {
  const { processes } = g;
  g.processes = [];
  const value = expression(g, sort, 1, scope);
  g.processes = processes;
  return value;
}
