import { Command, Option } from "commander";
import type { Shape } from "../report/trace.js";
import type { Room } from "./checked.js";
import {
  constantsOf,
  type EngineName,
  engines,
  type Format,
  formats,
  memory,
  positive,
  repeated,
  seconds,
  seed,
  workers,
} from "./options.js";
import type { ExitStatus } from "./status.js";
import { version } from "./version.js";

/*
 * The commands and their options. What a command does is imported when it is called, so that help is there at once.
 */

const statuses = `
Exit status: 0 everything holds, also within a declared constraint; 1 a claim fails; 2 the spec or the call
is wrong; 3 incomplete: a limit, Ctrl-C, a claim not checked yet; 4 an internal error.`;

/** The program; `done` gets the exit status of the command that ran. */
export function program(done: (exit: ExitStatus) => void): Command {
  const everystep = new Command("everystep")
    .description("Checks a spec of an algorithm: visits every state that any interleaving can reach.")
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "tell about a command")
    .helpCommand("help [command]", "tell about a command")
    .configureHelp({ helpWidth: 110 })
    .showHelpAfterError("(everystep --help tells all commands, everystep COMMAND --help their options)")
    .configureOutput({ outputError: (text, write) => write(withCheck(text)) })
    .exitOverride();
  const commands = [
    check(done),
    test(done),
    induct(done),
    simulate(done),
    layout(done),
    fmt(done),
    explain(done),
    trace(done),
    fresh(done),
  ];
  for (const command of commands) everystep.addCommand(command.copyInheritedSettings(everystep));
  return everystep.addHelpText(
    "after",
    examples("everystep new First", "everystep check First.steps", "everystep test specs") + statuses,
  );
}

/** What commander says of `everystep bakery.steps`, with what was most likely meant. */
function withCheck(text: string): string {
  const file = /^error: unknown command '(.+\.steps)'/.exec(text)?.[1];
  return file === undefined ? text : `${text.trimEnd()}\n(Did you mean everystep check ${file}?)\n`;
}

type Done = (exit: ExitStatus) => void;

function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}\n`).join("")}`;
}

/** Options of every command that reads a spec. */
function specOptions(command: Command): Command {
  return command
    .option("-m, --model <name>", "the model to use (default: the first)")
    .option("-c, --const <name=value>", "give a constant another value; may be repeated", repeated)
    .option("--root <folder>", "the folder that `refines` may read from (default: that of FILE)");
}

/** How behaviours are shown. */
function shapeOptions(command: Command): Command {
  return command
    .option("--full", "show whole states in behaviours")
    .option("--lanes", "draw a lane for each who takes part, and arrows for messages (default: where messages pass)")
    .option("--no-lanes", "draw none");
}

/** Of `shapeOptions`. */
interface ShapeFlags {
  readonly full?: true;
  readonly lanes?: boolean;
}

const shapeOf = ({ full, lanes }: ShapeFlags): Shape => ({ full: full ?? false, lanes });

const formatOption = (): Option =>
  new Option("-f, --format <format>", "how to show it").choices(formats).default("text");

const engineOption = (): Option =>
  new Option(
    "--engine <engine>",
    "what evaluates the spec (default: generated, reference where it does not take the spec)",
  ).choices(engines);

/** Options of the commands that search. */
function roomOptions(command: Command): Command {
  return command
    .option("--workers <n>", "how many threads work on it (default: as many as the machine has cores)", workers)
    .option("--memory <size>", "the memory that the process may take: 300m, 12g (default: 3/4 of what is free)", memory)
    .option("--spill <folder>", "where to keep what memory does not hold (default: the folder for temporary files)")
    .option("--no-spill", "keep nothing on disk: the search ends when memory is full");
}

/** Of `roomOptions`. */
interface RoomFlags {
  readonly workers?: number;
  readonly memory?: number;
  readonly spill?: string | false;
}

const roomOf = ({ workers, memory, spill }: RoomFlags): Room => ({ workers, memory, spill });

/** Of `specOptions`. */
interface SpecFlags {
  readonly model?: string;
  readonly const?: readonly string[];
  readonly root?: string;
}

interface CheckFlags extends SpecFlags, RoomFlags, ShapeFlags {
  readonly claim?: readonly string[];
  readonly continue?: true;
  readonly maxStates?: number;
  readonly maxDepth?: number;
  readonly time?: number;
  readonly strict?: true;
  readonly symmetry: boolean;
  readonly why?: true;
  readonly format: Format;
  readonly out?: string;
  readonly progress?: true;
  readonly profile?: true;
  readonly warn?: readonly string[];
  readonly checkpoint?: string;
  readonly every?: number;
  readonly resume?: string;
  readonly engine?: EngineName;
}

