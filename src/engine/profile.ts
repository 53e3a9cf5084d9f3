import type { Engine } from "./engine.js";
import type { Explored } from "./explored.js";

/** Where the time of a check went, and what each step of the spec cost. Times are in seconds. */
export interface Profile {
  readonly engine: "generated" | "reference";
  /** From the call until the search could begin: code is generated and compiled, memory taken. */
  readonly prepare: number;
  /** Visiting the states. */
  readonly search: number;
  /** Claims about steps and behaviours, which are decided after the search. */
  readonly behaviours: number;
  /** Verdicts, counterexamples and findings. */
  readonly conclude: number;
  /** One for each worker; the reference engine tells of none. */
  readonly workers: readonly WorkerProfile[];
  /** In the order of declaration. */
  readonly steps: readonly StepProfile[];
}

/** What a worker did while the search lasted. */
export interface WorkerProfile {
  /** Taking all steps out of a state, packing and hashing what they lead to, leaving out what came by just before. */
  readonly expand: number;
  /** Looking states up in the table of those that were visited. */
  readonly probe: number;
  /** Numbering new states, judging claims in them. */
  readonly accept: number;
  /** The rest: waiting for the other workers; of the first one, also what is done by one alone. */
  readonly idle: number;
}

/** An action, a label of a process, the losses of a channel. */
export interface StepProfile {
  /** `Read`, `P.Li3`, `lose road` */
  readonly name: string;
  /** How often it was tried: a process was at the label, there were parameter values, there was a message. */
  readonly tried: number;
  /** How often it ran to its end, by whatever way. */
  readonly taken: number;
  /** The time that it took in all, estimated from some of the states; undefined where none of them had it, and of the reference engine. */
  readonly seconds: number | undefined;
}

/** What a search can tell of itself; times are in milliseconds. */
export interface Effort {
  /** For each worker. */
  readonly workers: readonly Readonly<Record<"expand" | "probe" | "accept", number>>[];
  /** For each transition; undefined when it was not measured. */
  readonly costs:
    | readonly { readonly tried: number; readonly taken: number; readonly time: number | undefined }[]
    | undefined;
}

/** Which engine did it, and the seconds since the beginning at which each part had ended. */
export interface Laps {
  readonly engine: Profile["engine"];
  readonly prepared: number;
  readonly searched: number;
  readonly judged: number;
  readonly concluded: number;
}

export function profileOf<S>(
  { system, counters: own }: Engine<S>,
  { effort, counters = own, taken }: Explored<S>,
  { engine, prepared, searched, judged, concluded }: Laps,
): Profile {
  const search = searched - prepared;
  const scale = scaleOf(effort);
  return {
    engine,
    prepare: prepared,
    search,
    behaviours: judged - searched,
    conclude: concluded - judged,
    workers: (effort?.workers ?? []).map(({ expand, probe, accept }) => ({
      expand: expand / 1000,
      probe: probe / 1000,
      accept: accept / 1000,
      idle: Math.max(0, search - (expand + probe + accept) / 1000),
    })),
    steps: system.transitions.map(({ name }, index) => {
      const cost = effort?.costs?.[index];
      return {
        name,
        tried: cost?.tried ?? counters.tried[index] ?? 0,
        taken: cost?.taken ?? taken[index] ?? 0,
        seconds: cost?.time === undefined ? undefined : (scale * cost.time) / 1000,
      };
    }),
  };
}

/** Steps are a part of what was expanded, whatever a sample says that something else interrupted. */
function scaleOf(effort: Effort | undefined): number {
  const expand = (effort?.workers ?? []).reduce((sum, worker) => sum + worker.expand, 0);
  const steps = (effort?.costs ?? []).reduce((sum, { time = 0 }) => sum + time, 0);
  return steps > expand ? expand / steps : 1;
}
