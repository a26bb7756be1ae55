import { z } from 'zod';
import { plan } from './plan.ts';

export const leaveReason = z.enum([
  'finding-not-open',
  'undetermined',
  'mode-manual',
  'automation-paused',
  'resource-locked',
  'no-remediation',
]);
/** Why no plan was made, beside the reasons of a decision. */
export const noPlanReason = z.enum(['already-compliant', 'not-applicable', 'resource-gone', 'unread', 'input-refused']);
export const proposeReason = z.enum(['mode-approval', 'approval-only', 'no-undo', 'plan-undetermined']);

const remediate = z.object({ kind: z.literal('remediate') });
const propose = z.object({ kind: z.literal('propose'), reason: proposeReason });
const leave = z.object({ kind: z.literal('leave'), reason: leaveReason });

/** What may be done about a finding now. */
export const decision = z.discriminatedUnion('kind', [remediate, propose, leave]);
export type Decision = z.output<typeof decision>;

/** What asking for a plan gave. */
export const planOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('planned'), plan, decision: z.discriminatedUnion('kind', [remediate, propose]) }),
  z.object({
    kind: z.literal('left'),
    reason: z.enum([...leaveReason.options, ...noPlanReason.options]),
    detail: z.string(),
  }),
]);
export type PlanOutcome = z.output<typeof planOutcome>;