function check(done: Done): Command {
  const command = new Command("check")
    .description(
      "Visit every reachable state and tell whether the claims hold, or the shortest way to where one fails.",
    )
    .argument("[file]", "the spec, a file that ends in .steps; with --resume it need not be named");
  return shapeOptions(roomOptions(specOptions(command)))
    .option("--claim <name>", "check this claim only; may be repeated", repeated)
    .option("--continue", "go on after the first violation: a verdict for every claim, and exact counts")
    .option("--max-states <n>", "stop after so many states", positive)
    .option("--max-depth <n>", "leave states at this depth (counted in states) unexplored", positive)
    .option("--time <duration>", "stop after this time: 30s, 5m, 1h", seconds)
    .option("--strict", "findings count as failures, a pass within constraints as incomplete")
    .option("--no-symmetry", "visit every state, also those that differ by a permutation of symmetric values alone")
    .option("--why", "tell from where on a failure could no longer be avoided, and what else was possible")
    .addOption(formatOption())
    .option("-o, --out <file>", "save the run; `everystep trace` shows it again")
    .option(
      "--checkpoint <file>",
      "save the search now and then, to go on with --resume if it does not come to its end",
    )
    .option("--every <duration>", "how often to save it: 60s, 10m (default: 60s)", seconds)
    .option("--resume <file>", "go on from a checkpoint, and save it there again")
    .option("--progress", "tell how far the search is, also when not on a terminal")
    .option("--profile", "tell where the time went, and what each step cost")
    .addOption(
      new Option("--warn <what>", "warn of steps that touch several shared variables")
        .choices(["atomicity"])
        .argParser(repeated),
    )
    .addOption(engineOption())
    .addHelpText(
      "after",
      examples(
        "everystep check specs/dijkstra.steps",
        "everystep check specs/dijkstra.steps --model three --continue",
        "everystep check specs/bakery.steps --const N=2 --claim MutualExclusion",
        "everystep check specs/bakery.steps --time 30s --out bakery.run",
        "everystep check specs/bakery.steps --checkpoint bakery.saved",
        "everystep check --resume bakery.saved",
        "everystep check specs/broken/dijkstra_no_question.steps --why",
        "everystep check specs/broken/bakery_no_choosing.steps --format mermaid",
      ) + statuses,
    )
    .action(async (file: string | undefined, flags: CheckFlags) => {
      if (file === undefined && flags.resume === undefined) command.error("error: missing required argument 'file'");
      const { runCheck } = await import("./check.js");
      done(
        await runCheck(file, {
          model: flags.model,
          constants: constantsOf(flags.const ?? []),
          root: flags.root,
          warn: flags.warn,
          claims: flags.claim,
          continue: flags.continue ?? false,
          maxStates: flags.maxStates,
          maxDepth: flags.maxDepth,
          seconds: flags.time,
          strict: flags.strict ?? false,
          symmetry: flags.symmetry,
          why: flags.why ?? false,
          format: flags.format,
          out: flags.out,
          progress: flags.progress ?? false,
          profile: flags.profile ?? false,
          engine: flags.engine,
          checkpoint: flags.checkpoint,
          every: flags.every,
          resume: flags.resume,
          ...roomOf(flags),
          ...shapeOf(flags),
        }),
      );
    });
}

interface TestFlags extends RoomFlags {
  readonly junit?: string;
  readonly root?: string;
  readonly symmetry: boolean;
  readonly engine?: EngineName;
}

function test(done: Done): Command {
  const command = new Command("test")
    .description("Run every model of every spec and compare with what the models expect.")
    .argument("[paths...]", "spec files, and folders with spec files in them", ["specs"]);
  return roomOptions(command)
    .option("--junit <file>", "also write the outcomes as a JUnit file")
    .option("--root <folder>", "the folder that `refines` may read from (default: that of each spec)")
    .option("--no-symmetry", "visit every state of every model; counts up to symmetry are not compared")
    .addOption(engineOption())
    .addHelpText(
      "after",
      examples("everystep test", "everystep test specs/dijkstra.steps", "everystep test specs --junit results.xml") +
        statuses,
    )
    .action(async (paths: readonly string[], flags: TestFlags) => {
      const { runTest } = await import("./test.js");
      const { junit, root, symmetry, engine } = flags;
      done(await runTest(paths, { junit, root, symmetry, engine, ...roomOf(flags) }));
    });
}

interface InductFlags extends SpecFlags, ShapeFlags {
  readonly claim: string;
  readonly samples?: number;
  readonly seed?: number;
  readonly maxStates?: number;
  readonly time?: number;
  readonly format: "text" | "json";
  readonly progress?: true;
}

