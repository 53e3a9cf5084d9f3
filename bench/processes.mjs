// One run of a program: what it prints, how long it takes from its start to its end, and the most memory that it has resident.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** How often the memory is looked at. The system keeps the peak, so only what is new in the last moment can be missed. */
const interval = 10;

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, seconds?: number }} [options] `seconds`: after which it is stopped
 * @returns {Promise<{ status: number | null, stdout: string, stderr: string, seconds: number, memory: number | undefined }>}
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
    let memory;
    const look = () => {
      memory = peak(child.pid) ?? memory;
    };
    look();
    const timer = setInterval(look, interval);
    let end = start;
    child.on("exit", () => {
      end = performance.now();
      clearInterval(timer);
    });
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, ...texts, seconds: (end - start) / 1000, memory }));
  });
}

/** The most bytes that a process had resident so far; unknown where the system does not tell. */
function peak(pid) {
  try {
    const line = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return line === null ? undefined : Number(line[1]) * 1024;
  } catch {
    return undefined;
  }
}
