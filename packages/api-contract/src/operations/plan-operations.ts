import { z } from 'zod';
import { operation } from '../operation.ts';
import { planOutcome } from '../schema/decision.ts';
import { difference } from '../schema/difference.ts';
import { id } from '../schema/id.ts';
import { list } from '../schema/list.ts';
import { page, pageRequest } from '../schema/page.ts';
import { approval, bulkDecision, plan, planStatus } from '../schema/plan.ts';

const reason = z.string().trim().min(1).max(1000).exactOptional();
/** A person cannot look at more. */
const MOST_PLANS = 500;

export const planOperations = {
  makePlan: operation({
    method: 'POST',
    path: '/api/v1/plans',
    summary: 'Works out what a repair would change, without changing it',
    input: z.strictObject({ findingId: id }),
    output: planOutcome,
  }),
  getPlan: operation({
    method: 'GET',
    path: '/api/v1/plans/{id}',
    summary: 'One plan, who approved it, and the values it would change',
    input: z.strictObject({ id }),
    output: z.object({ plan, approvals: list(approval), differences: list(difference) }),
  }),
  listPlans: operation({
    method: 'GET',
    path: '/api/v1/plans',
    summary: 'Plans, newest first',
    input: z.strictObject({
      statuses: list(planStatus).exactOptional(),
      findingId: id.exactOptional(),
      ...pageRequest,
    }),
    output: page(plan),
  }),
  decidePlan: operation({
    method: 'POST',
    path: '/api/v1/plans/{id}/decision',
    summary: 'A yes or no to exactly this plan; a rejection and break-glass need a reason',
    input: z.strictObject({
      id,
      hash: z.string().min(1),
      verdict: z.enum(['approve', 'reject', 'break-glass']),
      reason,
    }),
    output: plan,
  }),
  decidePlans: operation({
    method: 'POST',
    path: '/api/v1/plans/decisions',
    summary: 'The same yes or no to each plan that is listed; the count must be theirs',
    bodyLimitBytes: 256 * 1024,
    input: z.strictObject({
      plans: z
        .array(z.strictObject({ id, hash: z.string().min(1).max(200) }))
        .min(1)
        .max(MOST_PLANS)
        .readonly(),
      count: z.number().int().meta({ description: 'How many plans are listed, as a person has typed it.' }),
      verdict: z.enum(['approve', 'reject']),
      reason,
    }),
    output: z.object({ items: list(bulkDecision) }),
  }),
  planUndo: operation({
    method: 'POST',
    path: '/api/v1/executions/{executionId}/undo',
    summary: 'Works out what undoing a repair would change, without changing it',
    input: z.strictObject({ executionId: id }),
    output: planOutcome,
  }),
};
