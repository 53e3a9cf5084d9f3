// The figures as tables in Markdown.
import { cpus, totalmem } from "node:os";
import { name as workersName } from "./ours.mjs";
import { ratio } from "./rounds.mjs";

/** What the figures were measured on. */
export function machine() {
  const [first] = cpus();
  return {
    node: process.version,
    processor: first?.model ?? "unknown processor",
    cores: cpus().length,
    memory: totalmem(),
    date: new Date().toISOString().slice(0, 10),
  };
}

/**
 * @param {readonly { model: import("./models.mjs").Model, outcomes: readonly import("./rounds.mjs").Outcome[] }[]} results
 * @returns {string}
 */
export function table(results) {
  const head = [
    "model",
    "checked by",
    "seconds",
    "× our time",
    "processor s",
    "states/s",
    "successors/s",
    "peak MB",
    "bytes a state",
  ];
  const rows = results.flatMap(({ model, outcomes }) => outcomes.map((outcome) => row(model, outcomes, outcome)));
  const align = head.map((_, column) => (column < 2 ? "---" : "---:"));
  return [head, align, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function row(model, outcomes, outcome) {
  const { name, skipped, seconds, processor, memory } = outcome;
  const title = outcome === outcomes[0] ? model.name : "";
  if (skipped !== undefined) return [title, name, skipped.split("\n")[0], "", "", "", "", "", ""];
  const ours = outcomes.find(({ name }) => name === workersName(model.workers[0]));
  return [
    title,
    name,
    seconds.toFixed(2),
    ours?.all === undefined ? "" : ratio(outcome, ours).toFixed(2),
    processor?.toFixed(2) ?? "",
    grouped(model.states / seconds),
    grouped(model.steps / seconds),
    memory === undefined ? "" : grouped(memory / 1e6),
    memory === undefined || model.states < 1e6 ? "" : (memory / model.states).toFixed(1),
  ];
}

/** What must come out, and who says so. */
export function numbers(results) {
  const head = "| model | states | steps | depth | numbers from |\n| --- | ---: | ---: | ---: | --- |";
  const rows = results.map(({ model: { name, states, steps, depth, source } }) =>
    [name, ...[states, steps, depth].map(grouped), source].join(" | "),
  );
  return [head, ...rows.map((cells) => `| ${cells} |`)].join("\n");
}

export function about({ node, processor, cores, memory, date }, command) {
  const size = `${Math.round(memory / 2 ** 30)} GiB`;
  return `\`${command}\` on ${date}: Node ${node}, ${processor}, ${cores} cores, ${size}. Seconds are from the start of a process to its end, medians; processor seconds are those of all its threads.`;
}

export function moduleLine({ name, lines, bytes, model, ready, webassembly }) {
  const times = [model, ready, webassembly].map((time) => `${time.toFixed(0)} ms`);
  return `Largest module: ${name} (${lines} lines), ${grouped(bytes)} bytes; ${times[0]} from text to model, ${times[1]} from there until the search is set up, ${times[2]} of them for WebAssembly.`;
}

function grouped(number) {
  return Math.round(number).toLocaleString("en");
}
