import { z } from 'zod';
import { operation } from '../operation.ts';
import { planOutcome } from '../schema/decision.ts';
import { difference } from '../schema/difference.ts';
import { id } from '../schema/id.ts';
import { list } from '../schema/list.ts';
import { page, pageRequest } from '../schema/page.ts';
import { approval, plan, planStatus } from '../schema/plan.ts';

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
    summary: 'A yes or no to exactly this plan; a rejection needs a reason',
    input: z.strictObject({
      id,
      hash: z.string().min(1),
      verdict: z.enum(['approve', 'reject']),
      reason: z.string().trim().min(1).max(1000).exactOptional(),
    }),
    output: plan,
  }),
  planUndo: operation({
    method: 'POST',
    path: '/api/v1/executions/{executionId}/undo',
    summary: 'Works out what undoing a repair would change, without changing it',
    input: z.strictObject({ executionId: id }),
    output: planOutcome,
  }),
};