function induct(done: Done): Command {
  const command = new Command("induct")
    .description(
      "Tell whether an invariant is inductive: true at first, and kept by every step from every type-correct state.",
    )
    .argument("<file>", "the spec, a file that ends in .steps");
  return shapeOptions(specOptions(command))
    .requiredOption("--claim <name>", "the invariant")
    .option("--samples <n>", "draw so many states at random instead of visiting all", positive)
    .option("--seed <n>", "for other samples (default: 1)", seed)
    .option("--max-states <n>", "stop looking for reachable states after so many (default: 1000000)", positive)
    .option("--time <duration>", "stop after this time: 30s, 5m, 1h", seconds)
    .addOption(new Option("-f, --format <format>", "how to show it").choices(["text", "json"]).default("text"))
    .option("--progress", "tell how far it is, also when not on a terminal")
    .addHelpText("after", examples("everystep induct specs/teaching.steps --claim Kept") + statuses)
    .action(async (file: string, flags: InductFlags) => {
      const { runInduct } = await import("./induct.js");
      const { model, root, claim, samples, maxStates, format } = flags;
      const constants = constantsOf(flags.const ?? []);
      const progress = flags.progress ?? false;
      const bounds = { samples, seed: flags.seed, maxStates, seconds: flags.time };
      done(await runInduct(file, { model, constants, root, claim, ...bounds, ...shapeOf(flags), format, progress }));
    });
}

interface SimulateFlags extends SpecFlags, ShapeFlags {
  readonly seed?: number;
  readonly runs: number;
  readonly steps: number;
  readonly engine?: EngineName;
}

function simulate(done: Done): Command {
  const command = new Command("simulate")
    .description("Take random steps from the initial states on. Quick to find a fault, no proof that there is none.")
    .argument("<file>", "the spec, a file that ends in .steps");
  return shapeOptions(specOptions(command))
    .option("--seed <n>", "the same behaviours again (default: other ones each time)", seed)
    .option("--runs <n>", "how many behaviours", positive, 100)
    .option("--steps <n>", "how many steps each at most", positive, 100)
    .addOption(engineOption())
    .addHelpText(
      "after",
      examples(
        "everystep simulate specs/bakery.steps",
        "everystep simulate specs/bakery.steps --seed 7 --runs 1 --steps 30",
      ) + statuses,
    )
    .action(async (file: string, flags: SimulateFlags) => {
      const { runSimulate } = await import("./simulate.js");
      const { model, root, seed, runs, steps, engine } = flags;
      const constants = constantsOf(flags.const ?? []);
      done(await runSimulate(file, { model, constants, root, seed, runs, steps, engine, ...shapeOf(flags) }));
    });
}

function fmt(done: Done): Command {
  return new Command("fmt")
    .description("Write specs in the one usual layout; comments stay.")
    .argument("[paths...]", "spec files, and folders with spec files in them", ["."])
    .option("--check", "change nothing; exit with 1 if a file is not formatted")
    .addHelpText("after", examples("everystep fmt specs/dijkstra.steps", "everystep fmt --check specs") + statuses)
    .action(async (paths: readonly string[], flags: { check?: true }) => {
      const { runFmt } = await import("./fmt.js");
      done(runFmt(paths, { check: flags.check ?? false }));
    });
}

function layout(done: Done): Command {
  const command = new Command("layout")
    .description("Tell where each variable stands in a state of the generated engine.")
    .argument("<file>", "the spec, a file that ends in .steps");
  return specOptions(command)
    .addHelpText("after", examples("everystep layout specs/dijkstra.steps --model three") + statuses)
    .action(async (file: string, { model, const: constants = [], root }: SpecFlags) => {
      const { runLayout } = await import("./layout.js");
      done(runLayout(file, { model, constants: constantsOf(constants), root }));
    });
}

function explain(done: Done): Command {
  return new Command("explain")
    .description("Tell about an error at length, with an example; without a code, list all.")
    .argument("[code]", "the code of the error, like E0203")
    .addHelpText("after", examples("everystep explain E0203", "everystep explain") + statuses)
    .action(async (code: string | undefined) => {
      const { runExplain } = await import("./explain.js");
      done(runExplain(code));
    });
}

function trace(done: Done): Command {
  const command = new Command("trace")
    .description("Show a run that `everystep check --out` saved, in any format.")
    .argument("<file>", "the saved run");
  return shapeOptions(command)
    .addOption(formatOption())
    .addHelpText(
      "after",
      examples("everystep trace bakery.run", "everystep trace bakery.run --format itf > bakery.itf.json") + statuses,
    )
    .action(async (file: string, flags: ShapeFlags & { readonly format: Format }) => {
      const { runTrace } = await import("./trace.js");
      done(runTrace(file, { format: flags.format, ...shapeOf(flags) }));
    });
}

function fresh(done: Done): Command {
  return new Command("new")
    .description("Write NAME.steps, a commented first spec that holds.")
    .argument("<name>", "a letter, then letters, digits or _")
    .addHelpText("after", examples("everystep new First") + statuses)
    .action(async (name: string) => {
      const { runNew } = await import("./new.js");
      done(runNew(name));
    });
}
