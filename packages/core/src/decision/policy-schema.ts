import { z } from 'zod';
import type { JsonObject } from '../value/json.ts';
import { policyText } from './policy-text.ts';

/** The JSON Schema (2020-12) of a policy as people write it, for editors: names, forms, defaults and what they mean. */
export function policySchema(): JsonObject {
  const made = z.toJSONSchema(policyText, { io: 'input', target: 'draft-2020-12', unrepresentable: 'any' });
  return {
    ...(made as JsonObject),
    title: 'Trueup policy',
    description: 'What Trueup may look at, what it may change, and under whose oversight.',
  };
}
