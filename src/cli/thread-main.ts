import { openSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { workerData } from "node:worker_threads";
import { serve } from "../threads.js";
import type { ThreadData } from "./threads.js";

const { setup, opened }: ThreadData = workerData;
Atomics.store(opened, 0, openSync(fileURLToPath(import.meta.url), "r") + 1);
serve(setup);
