import fc from "fast-check";

/*
 * Small specs at random, as text: typed, so that most of them compile, and of flat types (see src/engine/generate/layout.ts),
 * so that all engines take them. Which constructs they used is counted from what the compiler made of them. Errors of
 * evaluation are welcome: leaving a range, `head` of nothing, the value of `none`.
 */

type Text = fc.Arbitrary<string>;
type Kind = "bool" | "int" | "Color" | "Msg" | "Point" | "Two" | "Maybe" | "Colors" | "Table" | "Partial" | "Row";

const HEAD = `spec Random
type Color = red | green | blue
type Msg = Ping | Num(n: 0..2) | Of(c: Color, b: bool)
type Point = {on: bool, at: 0..2}
type Two = (Color, 0..2)
type Maybe = Color?
def maybe(m: Maybe): Maybe = m
`;

/** How a variable of each kind is declared. */
const written: Readonly<Record<Kind, string>> = {
  bool: "bool",
  int: "0..2",
  Color: "Color",
  Msg: "Msg",
  Point: "Point",
  Two: "Two",
  Maybe: "Maybe",
  Colors: "set of Color",
  Table: "Color -> 0..2",
  Partial: "Color -> bool?",
  Row: "seq of Color max 2",
};
const first: Readonly<Record<Kind, readonly string[]>> = {
  bool: ["false", "any"],
  int: ["0", "any"],
  Color: ["red", "any"],
  Msg: ["Ping", "Num(1)"],
  Point: ["{on: true, at: 0}"],
  Two: ["(green, 1)"],
  Maybe: ["none", "any"],
  Colors: ["{}", "{red, blue}", "any"],
  Table: ["[c in Color: 0]"],
  Partial: ["[c in {red}: true]"],
  Row: ["[]", "[green]"],
};

interface Name {
  readonly name: string;
  readonly kind: Kind;
}
/** Names that may be used, and how many have been made on the way here (no name may hide another). */
interface Scope {
  readonly names: readonly Name[];
  readonly made: number;
}

const fill = (template: string, ...holes: readonly Text[]): Text =>
  fc.tuple(...holes).map((texts) => template.replace(/\$(\d)/g, (_, at: string) => texts[Number(at)] ?? ""));
const binding = (scope: Scope, kind: Kind, use: (name: string, inner: Scope) => Text): Text => {
  const name = `x${scope.made}`;
  return use(name, { names: [...scope.names, { name, kind }], made: scope.made + 1 });
};

/** Made only when it is drawn: else every text would be made of all that it might hold. */
const later = (make: () => Text): Text => fc.constant(undefined).chain(make);

const expression = (kind: Kind, depth: number, scope: Scope): Text => later(() => expressionNow(kind, depth, scope));

function expressionNow(kind: Kind, depth: number, scope: Scope): Text {
  const known = scope.names.filter((each) => each.kind === kind).map(({ name }) => name);
  const leaves = fc.constantFrom(...known, ...known, ...literals[kind]);
  if (depth === 0) return leaves;
  const of = (inner: Kind): Text => expression(inner, depth - 1, scope);
  const choice = fill("(if $0 then $1 else $2)", of("bool"), of(kind), of(kind));
  return fc.oneof({ weight: 2, arbitrary: leaves }, choice, ...composed(kind, depth - 1, scope, of));
}

const literals: Readonly<Record<Kind, readonly string[]>> = {
  bool: ["true", "false"],
  int: ["0", "1", "2", "3"],
  Color: ["red", "green", "blue"],
  Msg: ["Ping", "Num(2)"],
  Point: ["{on: false, at: 2}"],
  Two: ["(blue, 0)"],
  Maybe: ["none", "green"],
  Colors: ["{red}", "{red, green}"],
  Table: ["[c in Color: 1]"],
  Partial: ["[c in {green}: false]"],
  Row: ["[blue]", "[red, green]"],
};

