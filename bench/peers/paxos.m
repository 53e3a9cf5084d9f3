-- Single-decree Paxos for Rumur, step by step the same as ../models/paxos.steps, where a state is two sets of records; here
-- each message that may be in a set is a bit. The line of Ballots is replaced by the benchmark.
const Acceptors: 3;
const Ballots: 2;
const Values: 2;
const Quorum: 2;

type
  Acceptor: 1..Acceptors;
  Ballot: 1..Ballots;
  Last: 0..Ballots;     -- 0: none
  Value: 1..Values;
  Some: 0..Values;      -- 0: none

var
  ballot: array [Acceptor] of Last;
  last: array [Acceptor] of Last;
  value: array [Acceptor] of Some;
  prepares: array [Ballot] of boolean;
  promises: array [Acceptor] of array [Ballot] of array [Last] of array [Some] of boolean;
  asked: array [Ballot] of Some;
  accepted: array [Acceptor] of array [Ballot] of array [Value] of boolean;

startstate "begin"
begin
  for a: Acceptor do
    ballot[a] := 0;
    last[a] := 0;
    value[a] := 0;
    for b: Ballot do
      for l: Last do for v: Some do promises[a][b][l][v] := false; end; end;
      for v: Value do accepted[a][b][v] := false; end;
    end;
  end;
  for b: Ballot do
    prepares[b] := false;
    asked[b] := 0;
  end;
end;

function promised(a: Acceptor; b: Ballot): boolean;
begin
  for l: Last do for v: Some do if promises[a][b][l][v] then return true; end; end; end;
  return false;
end;

-- The highest ballot in which a has accepted something, as it said when it promised b.
function highest(a: Acceptor; b: Ballot): Last;
begin
  for l: Last do for v: Some do if promises[a][b][l][v] then return l; end; end; end;
  return 0;
end;

function said(a: Acceptor; b: Ballot): Some;
begin
  for l: Last do for v: Some do if promises[a][b][l][v] then return v; end; end; end;
  return 0;
end;

-- Two acceptors are a quorum of three. An acceptor promises each ballot once.
function free(a: Acceptor; c: Acceptor; b: Ballot; v: Value): boolean;
begin
  if a = c | !promised(a, b) | !promised(c, b) then return false; end;
  if highest(a, b) = 0 & highest(c, b) = 0 then return true; end;
  if highest(a, b) >= highest(c, b) & said(a, b) = v then return true; end;
  return highest(c, b) >= highest(a, b) & said(c, b) = v;
end;

function chosen(b: Ballot; v: Value): boolean;
var n: 0..Acceptors;
begin
  n := 0;
  for a: Acceptor do if accepted[a][b][v] then n := n + 1; end; end;
  return n >= Quorum;
end;

ruleset b: Ballot do
  rule "Prepare" !prepares[b] ==> begin prepares[b] := true; end;

  ruleset a: Acceptor do
    rule "Promise" prepares[b] & b > ballot[a] ==>
    begin
      promises[a][b][last[a]][value[a]] := true;
      ballot[a] := b;
    end;

    rule "Accept" asked[b] != 0 & b >= ballot[a] & b != last[a] ==>
    begin
      accepted[a][b][asked[b]] := true;
      ballot[a] := b;
      last[a] := b;
      value[a] := asked[b];
    end;
  end;

  ruleset v: Value do
    rule "Ask"
      asked[b] = 0 & (exists a: Acceptor do exists c: Acceptor do free(a, c, b, v) end end)
    ==>
    begin asked[b] := v; end;
  end;
end;

invariant "Agreement"
  forall b: Ballot do forall c: Ballot do forall v: Value do forall w: Value do
    chosen(b, v) & chosen(c, w) -> v = w
  end end end end;
