import { z } from 'zod';
import { guard } from './guard.ts';
import { list } from './list.ts';
import { plan } from './plan.ts';
import { instant } from './resource.ts';

export const leaveReason = z.enum([
  'finding-not-open',
  'undetermined',
  'mode-manual',
  'automation-paused',
  'resource-locked',
  'no-remediation',
  'killed',
  'clock-behind',
  'excepted',
  'frozen',
  'outside-change-window',
  'owned-by-code',
  'flapping',
  'breaker-open',
  'attempts-spent',
  'too-many-errors',
  'limit-reached',
  'unreadable',
]);
/** Why no plan was made, beside the reasons of a decision. */
export const noPlanReason = z.enum(['already-compliant', 'not-applicable', 'resource-gone', 'unread', 'input-refused']);
export const proposeReason = z.enum([
  'mode-approval',
  'approval-only',
  'no-undo',
  'plan-undetermined',
  'critical-resource',
  'not-proven',
  'guarded',
]);

const remediate = z.object({ kind: z.literal('remediate') });
const propose = z.object({ kind: z.literal('propose'), reason: proposeReason });
const leave = z.object({ kind: z.literal('leave'), reason: leaveReason });

/** What may be done about a finding now. */
export const decision = z.discriminatedUnion('kind', [remediate, propose, leave]);
export type Decision = z.output<typeof decision>;

/** What a guard said. */
export const guardResult = z.object({
  guard,
  verdict: z.enum(['passes', 'asks', 'blocks', 'unreadable', 'skipped']),
  detail: z.string(),
  until: instant.exactOptional(),
});
export type GuardResult = z.output<typeof guardResult>;

/** A decision with all that led to it. */
export const explained = z.object({ decision, guards: list(guardResult), until: instant.exactOptional() });
export type Explained = z.output<typeof explained>;

/** What asking for a plan gave. */
export const planOutcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('planned'),
    plan,
    decision: z.discriminatedUnion('kind', [remediate, propose]),
    explained: explained.meta({ description: 'What every guard said.' }),
  }),
  z.object({
    kind: z.literal('left'),
    reason: z.enum([...leaveReason.options, ...noPlanReason.options]),
    detail: z.string(),
  }),
]);
export type PlanOutcome = z.output<typeof planOutcome>;
