import type { Engine, MakeEngine } from "../../src/engine/engine.js";
import type { Fault } from "../../src/engine/system.js";
import type { ChosenModel, Claim, Expectation, Model, Type } from "../../src/model/ir.js";
import { Source } from "../../src/source.js";
import { faultOf, type Graph, type GraphSystem, graph, type Predicate } from "./graph.js";

const bool: Type = { kind: "bool" };

/** What a drawn claim says about the nodes: those that violate it, or are witnesses of it. */
export interface DrawnClaim {
  readonly kind: Claim["kind"];
  readonly name: string;
  readonly nodes?: Predicate;
}

/** A graph with named claims and constraints, as a model that nobody wrote. */
export interface DrawnModel extends Omit<Graph, "bad" | "reachable" | "outside"> {
  readonly claims?: readonly DrawnClaim[];
  /** The nodes outside each constraint. */
  readonly constraints?: readonly { readonly name: string; readonly outside: Predicate }[];
  readonly expectations?: readonly Expectation[];
  /** Sites with what their counters show in the end. */
  readonly sites?: readonly (Model["sites"][number] & { readonly evaluated: number; readonly witnessed: number })[];
  readonly kinds?: readonly ("action" | "label" | "lose")[];
}

const TEXT = "the text of a spec that nobody wrote";

export function modelOf(drawn: DrawnModel): Model {
  const chosen: ChosenModel | undefined = drawn.expectations && {
    name: "small",
    expectations: drawn.expectations,
    span: { start: 0, end: 0 },
  };
  const span = { start: 4, end: 8 };
  const predicate = { kind: "literal", value: true, type: bool, span } as const;
  return {
    name: "Drawn",
    doc: undefined,
    source: new Source("drawn.steps", TEXT),
    chosen,
    constants: [],
    assumptions: [],
    variables: [],
    initialisations: [],
    init: [],
    definitions: [],
    channels: [],
    actions: [],
    processes: [],
    steppers: [],
    fairness: [],
    claims: (drawn.claims ?? []).map(({ kind, name }) => ({ kind, name, doc: undefined, predicate, span })),
    done: undefined,
    constraints: (drawn.constraints ?? []).map(({ name }) => ({ name, doc: undefined, predicate, span })),
    shows: [],
    symmetric: [],
    sites: drawn.sites ?? [],
    bindings: 0,
  };
}

/** A drawn step invariant is false of the steps to its nodes; an `always possible` is true in them. All steps are nobody's. */
function drawnBehaviours(
  system: GraphSystem,
  model: Model,
  nodes: (claim: number) => Predicate,
): ReturnType<Engine<number>["behaviours"]> {
  const among = (claim: number, node: number): boolean | Fault => {
    const predicate = nodes(claim);
    if ("faultAt" in predicate) return node === predicate.faultAt ? faultOf(predicate.of) : false;
    return predicate.includes(node);
  };
  return {
    steps(node, visit) {
      let ordinal = 0;
      system.successors(node, {
        step: (next) => visit(next, ordinal++, 0),
        fault: () => ordinal++ >= 0,
      });
    },
    fairness: { groups: [], groupsOf: () => [] },
    stepInvariant: (claim, _, after) => {
      const truth = among(claim, after);
      return typeof truth === "boolean" ? !truth : truth;
    },
    holdsIn: among,
    finest: () => undefined,
    // No node that is not reachable: what holds is inductive.
    induction: () => ({
      typeCorrect: 9,
      possible: true,
      satisfying: 5,
      steps: 7,
      found: undefined,
      fault: undefined,
      advance: () => false,
    }),
    property: () => {
      throw new Error("a drawn engine has no properties");
    },
    refining: () => undefined,
    deciding: () => [],
    explain: (claim, before, after) => ({
      text: model.claims[claim]?.name ?? "?",
      value: false,
      bindings: [],
      parts: [{ text: "node", value: after ?? before }],
    }),
  };
}

/** An engine for the drawn graph; a state is shown as its node, a step as the ordinal of its way. */
export function engineOf(drawn: DrawnModel): MakeEngine<number> {
  return (model, claims): Engine<number> => {
    const indices = (kinds: readonly Claim["kind"][]) =>
      claims.filter((index) => kinds.some((kind) => kind === model.claims[index]?.kind));
    const nodes = (index: number): Predicate => drawn.claims?.[index]?.nodes ?? [];
    const invariants = indices(["invariant", "inductive invariant"]);
    const reachables = indices(["reachable"]);
    const system = graph({
      ...drawn,
      bad: invariants.map(nodes),
      reachable: reachables.map(nodes),
      outside: drawn.constraints?.map(({ outside }) => outside) ?? [],
    });
    const tried = system.transitions.map(() => 0);
    return {
      model,
      invariants,
      reachables,
      constants: [],
      variables: [{ name: "node", role: "variable", process: undefined }],
      values: (node) => [node],
      shows: () => [],
      detail: (node, ordinal) => ({
        kind: "action",
        name: "Go",
        arguments: [node, ordinal],
        from: undefined,
        to: undefined,
        says: undefined,
        doc: undefined,
        bindings: [],
        messages: [],
      }),
      symmetry: () => undefined,
      explain: (claim, node) => ({
        text: model.claims[claim]?.name ?? "?",
        value: reachables.includes(claim),
        bindings: [],
        parts: [{ text: "node", value: node }],
      }),
      waits: () => [],
      noStart: () => [],
      behaviours: () => drawnBehaviours(system, model, nodes),
      counters: {
        tried,
        evaluated: drawn.sites?.map(({ evaluated }) => evaluated) ?? [],
        witnessed: drawn.sites?.map(({ witnessed }) => witnessed) ?? [],
      },
      system: {
        ...system,
        transitions: system.transitions.map((each, index) => ({ ...each, kind: drawn.kinds?.[index] ?? "action" })),
        successors(node, visitor) {
          for (const way of drawn.ways[node] ?? []) {
            const by = typeof way === "number" ? 0 : (way.by ?? 0);
            tried[by] = (tried[by] ?? 0) + 1;
          }
          system.successors(node, visitor);
        },
      },
    };
  };
}
