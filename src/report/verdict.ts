import type { CheckResult, Cut, SymmetryUsed } from "../engine/result.js";
import { claimName } from "./claims.js";
import { printable } from "./printable.js";
import type { Style } from "./style.js";
import { waitLines } from "./waits.js";
import { counted, duration, grouped, listed, size } from "./words.js";

/** The verdict and what it rests on, as the last lines of a report. A cut is always named in its first line. */
export function verdictLines(result: CheckResult, style: Style): string[] {
  const lines = [headline(result, style), ...waitLines(result.noStart ?? [], style), basis(result)];
  const { refused } = result.engine;
  if (refused !== undefined) {
    lines.push(`Searched by the reference engine: the generated one does not take ${printable(refused)}.`);
  }
  const { interpreted = [] } = result.engine;
  if (interpreted.length > 0) {
    lines.push(`For ${listed(interpreted.map(printable))} the reference engine searched once more.`);
  }
  if (result.spilled > 0) lines.push(`${size(result.spilled)} were written to disk.`);
  const help = helpOf(result.cut);
  if (help !== undefined) lines.push(style.faint(help));
  if (result.symmetry !== undefined) lines.push(symmetryText(result.symmetry));
  if (result.status === "fails" && !result.exact && result.cut === undefined) {
    lines.push(style.faint("With --continue the search goes on after the first violation, and decides the rest."));
  }
  return lines;
}

/** What the counts are of, where states may be alike. */
function symmetryText({ types, permutations, unreduced }: SymmetryUsed): string {
  const names = listed(types.map(printable));
  if (unreduced !== undefined) {
    return `Not reduced by the symmetry of ${names}, ${printable(unreduced)}: the counts are of all states.`;
  }
  return `States that differ only by one of the ${grouped(permutations)} permutations of ${names} count as one.`;
}

function headline(result: CheckResult, style: Style): string {
  const cut = cutText(result);
  switch (result.status) {
    case "holds":
      return holding(result, style);
    case "fails":
      return `${style.bad("Fails")}: ${listed(failing(result))}.${cut === undefined ? "" : ` The search was ${cut}.`}`;
    case "incomplete": {
      const reasons = [...(cut === undefined ? undecided(result) : [cut]), ...unchecked(result), ...unstarted(result)];
      return `${style.caution(style.strong("Incomplete"))}: ${reasons.join("; ") || "not everything could be told"}.`;
    }
  }
}

/** What would let a search get further. */
function helpOf(cut: Cut | undefined): string | undefined {
  switch (cut?.kind) {
    case "memory":
      if (cut.limit === undefined) return undefined;
      return `With more --memory it gets further${cut.disk === false ? ", and without --no-spill it goes on on disk" : ""}.`;
    case "disk":
      return "With --spill it writes to another folder, with more --memory it writes less.";
    default:
      return undefined;
  }
}

function holding({ constraints, symmetry }: CheckResult, style: Style): string {
  const up = symmetry === undefined || symmetry.unreduced !== undefined ? "" : ", up to symmetry";
  const names = constraints.filter(({ outside }) => outside > 0).map(({ name }) => printable(name));
  return names.length === 0
    ? `${style.good(style.strong("Holds"))}: every reachable state was visited${up}.`
    : `${style.good(style.strong("Holds within"))} ${listed(names)}: every reachable state inside was visited${up}.`;
}

/** What fails, by name: claims in their order, then errors of the spec. */
function failing({ claims, faults }: CheckResult): string[] {
  const names = claims
    .filter(({ status }) => status === "fails")
    .map((claim) => (claim.kind === "deadlock" ? "deadlock" : claimName(claim)));
  if (faults.length === 0) return names;
  return [...names, faults.length === 1 ? "an error of the spec" : `${faults.length} errors of the spec`];
}

function unchecked({ claims }: CheckResult): string[] {
  const names = claims.filter(({ status }) => status === "not checked yet").map(claimName);
  return names.length === 0 ? [] : [`${listed(names)} ${names.length === 1 ? "is" : "are"} not checked yet`];
}

/** Claims that a whole search could not decide, where a limit is not the reason. */
function undecided({ claims, counts }: CheckResult): string[] {
  const names = claims.filter(({ status }) => status === "undecided").map(claimName);
  if (names.length === 0 || counts.initial === 0) return [];
  return [`${listed(names)} ${names.length === 1 ? "is" : "are"} undecided`];
}

function unstarted({ counts, cut, constraints }: CheckResult): string[] {
  if (cut !== undefined || counts.initial > 0) return [];
  const names = constraints.filter(({ outside }) => outside > 0).map(({ name }) => printable(name));
  return [`there is no initial state${names.length === 0 ? "" : ` inside ${listed(names)}`}`];
}

function cutText({ cut, unexplored, exact }: CheckResult): string | undefined {
  if (cut === undefined) return undefined;
  const then = exact ? "after every state was found" : `with ${counted(unexplored, "state")} found but not explored`;
  return `${cutWords(cut)}, ${then}`;
}

function cutWords(cut: Cut): string {
  switch (cut.kind) {
    case "max-states":
      return `cut off at ${counted(cut.limit, "state")}`;
    case "max-depth":
      return `cut off at depth ${grouped(cut.limit)}`;
    case "time":
      return `cut off after ${cut.seconds < 60 ? `${cut.seconds} s` : duration(cut.seconds)}`;
    case "memory":
      return cut.limit === undefined
        ? "cut off when memory ran out"
        : `cut off when ${size(cut.limit)} of memory were full`;
    case "disk":
      return `cut off by an error of the disk (${printable(cut.reason)})`;
    case "interrupted":
      return "interrupted";
  }
}

/** `825 states (3 initial), 2,550 steps, depth 35 in 0.42 s.` */
function basis({ counts, exact, seconds }: CheckResult): string {
  const initial = counts.initial > 1 ? ` (${grouped(counts.initial)} initial)` : "";
  const outside = counts.outside > 0 ? `, ${grouped(counts.outside)} more outside` : "";
  const found = `${counted(counts.states, "state")}${initial}${outside}, ${counted(counts.steps, "step")}, depth ${grouped(counts.depth)}`;
  return `${found}${exact ? "" : " so far"}, in ${duration(seconds)}.`;
}
