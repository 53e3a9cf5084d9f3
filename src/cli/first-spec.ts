/** The text of a spec to start from. It holds, has no findings, and names every kind of thing that a spec is made of. */
export function firstSpec(name: string): string {
  return `/// Workers share one lock. (Say here what your spec is about, and where the algorithm comes from.)
spec ${name}

// A constant has a default; a model below, or \`--const N=3\`, gives it another value.
const N = 2
type Worker = 1..N

// The state: variables with their types and first values.
var locked: bool = false

// Processes take steps in every possible order. A step leads from a label to the next one that is reached, and
// nothing comes in between: what stands between two labels happens at once.
process W(i in Worker) {
  idle:     when not locked              // the step is possible only where this is true
            locked := true
  critical: skip
  leave:    locked := false
            goto idle
}

// What must be true in every state that any order of steps can reach.
invariant Exclusion: forall i, j in Worker: i != j => not (W(i) at critical and W(j) at critical)

// And what must be possible: a lock that lets nobody in would keep the invariant too.
reachable Enters: exists i in Worker: W(i) at critical

// What to check, with which constants, and what comes out. \`everystep test\` runs all models.
model two with N = 2 { holds Exclusion, Enters }
model four with N = 4 { holds Exclusion, Enters }

// Now break it: put a label \`take:\` before \`locked := true\`, so that looking at the lock and taking it are two
// steps, and check it again. The shortest behaviour that goes wrong is shown step by step.
`;
}
