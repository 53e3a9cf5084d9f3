// One run of a program: what it prints, how long it takes from its start to its end, how long its threads ran together, and the
// most memory that it has resident.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** How often it is looked at, in milliseconds. The system keeps sum and peak, so only what is new in the last moment can be missed. */
const interval = 10;

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, seconds?: number }} [options] `seconds`: after which it is stopped
 * @returns {Promise<{
 *   status: number | null, stdout: string, stderr: string, seconds: number, processor: number | undefined, memory: number | undefined
 * }>} `processor`: seconds, `memory`: bytes; undefined where the system does not tell
 */
export function measured(program, args, { cwd, seconds = 1800 } = {}) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(program, args, { cwd, stdio: ["ignore", "pipe", "pipe"], timeout: seconds * 1000 });
    const texts = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"]) {
      child[name].setEncoding("utf8").on("data", (text) => {
        texts[name] += text;
      });
    }
    const used = { processor: undefined, memory: undefined };
    const look = () => {
      used.processor = processorTime(child.pid) ?? used.processor;
      used.memory = peak(child.pid) ?? used.memory;
    };
    look();
    const timer = setInterval(look, interval);
    let end = start;
    child.on("exit", () => {
      end = performance.now();
      clearInterval(timer);
    });
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, ...texts, seconds: (end - start) / 1000, ...used }));
  });
}

/** The most bytes that a process had resident so far. */
function peak(pid) {
  const line = /^VmHWM:\s+(\d+) kB$/m.exec(about(pid, "status"));
  return line === null ? undefined : Number(line[1]) * 1024;
}

/** Seconds that the threads of a process ran so far, in its own code and in the system's. */
function processorTime(pid) {
  // After the name, which may hold anything, come fields separated by blanks: the 12th and 13th of them, in hundredths.
  const fields = /\) (.*)$/s.exec(about(pid, "stat"))?.[1]?.split(" ");
  return fields === undefined ? undefined : (Number(fields[11]) + Number(fields[12])) / 100;
}

/** What the system tells about a process; nothing where it does not. */
function about(pid, what) {
  try {
    return readFileSync(`/proc/${pid}/${what}`, "utf8");
  } catch {
    return "";
  }
}
