-- Dijkstra's mutual exclusion (CACM 8(9), 1965) for Rumur, step by step the same as ../../specs/conformance/dij.steps: each
-- rule below is one step there. What a process has read stays in its note: nothing, an owner, or a set of processes that are
-- still to be looked at. The line of N is replaced by the benchmark.
const N: 3;

type
  Proc: 1..N;
  Place: enum { Li0, Li1, Li2, Li3a, Li3b, Li3c, Li3d, Li4a, Li4b, cs, Li5, Li6, ncs };
  Note: record
    owner: 0..N;
    isset: boolean;
    ones: array [Proc] of boolean;
  end;

var
  b: array [Proc] of boolean;
  c: array [Proc] of boolean;
  k: Proc;
  pc: array [Proc] of Place;
  note: array [Proc] of Note;

procedure Forget(p: Proc);
begin
  note[p].owner := 0;
  note[p].isset := false;
  for j: Proc do note[p].ones[j] := false; end;
end;

ruleset first: Proc do
  startstate "begin"
  begin
    for p: Proc do
      b[p] := true;
      c[p] := true;
      pc[p] := Li0;
      Forget(p);
    end;
    k := first;
  end;
end;

ruleset p: Proc do
  rule "Li0" pc[p] = Li0 ==> begin b[p] := false; pc[p] := Li1; end;
  rule "Li1, another's turn" pc[p] = Li1 & k != p ==> begin pc[p] := Li2; end;
  rule "Li1, my turn" pc[p] = Li1 & k = p ==> begin pc[p] := Li4a; end;
  rule "Li2" pc[p] = Li2 ==> begin c[p] := true; pc[p] := Li3a; end;
  rule "Li3a" pc[p] = Li3a ==> begin Forget(p); note[p].owner := k; pc[p] := Li3b; end;
  rule "Li3b" pc[p] = Li3b ==> begin if b[note[p].owner] then pc[p] := Li3c; else pc[p] := Li3d; end; end;
  rule "Li3c" pc[p] = Li3c ==> begin k := p; pc[p] := Li3d; end;
  rule "Li3d" pc[p] = Li3d ==> begin pc[p] := Li1; end;
  rule "Li4a" pc[p] = Li4a ==>
  begin
    c[p] := false;
    Forget(p);
    note[p].isset := true;
    for j: Proc do note[p].ones[j] := j != p; end;
    pc[p] := Li4b;
  end;
  rule "Li4b, all looked at" pc[p] = Li4b & (forall j: Proc do !note[p].ones[j] end) ==> begin pc[p] := cs; end;
  rule "cs" pc[p] = cs ==> begin pc[p] := Li5; end;
  rule "Li5" pc[p] = Li5 ==> begin c[p] := true; pc[p] := Li6; end;
  rule "Li6" pc[p] = Li6 ==> begin b[p] := true; pc[p] := ncs; end;
  rule "ncs" pc[p] = ncs ==> begin pc[p] := Li0; end;

  ruleset j: Proc do
    rule "Li4b" pc[p] = Li4b & note[p].ones[j] ==>
    begin
      note[p].ones[j] := false;
      if !c[j] then pc[p] := Li1; end;
    end;
  end;
end;

invariant "Mutex"
  forall p: Proc do forall q: Proc do p = q | pc[p] != cs | pc[q] != cs end end;
