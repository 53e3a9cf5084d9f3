import { workerData } from "node:worker_threads";
import { serve } from "../threads.js";

serve(workerData);
