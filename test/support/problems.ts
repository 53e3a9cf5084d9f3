import type { Diagnostic } from "../../src/diagnostic.js";
import { infer } from "../../src/model/infer.js";
import { resolve } from "../../src/model/resolve.js";
import type { Typed } from "../../src/model/typed.js";
import { Source } from "../../src/source.js";
import type * as ast from "../../src/syntax/ast.js";
import { parse } from "../../src/syntax/parse.js";

/** The tree of a text that has no mistake of grammar. */
export function treeOf(text: string): ast.Spec {
  const parsed = parse(new Source("test", text));
  if (parsed.spec === undefined) throw new Error(parsed.diagnostics.map((each) => each.message).join("\n"));
  return parsed.spec;
}

/** Names and types of a spec, and all that is wrong with them. */
export function examine(
  spec: ast.Spec,
  read?: (path: string) => string,
): { readonly typed: Typed; readonly found: readonly Diagnostic[] } {
  const resolved = resolve(spec, read);
  const { typed, diagnostics } = infer(resolved.resolved);
  return { typed, found: [...resolved.diagnostics, ...diagnostics] };
}

/** "E0203 zz": the code of each problem and the text that it underlines. */
export function problemsIn(text: string, read?: (path: string) => string): readonly string[] {
  const source = new Source("test", text);
  return examine(treeOf(text), read).found.map((each) => coded(each, source));
}

export function coded(diagnostic: Diagnostic, source: Source): string {
  const { code, span } = diagnostic;
  return `${code} ${span === undefined ? "" : (diagnostic.source ?? source).slice(span)}`;
}

/** A spec with one of everything, to which cases add what is wrong. */
export const PRELUDE = `spec T
const N = 3
type Proc = 1..N
type Phase = idle | busy
type Msg = Req(t: Proc) | Ack
type Node = symmetric 3
var x: int = 0
var k: Proc = 1
var b: Proc -> bool = [i in Proc: true]
var owner: Proc? = none
var s: set of Proc = {}
var q: seq of Proc = []
var phase: Phase = idle
var r: {from: Proc, at: int} = {from: 1, at: 0}
var votes: Node -> set of Node = [n in Node: {}]
channel c: Proc of Msg
channel d of Msg
process P(i in Proc) { var y: Proc = 1  a0: y := i  crit: when y == i  b0: goto a0 }
process Q { z0: skip }
action A(p in Proc) { when b[p]  x := x + 1 }
action Hear(p in Proc) { receive Ack from c[p]  receive Ack from d }
def double(n) = n + n
def all = x == k and owner == k and s == {} and q == [] and phase == idle and r.at == 0 and votes == votes
invariant Inv: true
constraint Small: x < 3
`;
