import { z } from 'zod';
import { operation } from '../operation.ts';
import { calendar } from '../schema/calendar.ts';
import { instantInput } from '../schema/instant-input.ts';
import { visiblePolicy } from '../schema/policy-in-force.ts';
import {
  policyApplied,
  policyDrift,
  policyFiles,
  policyPlan,
  policyValidation,
  storedPolicy,
} from '../schema/policy.ts';

/** A text of 2,000,000 bytes, with what JSON adds to it. */
const POLICY_BYTES = 6_000_000;

export const policyOperations = {
  validatePolicy: operation({
    method: 'POST',
    path: '/api/v1/policy/validate',
    summary: 'Whether a policy can be read, and what is doubtful about it; changes nothing',
    bodyLimitBytes: POLICY_BYTES,
    input: z.strictObject({ files: policyFiles }),
    output: policyValidation,
  }),
  planPolicy: operation({
    method: 'POST',
    path: '/api/v1/policy/plan',
    summary: 'What would change if this policy were applied, and for how many open findings; changes nothing',
    bodyLimitBytes: POLICY_BYTES,
    input: z.strictObject({ files: policyFiles }),
    output: policyPlan,
  }),
  applyPolicy: operation({
    method: 'POST',
    path: '/api/v1/policy/apply',
    summary: 'Puts this policy in force, if the one in force is still the one that was planned against',
    bodyLimitBytes: POLICY_BYTES,
    input: z.strictObject({
      files: policyFiles,
      planHash: z.string().min(1).max(200),
      reason: z.string().min(1).max(1000).exactOptional(),
    }),
    output: policyApplied,
  }),
  exportPolicy: operation({
    method: 'GET',
    path: '/api/v1/policy',
    summary: 'The policy as it was applied last, with its files',
    input: z.strictObject({}),
    output: storedPolicy,
  }),
  policyDrift: operation({
    method: 'GET',
    path: '/api/v1/policy/drift',
    summary: "Whether the server's own policy file says what was applied",
    input: z.strictObject({}),
    output: policyDrift,
  }),
  getPolicyInForce: operation({
    method: 'GET',
    path: '/api/v1/policy/in-force',
    summary: 'What the policy that counts now settles, without roles, external ids and values of parameters',
    input: z.strictObject({}),
    output: visiblePolicy,
  }),
  getCalendar: operation({
    method: 'GET',
    path: '/api/v1/calendar',
    summary: 'Change windows and freezes of the policy in force, with the times at which they hold',
    input: z.strictObject({
      from: instantInput.exactOptional().meta({ description: 'Absent: now.' }),
      to: instantInput.exactOptional().meta({ description: 'Absent: 28 days later; 92 days later at most.' }),
    }),
    output: calendar,
  }),
};
