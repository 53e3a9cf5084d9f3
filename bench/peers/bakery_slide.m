-- Lamport's bakery (CACM 17(8), 1974) for Rumur, step by step the same as ../../specs/conformance/bakery_slide.steps. States
-- outside the bound are counted, as Rumur knows no constraint, and not left. The lines of N and MaxTicket are replaced by the
-- benchmark.
const N: 3;
const MaxTicket: 3;

type
  Proc: 1..N;
  Ticket: 0..MaxTicket + 1;
  Place: enum { L1, M, M2, M3, L2, L3, cs, out };

var
  choosing: array [Proc] of boolean;
  number: array [Proc] of Ticket;
  pc: array [Proc] of Place;
  k: array [Proc] of 1..N + 1;
  highest: array [Proc] of Ticket;

startstate "begin"
begin
  for p: Proc do
    choosing[p] := false;
    number[p] := 0;
    pc[p] := L1;
    k[p] := 1;
    highest[p] := 0;
  end;
end;

function inside(): boolean;
begin
  return forall p: Proc do number[p] <= MaxTicket end;
end;

ruleset p: Proc do
  rule "L1" pc[p] = L1 & inside() ==>
  begin
    choosing[p] := true;
    k[p] := 1;
    highest[p] := 0;
    pc[p] := M;
  end;
  rule "M, one more" pc[p] = M & k[p] <= N & inside() ==>
  begin
    if number[k[p]] > highest[p] then highest[p] := number[k[p]]; end;
    k[p] := k[p] + 1;
  end;
  rule "M, no more" pc[p] = M & k[p] > N & inside() ==> begin pc[p] := M2; end;
  rule "M2" pc[p] = M2 & inside() ==> begin number[p] := highest[p] + 1; pc[p] := M3; end;
  rule "M3" pc[p] = M3 & inside() ==> begin choosing[p] := false; k[p] := 1; pc[p] := L2; end;
  rule "L2, one more" pc[p] = L2 & k[p] <= N & inside() & !choosing[k[p]] ==> begin pc[p] := L3; end;
  rule "L2, no more" pc[p] = L2 & k[p] > N & inside() ==> begin pc[p] := cs; end;
  rule "L3" pc[p] = L3 & inside() &
    (number[k[p]] = 0 | number[p] < number[k[p]] | (number[p] = number[k[p]] & p <= k[p]))
  ==>
  begin
    k[p] := k[p] + 1;
    pc[p] := L2;
  end;
  rule "cs" pc[p] = cs & inside() ==> begin pc[p] := out; end;
  rule "out" pc[p] = out & inside() ==> begin number[p] := 0; pc[p] := L1; end;
end;

invariant "Mutex"
  forall p: Proc do forall q: Proc do p = q | pc[p] != cs | pc[q] != cs end end;
