import { type Diagnostic, didYouMean, error, listed } from "../../diagnostic.js";
import type { Span } from "../../source.js";

/* E065x: what a spec as a whole needs: a model, a claim, constants that satisfy its assumptions. */

export function unknownModel(name: string, models: readonly string[], suggestion: string | undefined): Diagnostic {
  const known =
    models.length === 0 ? "this spec has no models" : `its models are ${listed(models.map((model) => `\`${model}\``))}`;
  const hint = didYouMean(suggestion);
  const message = `there is no model \`${name}\`: ${known}`;
  return { code: "E0650", severity: "error", message, notes: [], ...(hint === undefined ? {} : { hint }) };
}

export function noClaims(span: Span, spec: string, candidates: readonly string[]): Diagnostic {
  const [first] = candidates;
  return error("E0651", span, `\`${spec}\` claims nothing, so there is nothing to check`, {
    hint:
      first === undefined
        ? "add what must be true in every state: `invariant Name: p`, or what should be possible: `reachable Name: p`"
        : `these definitions look like claims: ${listed(candidates.map((name) => `\`${name}\``))}; write \`invariant Name: ${first}\``,
  });
}

export function assumptionFails(span: Span, values: readonly string[]): Diagnostic {
  const hint = values.length === 0 ? undefined : `here ${listed(values)}`;
  return error("E0652", span, "this assumption about the constants is false", { hint });
}

export function constantFaults(span: Span, fault: string): Diagnostic {
  return error("E0653", span, `this cannot be evaluated: ${fault}`);
}
