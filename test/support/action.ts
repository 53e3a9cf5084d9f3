/** Types that cases about constructs speak of. */
export const TYPES = `
type P = 1..3
type Color = red | green | blue
type Msg = Ask(at: 0..5, who: P) | Ok | Tell(c: Color)
type Rec = {n: 0..4, c: Color}
type Pair = (P, Color)
type Wide = {a: int, b: int, c: 0..1000}
`;

/** A spec of one action on some variables. */
export const action = (vars: string, body: string, claims = "invariant I: true"): string =>
  `spec T\n${TYPES}\n${vars}\naction A { ${body} }\n${claims}`;
