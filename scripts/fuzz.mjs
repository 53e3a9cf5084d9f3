// Random specs through both engines for as long as there is time: what `npm test` does with 2,000 of them.
import { spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const usage = `npm run fuzz -- --minutes 30             with a seed of its own, which it prints
npm run fuzz -- --minutes 30 --seed 7
npm run fuzz -- --specs 1 --seed 1234    one spec once more`;

const options = {
  help: { type: "boolean", short: "h", default: false },
  minutes: { type: "string" },
  seed: { type: "string" },
  specs: { type: "string" },
};

function wanted(values) {
  const number = (name, text, least) => {
    if (/^\d+(\.\d+)?$/.test(text) && Number(text) >= least) return Number(text);
    throw new Error(`--${name} takes a number from ${least} on, and not \`${text}\``);
  };
  return {
    seed: Math.floor(number("seed", values.seed ?? `${Date.now() % 1_000_000_007}`, 0)),
    specs: values.specs === undefined ? undefined : Math.floor(number("specs", values.specs, 1)),
    minutes: values.specs === undefined ? number("minutes", values.minutes ?? "30", 0.01) : undefined,
  };
}

function run({ seed, specs, minutes }) {
  console.log(`seed ${seed}, ${specs === undefined ? `${minutes} minutes` : `${specs} specs`}`);
  const limit = specs === undefined ? { MINUTES: `${minutes}` } : { SPECS: `${specs}` };
  const { status } = spawnSync(
    "npx",
    ["vitest", "run", "test/engine/generate/random.test.ts", "--disable-console-intercept"],
    {
      cwd: root,
      env: { ...process.env, SEED: `${seed}`, ...limit },
      stdio: "inherit",
    },
  );
  process.exitCode = status ?? 1;
}

try {
  const { values } = parseArgs({ options });
  if (values.help) console.log(usage);
  else run(wanted(values));
} catch (error) {
  console.error(`${error.message} (npm run fuzz -- --help)`);
  process.exitCode = 2;
}
