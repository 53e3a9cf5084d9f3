/*
 * Which part of the source may import which: `source, diagnostic ← syntax ← model ← engine ← report ← cli`.
 */

const rules = {
  /** Texts, places in them, what is said about them. */
  foundation: { parts: [], packages: [] },
  syntax: { parts: ["foundation"], packages: ["ohm-js"] },
  model: { parts: ["foundation", "syntax"], packages: [] },
  /** All that engines and searches know of each other. */
  waist: { parts: ["foundation"], packages: [] },
  search: { parts: ["waist"], packages: [] },
  /** What an engine is asked for, and what comes out of a run. */
  contract: { parts: ["foundation", "model", "waist", "values"], packages: [] },
  /** Values of the language and their order, which both engines share. */
  values: { parts: ["model", "waist"], packages: ["immutable"] },
  /** What states have in common that a permutation takes to each other. */
  symmetry: { parts: ["foundation", "model", "values"], packages: ["immutable"] },
  /** The two engines never import each other. */
  interpret: {
    parts: ["foundation", "syntax", "model", "waist", "contract", "values", "symmetry"],
    packages: ["immutable"],
  },
  generate: { parts: ["foundation", "model", "waist", "contract", "values", "symmetry"], packages: ["immutable"] },
  engine: {
    parts: [
      "foundation",
      "syntax",
      "model",
      "waist",
      "contract",
      "values",
      "symmetry",
      "search",
      "interpret",
      "generate",
    ],
    packages: [],
  },
  report: { parts: ["foundation", "model", "waist", "contract", "engine"], packages: [] },
  /** `compile` and what the package exports. */
  api: {
    parts: [
      "foundation",
      "syntax",
      "model",
      "waist",
      "contract",
      "values",
      "interpret",
      "generate",
      "engine",
      "report",
    ],
    packages: [],
  },
  cli: {
    parts: ["foundation", "syntax", "waist", "contract", "engine", "report", "api"],
    packages: ["commander", "msgpackr", "node:"],
  },
} as const satisfies Record<string, { parts: readonly string[]; packages: readonly string[] }>;

type Part = keyof typeof rules;

/** One import: the file (`src/model/ir.ts`), and what it names (`../source.js`, `immutable`). */
export interface Edge {
  readonly from: string;
  readonly to: string;
}

/** Whatever a module names by `import`, `export … from` or `import()`, types included. */
export function importsOf(text: string): string[] {
  const named =
    /(?:^|[;}\s])(?:import|export)\s(?:[^"';]*?\sfrom\s)?\s*["']([^"']+)["']|(?<![.\w])import\(\s*["']([^"']+)["']/g;
  return [...withoutComments(text).matchAll(named)].map(([, first, second]) => first ?? second ?? "");
}

/** The code without block comments and lines that are comments. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}

/** Why the edge is forbidden; undefined when it is not. */
export function forbidden({ from, to }: Edge): string | undefined {
  const part = partOf(from);
  if (part === undefined) return `${from} belongs to no part of the source that test/project/edges.ts knows`;
  const { parts, packages }: { parts: readonly string[]; packages: readonly string[] } = rules[part];
  if (!to.startsWith(".")) {
    const known = packages.some((each) => to === each || (each.endsWith(":") && to.startsWith(each)));
    return known ? undefined : `${from} imports ${to}: ${part} may import of packages [${packages.join(", ")}]`;
  }
  const target = partOf(new URL(to, `file:///${from}`).pathname.slice(1));
  if (target === part || (target !== undefined && parts.includes(target))) return undefined;
  return `${from} imports ${to}, of ${target ?? "no part"}: ${part} may import [${[part, ...parts].join(", ")}]`;
}

function partOf(path: string): Part | undefined {
  const [top, first = "", second] = path.replace(/\.(js|ts)$/, "").split("/");
  if (top !== "src") return undefined;
  if (first === "engine") return enginePart(second ?? "", path.split("/").length > 3);
  if (second === undefined) return ["source", "diagnostic", "suggest"].includes(first) ? "foundation" : "api";
  return isPart(first) ? first : undefined;
}

function enginePart(name: string, folder: boolean): Part | undefined {
  if (!folder && ["system", "formula", "datum", "text", "exhaustion"].includes(name)) return "waist";
  if (!folder) return ["engine", "behaviours", "result"].includes(name) ? "contract" : "engine";
  return isPart(name) ? name : undefined;
}

function isPart(name: string): name is Part {
  return Object.hasOwn(rules, name);
}
