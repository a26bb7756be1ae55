import type { JsonObject } from '@trueup/core';

/** The plan that a button or a form is about, as it was shown: its hash binds the click to what was read. */
export interface ShownPlan {
  readonly planId: string;
  readonly hash: string;
}

/** For a button's value or a form's metadata. It is no secret and gives no right: who clicks is asked who he is. */
export function shownPlanText({ planId, hash }: ShownPlan): string {
  return JSON.stringify({ plan: planId, hash });
}

const ID = /^[\w-]{1,100}$/;
const HASH = /^[0-9a-f]{64}$/;

/** Undefined: not of ours. */
export function readShownPlan(text: string | undefined): ShownPlan | undefined {
  if (text === undefined || text.length > 400) return undefined;
  const { plan, hash } = objectIn(text);
  if (typeof plan !== 'string' || typeof hash !== 'string') return undefined;
  return ID.test(plan) && HASH.test(hash) ? { planId: plan, hash } : undefined;
}

function objectIn(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as JsonObject) : {};
  } catch {
    // Not JSON: then it holds no plan, which the caller tells.
    return {};
  }
}
