import type { Datum } from "../engine/datum.js";
import type {
  CheckResult,
  Choices,
  ClaimResult,
  FaultResult,
  Finding,
  InductionResult,
  Loop,
  SymmetryUsed,
  Trace,
  TraceState,
  TraceStep,
  Wait,
} from "../engine/result.js";
import type { Source, Span } from "../source.js";
import { spanJson } from "./diagnostics.js";

/*
 * A result for programs. docs/json.md tells it, docs/check.schema.json says exactly what may stand where; a change that
 * an old reader could not take raises `version`. What is not known is left out, never null.
 */

export const version = 1;

/** A run of `check` as JSON text. Without a source the places are left out; `profile`: see profile.ts. */
export function checkJson(result: CheckResult, source: Source | undefined, profile?: object): string {
  const document = {
    format: "everystep-check",
    version,
    spec: result.spec,
    file: result.file,
    ...present("model", result.model),
    constants: result.constants,
    status: result.status,
    exact: result.exact,
    counts: result.counts,
    ...present("cut", result.cut),
    unexplored: result.unexplored,
    seconds: result.seconds,
    ...present("noStart", result.noStart?.map(waitJson)),
    claims: result.claims.map((claim) => claimJson(claim, source)),
    faults: result.faults.map((fault) => faultJson(fault, source)),
    findings: result.findings.map((finding) => findingJson(finding, source)),
    constraints: result.constraints.map(({ name, outside, example }) => ({
      name,
      outside,
      ...(example === undefined ? {} : { example: traceJson(example) }),
    })),
    engine: result.engine.name,
    ...present("refused", result.engine.refused),
    ...present("interpreted", result.engine.interpreted),
    ...present("spilled", result.spilled === 0 ? undefined : result.spilled),
    unreduced: result.symmetry?.unreduced === undefined ? [] : result.symmetry.types,
    ...present("symmetry", symmetryJson(result.symmetry)),
    ...present("profile", profile),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function symmetryJson(used: SymmetryUsed | undefined): object | undefined {
  if (used === undefined) return undefined;
  const { unreduced, ...about } = used;
  return { ...about, ...present("unreduced", unreduced) };
}

function claimJson(claim: ClaimResult, source: Source | undefined): object {
  return {
    kind: claim.kind,
    name: claim.name,
    ...present("doc", claim.doc),
    ...place(claim.span, source),
    status: claim.status,
    within: claim.within,
    ...present("reason", claim.reason),
    ...(claim.trace === undefined ? {} : { trace: traceJson(claim.trace) }),
    ...present("why", claim.why),
    ...(claim.induction === undefined ? {} : { induction: inductionJson(claim.induction) }),
    ...choicesJson(claim.choices, claim.trace),
    ...present("waits", claim.waits?.map(waitJson)),
  };
}

function waitJson({ from, ...wait }: Wait): object {
  return { ...wait, ...present("from", from) };
}

function faultJson({ fault, during, step, trace, choices }: FaultResult, source: Source | undefined): object {
  return {
    kind: fault.kind,
    message: fault.message,
    ...place(fault.span, source),
    parts: fault.parts,
    during,
    ...(step === undefined ? {} : { step: stepJson(step) }),
    trace: traceJson(trace),
    ...choicesJson(choices, trace),
  };
}

function choicesJson(choices: Choices | undefined, trace: Trace | undefined): object {
  if (choices === undefined || trace === undefined) return {};
  const states = choices.states.map(({ others, ...state }) => ({
    ...state,
    others: others.map(({ step, avoidable, values }) => ({
      step: stepJson(step),
      avoidable,
      ...present("values", values && valuesJson(trace, values)),
    })),
  }));
  const { pointOfNoReturn, initial } = choices;
  return { choices: { ...present("pointOfNoReturn", pointOfNoReturn), states, ...present("initial", initial) } };
}

function findingJson({ span, ...finding }: Finding, source: Source | undefined): object {
  return { ...finding, ...place(span, source) };
}

function inductionJson({ typeCorrect, sampled, reachable, error, ...counts }: InductionResult): object {
  return {
    ...counts,
    ...present("typeCorrect", typeCorrect),
    ...present("sampled", sampled),
    ...present("reachable", reachable),
    ...(error === undefined ? {} : { error: { message: error.message, step: stepJson(error.step) } }),
  };
}

function valuesJson({ variables }: Trace, values: readonly Datum[]): object {
  return Object.fromEntries(variables.map(({ name }, slot): [string, Datum] => [name, values[slot] ?? null]));
}

function traceJson(trace: Trace): object {
  return {
    ...present("arbitrary", trace.arbitrary),
    variables: trace.variables.map(({ name, role, process }) => ({ name, role, ...present("process", process) })),
    states: trace.states.map(({ step, values, shows, seen }) => ({
      ...(step === undefined ? {} : { step: stepJson(step) }),
      values: valuesJson(trace, values),
      shows,
      ...seenJson(seen),
    })),
    ...(trace.loop === undefined ? {} : { loop: loopJson(trace.loop) }),
  };
}

function loopJson({ start, back, seen, fairness }: Loop): object {
  return {
    start,
    ...(back === undefined ? {} : { back: stepJson(back) }),
    ...seenJson(seen),
    fairness: fairness.map(({ state, ...group }) => ({ ...group, ...present("state", state) })),
  };
}

function seenJson(seen: TraceState["seen"]): object {
  return seen === undefined ? {} : { seen: { name: seen.name, step: stepJson(seen.step) } };
}

function stepJson({ from, to, says, doc, ...step }: TraceStep): object {
  return {
    ...step,
    messages: step.messages.map(({ key, ...event }) => ({ ...event, ...present("key", key) })),
    ...present("from", from),
    ...present("to", to),
    ...present("says", says),
    ...present("doc", doc),
  };
}

function place(span: Span | undefined, source: Source | undefined): object {
  return span === undefined || source === undefined ? {} : { at: spanJson(span, source) };
}

function present(name: string, value: unknown): object {
  return value === undefined ? {} : { [name]: value };
}
