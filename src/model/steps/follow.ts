import type * as ast from "../../syntax/ast.js";

/** What a traveller through the steps of a process notes down; `S` is what it knows on its way. */
export interface Traveller<S> {
  /** At the start of the step from a label. */
  readonly start: (label: string) => S;
  /** After a statement whose expressions `parts` are evaluated; blocks inside it are travelled by themselves. */
  readonly pass: (state: S, statement: ast.Statement, parts: readonly ast.Expr[]) => S;
  /** At the end of the step, when it reaches `label`. */
  readonly arrive: (state: S, label: string) => void;
  /** Two states with the same key are one. */
  readonly key: (state: S) => string;
}

type States<S> = ReadonlyMap<string, S>;

/**
 * Follows control through the body of a process, every way through every step; a condition may always be true and always
 * be false. Of more than a hundred different states at one place the rest is left out.
 */
export function followSteps<S>(process: ast.ProcessDeclaration, traveller: Traveller<S>): void {
  const follower = new Follower(traveller);
  follower.arrive(follower.block(process.body, new Map()), "done");
}

const MOST_STATES = 100;

class Follower<S> {
  constructor(readonly traveller: Traveller<S>) {}

  arrive(from: States<S>, label: string): void {
    for (const state of from.values()) this.traveller.arrive(state, label);
  }

  /** `from`: the states at the start of the block; the result: at its end. */
  block(block: ast.Block, from: States<S>): States<S> {
    let here = from;
    block.statements.forEach((statement, index) => {
      here = this.statement(statement, here, block.statements[index - 1]);
    });
    return here;
  }

  statement(s: ast.Statement, from: States<S>, before: ast.Statement | undefined): States<S> {
    switch (s.kind) {
      case "label":
        this.arrive(from, s.name.text);
        return this.collect([this.traveller.start(s.name.text)]);
      case "goto":
        this.arrive(this.pass(from, s, []), s.label.text);
        return new Map();
      case "if": {
        let here = from;
        const ends = s.branches.map((branch) => {
          here = this.pass(here, s, [branch.condition]);
          return this.block(branch.body, here);
        });
        return this.union([...ends, s.else === undefined ? here : this.block(s.else, here)]);
      }
      case "either": {
        const here = this.pass(from, s, []);
        return this.union(s.branches.map((branch) => this.block(branch, here)));
      }
      case "match": {
        const here = this.pass(from, s, [s.subject]);
        return this.union(s.arms.map((arm) => this.block(arm.body, here)));
      }
      case "pick":
      case "for": {
        const sets = s.binders.map((binder) => binder.set);
        const here = this.pass(from, s, sets);
        const end = this.block(s.body, here);
        return s.kind === "pick" ? end : this.union([here, end]);
      }
      case "while":
        return this.loop(s, from, before);
      case "assign":
        return this.pass(from, s, [s.target, s.value]);
      case "when":
      case "assert":
        return this.pass(from, s, [s.condition]);
      case "let":
        return this.pass(from, s, [s.value]);
      case "send":
        return this.pass(from, s, [s.message, s.channel]);
      case "receive":
        return this.pass(from, s, [s.channel]);
      case "skip":
        return this.pass(from, s, []);
    }
  }

  loop(s: Extract<ast.Statement, { kind: "while" }>, from: States<S>, before: ast.Statement | undefined): States<S> {
    const tested = this.pass(from, s, [s.condition]);
    const round = this.block(s.body, tested);
    if (before?.kind === "label") {
      this.arrive(round, before.name.text);
      return tested;
    }
    const again = this.union([tested, this.pass(round, s, [s.condition])]);
    return this.union([again, this.pass(this.block(s.body, again), s, [s.condition])]);
  }

  pass(from: States<S>, s: ast.Statement, parts: readonly ast.Expr[]): States<S> {
    return this.collect([...from.values()].map((state) => this.traveller.pass(state, s, parts)));
  }

  union(all: readonly States<S>[]): States<S> {
    return this.collect(all.flatMap((states) => [...states.values()]));
  }

  collect(states: readonly S[]): States<S> {
    const found = new Map<string, S>();
    for (const state of states) if (found.size < MOST_STATES) found.set(this.traveller.key(state), state);
    return found;
  }
}