function composed(kind: Kind, depth: number, scope: Scope, of: (kind: Kind) => Text): readonly Text[] {
  const under = (binder: Kind, template: string, inner: Kind, ...more: readonly Text[]): Text =>
    binding(scope, binder, (name, deeper) =>
      fill(template.replaceAll("$x", name), expression(inner, depth, deeper), ...more),
    );
  const comparable: Text = fc
    .constantFrom<Kind>("bool", "int", "Color", "Msg", "Point", "Two", "Maybe", "Colors", "Table", "Row")
    .chain((each) => fill(each === "Maybe" ? "(maybe($0) == $1)" : "($0 == $1)", of(each), of(each)));
  switch (kind) {
    case "bool":
      return [
        comparable,
        fill("(not $0)", of("bool")),
        fill("($0 and $1)", of("bool"), of("bool")),
        fill("($0 or $1)", of("bool"), of("bool")),
        fill("($0 => $1)", of("bool"), of("bool")),
        fill("($0 <=> $1)", of("bool"), of("bool")),
        fill("($0 != $1)", of("Color"), of("Color")),
        fill("($0 < $1)", of("int"), of("int")),
        fill("($0 >= $1)", of("int"), of("int")),
        fill("($0 in $1)", of("Color"), of("Colors")),
        fill("($0 not in $1)", of("Color"), of("Colors")),
        fill("($0 subset of $1)", of("Colors"), of("Colors")),
        under("Color", "(forall $x in $1: $0)", "bool", of("Colors")),
        under("Color", "(exists $x in Color: $0)", "bool"),
        under("int", "(exists $x in 0..2: $0)", "bool"),
        fill("$0.on", of("Point")),
        fill("(match $0 { Ping: $1, Num(_): $2, Of(_, _): true })", of("Msg"), of("bool"), of("bool")),
        fill("(match maybe($0) { none: $1, _: $2 })", of("Maybe"), of("bool"), of("bool")),
        fill("($0[$1] == none)", of("Partial"), of("Color")),
      ];
    case "int":
      return [
        fill("($0 + $1)", of("int"), of("int")),
        fill("($0 - $1)", of("int"), of("int")),
        fill("($0 * $1)", of("int"), of("int")),
        fill("($0 mod 3)", of("int")),
        fill("($0 div $1)", of("int"), of("int")),
        fill("min($0, $1)", of("int"), of("int")),
        fill("max($0, $1)", of("int"), of("int")),
        fill("size($0)", of("Colors")),
        fill("len($0)", of("Row")),
        fill("$0[$1]", of("Table"), of("Color")),
        fill("$0.at", of("Point")),
        under("int", "(let ($y, $x) = $1: $0)".replace("$y", "_"), "int", of("Two")),
        fill("sum({$0, $1})", of("int"), of("int")),
        fill("min({$0, $1})", of("int"), of("int")),
        fill("(match $0 { Num(k): k, _: $1 })", of("Msg"), of("int")),
        fill("(fold all = 0 for each in $0: all + 1)", of("Colors")),
      ];
    case "Color":
      return [
        fill("head($0)", of("Row")),
        fill("last($0)", of("Row")),
        fill("$0[$1]", of("Row"), of("int")),
        under("Color", "(the $x in $1: $0)", "bool", of("Colors")),
        fill("(match $0 { Of(k, _): k, _: $1 })", of("Msg"), of("Color")),
        fill("(let kept: Color = $0: kept)".replace(": Color", ""), of("Color")),
      ];
    case "Msg":
      return [fill("Num($0)", of("int")), fill("Of($0, $1)", of("Color"), of("bool"))];
    case "Point":
      return [fill("{on: $0, at: $1}", of("bool"), of("int")), fill("($0 with {at: $1})", of("Point"), of("int"))];
    case "Two":
      return [fill("($0, $1)", of("Color"), of("int"))];
    case "Maybe":
      return [of("Color")];
    case "Colors":
      return [
        fill("{$0, $1}", of("Color"), of("Color")),
        fill("($0 union $1)", of("Colors"), of("Colors")),
        fill("($0 intersect $1)", of("Colors"), of("Colors")),
        fill("($0 \\ $1)", of("Colors"), of("Colors")),
        under("Color", "{$x in $1: $0}", "bool", of("Colors")),
        under("Color", "{$0 for $x in $1}", "Color", of("Colors")),
        fill("domain($0)", of("Partial")),
        fill("range($0)", of("Row")),
      ];
    case "Table":
      return [
        under("Color", "[$x in Color: $0]", "int"),
        fill("($0 with {[$1]: $2})", of("Table"), of("Color"), of("int")),
      ];
    case "Partial":
      return [
        under("Color", "[$x in $1: $0]", "bool", of("Colors")),
        fill("($0 with {[$1]: none})", of("Partial"), of("Color")),
      ];
    case "Row":
      return [
        fill("append($0, $1)", of("Row"), of("Color")),
        fill("tail($0)", of("Row")),
        fill("($0 ++ $1)", of("Row"), of("Row")),
      ];
  }
}

/** What can be assigned, received and sent. */
interface Shape {
  readonly variables: readonly Name[];
  readonly channel: string | undefined;
}

function block(shape: Shape, depth: number, scope: Scope): Text {
  return fc
    .array(statement(shape, depth, scope), { minLength: 1, maxLength: 3 })
    .map((statements) => statements.join("\n"));
}

const statement = (shape: Shape, depth: number, scope: Scope): Text => later(() => statementNow(shape, depth, scope));

