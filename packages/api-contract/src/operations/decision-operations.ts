import { z } from 'zod';
import { operation } from '../operation.ts';
import { leaveReason, proposeReason } from '../schema/decision.ts';
import { explainedFinding, storedDecision } from '../schema/explained.ts';
import { id } from '../schema/id.ts';
import { list } from '../schema/list.ts';
import { page, pageRequest } from '../schema/page.ts';

const kind = z.enum(['remediate', 'propose', 'leave']);
const reason = z.enum([...leaveReason.options, ...proposeReason.options]);

export const decisionOperations = {
  listDecisions: operation({
    method: 'GET',
    path: '/api/v1/decisions',
    summary: 'What was last decided about each finding, newest first',
    input: z.strictObject({ kinds: list(kind).exactOptional(), reasons: list(reason).exactOptional(), ...pageRequest }),
    output: page(storedDecision),
  }),
  decisionCounts: operation({
    method: 'GET',
    path: '/api/v1/decisions/counts',
    summary: 'How many findings are decided how, and why',
    input: z.strictObject({}),
    output: z.object({
      counts: list(z.object({ kind, reason: z.string().exactOptional(), count: z.number().int() })),
    }),
  }),
  explainDecision: operation({
    method: 'GET',
    path: '/api/v1/findings/{findingId}/explanation',
    summary: 'Which line of the policy decides about a finding, and what every guard says now',
    input: z.strictObject({ findingId: id }),
    output: explainedFinding,
  }),
};
