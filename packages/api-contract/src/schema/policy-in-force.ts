import { z } from 'zod';
import { risk } from './control.ts';
import { jsonObject } from './json.ts';
import { list } from './list.ts';
import { policyInForce } from './policy.ts';
import { mode } from './remediation.ts';
import { targetScope } from './target-scope.ts';

/** A line of the policy. The first one that covers a finding decides. */
export const policyLine = z.object({
  name: z.string(),
  mode,
  override: z.string().exactOptional().meta({ description: 'Why it may be automatic without a record.' }),
  scope: targetScope,
  configRules: list(z.string()).exactOptional(),
  pattern: jsonObject.exactOptional(),
  runbook: z
    .object({ document: z.string(), version: z.string().exactOptional(), runs: z.enum(['trueup', 'account']) })
    .exactOptional()
    .meta({ description: "Absent: the control's own." }),
  attempts: z.number().int(),
  retrySeconds: z.number().int(),
  concurrencyPercent: z.number(),
  errorPercent: z.number(),
  undoOnFailure: z.boolean(),
  changeOwned: z.boolean(),
});
export type PolicyLine = z.output<typeof policyLine>;

export const limitKey = z.enum(['all', 'account', 'control', 'remediation']);

/** At most so many repairs that count together. */
export const limit = z.object({
  name: z.string(),
  per: limitKey,
  controls: list(z.string()).exactOptional(),
  accounts: list(z.string()).exactOptional(),
  started: z.number().int().exactOptional(),
  startedPercent: z.number().exactOptional(),
  withinSeconds: z.number().int(),
  running: z.number().int().exactOptional(),
  runningPercent: z.number().exactOptional(),
});
export type Limit = z.output<typeof limit>;

export const breakerSettings = z.object({
  per: z.enum(['control', 'account', 'remediation']),
  failures: z.number().int(),
  windowMinutes: z.number().int(),
  pauseMinutes: z.number().int(),
});

/** What the policy settles, without the names of roles, external ids and values of parameters. */
export const policyView = z.object({
  remediations: list(policyLine),
  limits: list(limit),
  breakers: list(breakerSettings),
  flaps: z.object({ regressions: z.number().int(), windowHours: z.number() }),
  critical: z.object({ tags: z.record(z.string(), list(z.string())).readonly() }),
  promotion: z.object({ verifiedInARow: z.number().int() }),
  approvals: z.object({ quorum: z.record(risk, z.number().int()).readonly() }),
  planExpiresAfterHours: z.number(),
  keepExecutionsDays: z.number().int(),
  regions: list(z.string()),
  accounts: z.number().int().meta({ description: 'How many it names.' }),
  sources: z.object({ queues: z.number().int(), securityHub: z.number().int() }).meta({ description: 'How many.' }),
});
export type PolicyView = z.output<typeof policyView>;

/** What counts now. Without a policy, and with one that cannot be read, there is nothing to see. */
export const visiblePolicy = z.object({ inForce: policyInForce, policy: policyView.exactOptional() });
export type VisiblePolicy = z.output<typeof visiblePolicy>;
