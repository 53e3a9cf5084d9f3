import type { Diagnostic } from "../../diagnostic.js";
import type * as ast from "../../syntax/ast.js";
import { blocksOf, eachStatement } from "../../syntax/walk.js";
import { labelNeverReached, statementNeverReached } from "../errors/warnings.js";
import { reachableLabels, reachOf } from "./reach.js";

/** Warns of labels and statements of a process to which no way leads. */
export function findUnreached(process: ast.ProcessDeclaration): readonly Diagnostic[] {
  const first = process.body.statements[0];
  if (first?.kind !== "label") return [];
  const reach = reachOf(process);
  const labels = reachableLabels(reach, first.name.text);
  const reached = new Set([...labels].flatMap((label) => [...(reach.statements.get(label) ?? [])]));
  const isReached = (s: ast.Statement) => (s.kind === "label" ? labels.has(s.name.text) : reached.has(s));
  const found: Diagnostic[] = [];
  eachStatement(process.body, (statement) => {
    if (statement.kind === "label" && !labels.has(statement.name.text)) found.push(labelNeverReached(statement.name));
    for (const block of blocksOf(statement)) found.push(...cutOff(block, isReached));
  });
  return [...found, ...cutOff(process.body, isReached)];
}

/** Statements of a block that follow one that is reached, and are not; after a `goto` that is an error of its own. */
function cutOff(block: ast.Block, isReached: (s: ast.Statement) => boolean): readonly Diagnostic[] {
  return block.statements.flatMap((statement, index) => {
    const before = block.statements[index - 1];
    if (before === undefined || before.kind === "goto" || statement.kind === "label") return [];
    return isReached(before) && !isReached(statement) ? [statementNeverReached(statement.span)] : [];
  });
}
