import { List } from "immutable";
import type { FairnessGroup, Stepper, StepReference } from "../../model/ir.js";
import type { FairGroup, Fairness } from "../behaviours.js";
import { datumText } from "../text.js";
import { toDatum } from "../values/data.js";
import type { Program } from "../values/program.js";
import { present, same, type Value } from "../values/value.js";
import { evaluate } from "./expressions.js";
import { Frame, newEnvironment } from "./frame.js";
import { choose } from "./sets.js";
import type { Wanted } from "./steps.js";

/** Whose steps belong to a declared group: an action or process, and arguments (undefined: any). */
interface Member {
  readonly kind: "action" | "process";
  readonly index: number;
  readonly wanted: Wanted;
}

interface DeclaredGroup {
  readonly group: number;
  readonly members: readonly Member[];
}

/** The actor whom no fairness concerns. */
export const NOBODY = 0;

/**
 * Fairness by itself of each member of a `fair process` and each choice of parameters of a `fair action`, and of the
 * groups that `fairness` declares, one for each choice of its names.
 */
export class Actors implements Fairness {
  readonly groups: FairGroup[] = [];
  readonly #program: Program;
  readonly #declared: readonly DeclaredGroup[];
  /** By stepper and arguments: the actor. */
  readonly #known = new Map<string, Map<number, { readonly key: List<Value>; readonly actor: number }[]>>();
  readonly #groupsOf: (readonly number[])[] = [[]];

  constructor(program: Program) {
    this.#program = program;
    this.#declared = program.model.fairness.flatMap((declared) => this.#declare(declared));
  }

  groupsOf(actor: number): readonly number[] {
    return this.#groupsOf[actor] ?? [];
  }

  /** Does fairness concern some steps of the stepper? */
  concerns(stepper: Stepper): boolean {
    if (stepper.kind === "lose") return false;
    const [index, { fairness }] = this.#stepperOf(stepper);
    const named = ({ kind, index: other }: Member): boolean => kind === stepper.kind && other === index;
    return fairness !== "none" || this.#declared.some(({ members }) => members.some(named));
  }

  actor(stepper: Stepper, values: readonly Value[]): number {
    if (stepper.kind === "lose" || !this.concerns(stepper)) return NOBODY;
    const key = List(values);
    const place = `${stepper.kind} ${this.#stepperOf(stepper)[0]}`;
    const byHash = this.#known.get(place) ?? new Map<number, { key: List<Value>; actor: number }[]>();
    this.#known.set(place, byHash);
    const alike = byHash.get(key.hashCode()) ?? [];
    const known = alike.find((each) => each.key.equals(key));
    if (known !== undefined) return known.actor;
    const actor = this.#groupsOf.push(this.#groupsFor(stepper, values)) - 1;
    byHash.set(key.hashCode(), [...alike, { key, actor }]);
    return actor;
  }

  #stepperOf(stepper: Exclude<Stepper, { kind: "lose" }>) {
    const { actions, processes } = this.#program.model;
    if (stepper.kind === "action") return [stepper.action, present(actions[stepper.action])] as const;
    return [stepper.process, present(processes[stepper.process])] as const;
  }

  #groupsFor(stepper: Exclude<Stepper, { kind: "lose" }>, values: readonly Value[]): readonly number[] {
    const [index, { fairness, name }] = this.#stepperOf(stepper);
    const named = this.#declared.filter(({ members }) =>
      members.some(
        ({ kind, index: other, wanted }) => kind === stepper.kind && other === index && fits(values, wanted),
      ),
    );
    const own = fairness === "none" ? [] : [this.groups.push({ strength: fairness, name: told(name, values) }) - 1];
    return [...own, ...named.map(({ group }) => group)];
  }

  #declare({ strength, binders, group, span }: FairnessGroup): DeclaredGroup[] {
    const frame = new Frame(this.#program, [], newEnvironment(this.#program));
    const declared: DeclaredGroup[] = [];
    choose(binders, frame, () => {
      const members = group.map((step) => memberOf(step, frame));
      const name = members.map((member) => told(this.#nameOf(member), member.wanted)).join(" or ");
      declared.push({ group: this.groups.push({ strength, name, declared: span }) - 1, members });
      return true;
    });
    return declared;
  }

  #nameOf({ kind, index }: Member): string {
    const { actions, processes } = this.#program.model;
    return present(kind === "action" ? actions[index] : processes[index]).name;
  }
}

function memberOf({ kind, index, arguments: values }: StepReference, frame: Frame): Member {
  return { kind, index, wanted: values.map((value) => (value === undefined ? undefined : evaluate(value, frame))) };
}

function fits(values: readonly Value[], wanted: Wanted): boolean {
  return wanted.every((want, at) => want === undefined || same(want, present(values[at])));
}

function told(name: string, values: Wanted): string {
  if (values.length === 0) return name;
  return `${name}(${values.map((value) => (value === undefined ? "_" : datumText(toDatum(value)))).join(", ")})`;
}
