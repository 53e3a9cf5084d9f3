/** What a thread that works on a search does: see `Threads`. */
export { serve, type ThreadSetup } from "./engine/generate/wave/serve.js";