function statementNow(shape: Shape, depth: number, scope: Scope): Text {
  const of = (kind: Kind): Text => expression(kind, 2, scope);
  const assignment = fc
    .constantFrom(...shape.variables)
    .chain(({ name, kind }) => fc.oneof(fill(`${name} := $0`, of(kind)), ...partial(name, kind, of)));
  const simple = [
    { weight: 6, arbitrary: assignment },
    { weight: 2, arbitrary: fill("when $0", of("bool")) },
    { weight: 1, arbitrary: fc.constant("skip") },
    { weight: 1, arbitrary: fill("assert $0 or true", of("bool")) },
    ...messages(shape, of).map((arbitrary) => ({ weight: 2, arbitrary })),
  ];
  if (depth === 0) return fc.oneof(...simple);
  const inner = (kind: Kind | undefined, use: (name: string, body: Text) => Text): Text =>
    kind === undefined
      ? use("", block(shape, depth - 1, scope))
      : binding(scope, kind, (name, deeper) => use(name, block(shape, depth - 1, deeper)));
  const nested = [
    inner(undefined, (_, body) => fill("if $0 {\n$1\n} else {\n$2\n}", of("bool"), body, body)),
    inner(undefined, (_, body) => fill("either {\n$0\n} or {\n$1\n}", body, body)),
    inner("Color", (name, body) => fill(`pick ${name} in $0 {\n$1\n}`, of("Colors"), body)),
    inner("int", (name, body) => fill(`pick ${name} in 0..2 {\n$0\n}`, body)),
    inner("Color", (name, body) => fill(`for ${name} in $0 {\n$1\n}`, of("Colors"), body)),
    inner("Color", (name, body) => fill(`if true {\nlet ${name} = $0\n$1\n}`, of("Color"), body)),
    inner("int", (name, body) =>
      fill(`match $0 {\nNum(${name}): {\n$1\n}, _: {\n$2\n}\n}`, of("Msg"), body, fc.constant("skip")),
    ),
  ];
  return fc.oneof(...simple, ...nested.map((arbitrary) => ({ weight: 1, arbitrary })));
}

function partial(name: string, kind: Kind, of: (kind: Kind) => Text): readonly Text[] {
  if (kind === "Table") return [fill(`${name}[$0] := $1`, of("Color"), of("int"))];
  if (kind === "Partial") return [fill(`${name}[$0] := $1`, of("Color"), of("bool"))];
  if (kind === "Point") return [fill(`${name}.at := $0`, of("int"))];
  if (kind === "Row") return [fill(`${name}[$0] := $1`, of("int"), of("Color"))];
  return [];
}

function messages({ channel }: Shape, of: (kind: Kind) => Text): readonly Text[] {
  if (channel === undefined) return [];
  const key = channel === "net" ? "" : "[$1]";
  return [
    fill(`send $0 to ${channel}${key}`, of("Msg"), of("Color")),
    fc
      .constantFrom("Ping", "Num(_)", "Of(_, true)", "_")
      .chain((pattern) => fill(`receive ${pattern} from ${channel}${key}`, of("Msg"), of("Color"))),
  ];
}

const kinds: readonly Kind[] = [
  "bool",
  "int",
  "Color",
  "Msg",
  "Point",
  "Two",
  "Maybe",
  "Colors",
  "Table",
  "Partial",
  "Row",
];
const channels = ["net", "box"].flatMap((name) =>
  ["", ", fifo"].flatMap((order) =>
    ["", ", lossy", ", duplicating"].map((loss) => ({
      name,
      text: `channel ${name}${name === "net" ? "" : ": Color"} of Msg max 2${order}${loss}\n`,
    })),
  ),
);

/** The text of a spec with two to four variables, maybe a channel, actions, maybe a process, and claims. */
export const randomSpec: Text = fc
  .record({
    kinds: fc.array(fc.constantFrom(...kinds), { minLength: 2, maxLength: 4 }),
    channel: fc.option(fc.constantFrom(...channels), { nil: undefined, freq: 2 }),
    process: fc.boolean(),
  })
  .chain((chosen) => {
    const variables = chosen.kinds.map((kind, at) => ({ name: `v${at}`, kind }));
    const shape = { variables, channel: chosen.channel?.name };
    const scope = { names: variables, made: 0 };
    const inAction = { names: [...variables, { name: "p", kind: "Color" as const }], made: 0 };
    const declarations = variables.map(({ name, kind }) =>
      fc.constantFrom(...first[kind]).map((value) => `var ${name}: ${written[kind]} = ${value}\n`),
    );
    const actions = fc.array(
      fc.oneof(fill("{\n$0\n}\n", block(shape, 2, scope)), fill("(p in Color) {\n$0\n}\n", block(shape, 1, inAction))),
      {
        minLength: 1,
        maxLength: 2,
      },
    );
    const body = (): Text => block(shape, 1, inAction);
    const process = fill(
      "process P(p in Color) {\nvar mine: bool = false\nA: $0\nB: if $1 { C: $2\ngoto A }\nmine := not mine\n}\n",
      body(),
      expression("bool", 1, inAction),
      body(),
    );
    const claims = fill(
      "invariant Kept: $0\ninvariant Held: $1\nreachable Seen: $2\n$3",
      expression("bool", 3, scope),
      expression("bool", 2, scope),
      expression("bool", 2, scope),
      fc.oneof(
        fc.constant(""),
        fill("constraint Near: $0\n", expression("bool", 1, scope)),
        fc.constant("done when true\n"),
      ),
    );
    return fc
      .tuple(fc.tuple(...declarations), actions, chosen.process ? process : fc.constant(""), claims)
      .map(([vars, bodies, processes, rest]) =>
        [
          HEAD,
          ...vars,
          chosen.channel?.text ?? "",
          ...bodies.map((text, at) => `action A${at}${text}`),
          processes,
          rest,
        ].join(""),
      );
  });
