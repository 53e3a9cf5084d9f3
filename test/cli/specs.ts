import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "../support/files.js";

/* Small specs that the tests of the commands run. */

/** Holds; two models. */
export const light = `spec Light

const Lamps = 1
type Lamp = 1..Lamps

var on: Lamp -> bool = [l in Lamp: false]

action Switch(l in Lamp) { on[l] := not on[l] }

invariant Known: forall l in Lamp: on[l] in bool
reachable Lit: exists l in Lamp: on[l]

model one with Lamps = 1 { holds Known, Lit states 2 }
model two with Lamps = 2 { holds Known, Lit states 4 }
`;

/** Its second step loses an update; the model says so. */
export const race = `spec Race

type Proc = 1..2
var count: 0..2 = 0

process P(i in Proc) {
  var seen: 0..2 = 0
  read:  seen := count
  write says "{i} writes {seen + 1}": count := seen + 1
}

/// When both are done, both counted.
invariant Both: (forall i in Proc: P(i) at done) => count == 2

model small { fails Both in 4 steps }
`;

/** A general writes to the other over a road that loses letters. */
export const letters = `spec Letters

type General = Michael | John
type Letter = Plan(round: 1..2)

channel road: General of Letter, lossy
var read: General -> 0..2 = [g in General: 0]

action Write(g in General) { when read[g] == 0  when road[John] == []  when g == Michael  send Plan(1) to road[John]  read[g] := 1 }
action Read(g in General) says "{g} reads letter {r}" { receive Plan(r) from road[g]  read[g] := r }

done when true
invariant Never: read[John] == 0
`;

/** Leaves its range after three steps. */
export const climb = `spec Climb

var height: 0..3 = 0
action Up { height := height + 1 }
invariant Low: height <= 3
`;

/** A hundred million states. */
export const long = `spec Long

type Slot = 1..8
var v: Slot -> 0..9 = [s in Slot: 0]
action Up(s in Slot) { when v[s] < 9  v[s] := v[s] + 1 }
done when true
invariant Low: forall s in Slot: v[s] <= 9
`;

/** A constraint cuts it off, and one action is never taken. */
export const bounded = `spec Bounded

var n: int = 0
action Up { n := n + 1 }
action Down { when n < 0  n := n + 1 }
constraint Few: n < 5
invariant Positive: n >= 0
model few { holds Positive within Few }
`;

/** A folder with these files, gone after the test. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}
