/* Dijkstra's mutual exclusion (CACM 8(9), 1965) for SPIN, step by step the same as ../../specs/conformance/dij.steps: each
   transition below is one step there. What a process has read stays in its note: 16 + a set of processes that are still to be
   looked at, or the number of the owner + 1, or 0. N is given on the command line: spin -DN=3 -a dij.pml */

#define ALL ((1 << N) - 1)
#define BIT(p) (1 << (p))
#define SET 16

byte b = ALL;
byte c = ALL;
byte k;
byte pc[N];
byte note[N];

#define Li0 0
#define Li1 1
#define Li2 2
#define Li3a 3
#define Li3b 4
#define Li3c 5
#define Li3d 6
#define Li4a 7
#define Li4b 8
#define cs 9
#define Li5 10
#define Li6 11
#define ncs 12

#if N == 2
#define ALONE(p) (!(pc[0] == cs && p != 0) && !(pc[1] == cs && p != 1))
#elif N == 3
#define ALONE(p) (!(pc[0] == cs && p != 0) && !(pc[1] == cs && p != 1) && !(pc[2] == cs && p != 2))
#else
#define ALONE(p) (!(pc[0] == cs && p != 0) && !(pc[1] == cs && p != 1) && !(pc[2] == cs && p != 2) && !(pc[3] == cs && p != 3))
#endif

inline look(p, j) {
  d_step { pc[p] == Li4b && (note[p] & BIT(j)) -> note[p] = note[p] & ~BIT(j); pc[p] = (c & BIT(j) -> Li4b : Li1) }
}

inline step(p) {
  if
  :: d_step { pc[p] == Li0  -> b = b & ~BIT(p);                          pc[p] = Li1 }
  :: d_step { pc[p] == Li1  ->                                           pc[p] = (k == p -> Li4a : Li2) }
  :: d_step { pc[p] == Li2  -> c = c | BIT(p);                           pc[p] = Li3a }
  :: d_step { pc[p] == Li3a -> note[p] = k + 1;                          pc[p] = Li3b }
  :: d_step { pc[p] == Li3b ->                                           pc[p] = (b & BIT(note[p] - 1) -> Li3c : Li3d) }
  :: d_step { pc[p] == Li3c -> k = p;                                    pc[p] = Li3d }
  :: d_step { pc[p] == Li3d ->                                           pc[p] = Li1 }
  :: d_step { pc[p] == Li4a -> c = c & ~BIT(p); note[p] = SET | (ALL & ~BIT(p)); pc[p] = Li4b }
  :: look(p, 0)
  :: look(p, 1)
#if N > 2
  :: look(p, 2)
#endif
#if N > 3
  :: look(p, 3)
#endif
  :: d_step { pc[p] == Li4b && note[p] == SET ->                         pc[p] = cs }
  :: d_step { pc[p] == cs   -> assert(ALONE(p));                         pc[p] = Li5 }
  :: d_step { pc[p] == Li5  -> c = c | BIT(p);                           pc[p] = Li6 }
  :: d_step { pc[p] == Li6  -> b = b | BIT(p);                           pc[p] = ncs }
  :: d_step { pc[p] == ncs  ->                                           pc[p] = Li0 }
  fi
}

active proctype Everybody() {
  if
  :: k = 0
  :: k = 1
#if N > 2
  :: k = 2
#endif
#if N > 3
  :: k = 3
#endif
  fi;
  do
  :: step(0)
  :: step(1)
#if N > 2
  :: step(2)
#endif
#if N > 3
  :: step(3)
#endif
  od
}
