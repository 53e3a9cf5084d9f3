import { freemem } from "node:os";
import { type CheckOptions, type CheckResult, check, type Model, Unsupported } from "../index.js";
import { unsupported } from "./errors.js";

/**
 * `check` for a command: with three quarters of the free memory.
 *
 * @throws CallError E0750 when the engine does not take the spec
 */
export async function checked(model: Model, options: CheckOptions): Promise<CheckResult> {
  try {
    return await check(model, { memory: 0.75 * freemem(), ...options });
  } catch (error) {
    if (error instanceof Unsupported) throw unsupported(error.construct, error.span, model.source);
    throw error;
  }
}
