import { z } from 'zod';
import { decision, explained } from './decision.ts';
import { guard } from './guard.ts';
import { finding } from './finding.ts';
import { list } from './list.ts';
import { mode } from './remediation.ts';
import { instant, resourceRef } from './resource.ts';

/** How a line of the policy stands to a finding. */
export const explainedLine = z.object({
  name: z.string(),
  mode,
  coverage: z.enum(['covered', 'outside', 'unknown']),
  by: z.string().exactOptional().meta({ description: 'The member that leaves the finding out, or may.' }),
  decides: z.boolean(),
});
export type ExplainedLine = z.output<typeof explainedLine>;

/** Why a finding is treated as it is. */
export const explainedFinding = z.object({
  finding,
  target: z.object({
    controlId: z.string(),
    resource: resourceRef,
    organizationalUnit: z.string().exactOptional(),
    tags: z.record(z.string(), z.string()).exactOptional().meta({ description: 'Absent: nobody has read them.' }),
  }),
  lines: list(explainedLine),
  line: z.object({ name: z.string(), mode, override: z.string().exactOptional() }).exactOptional(),
  decision: explained,
});
export type ExplainedFinding = z.output<typeof explainedFinding>;

/** What was last decided about a finding. */
export const storedDecision = z.object({
  findingId: z.string(),
  decision,
  guard: guard.exactOptional(),
  detail: z.string(),
  remediation: z.string(),
  policyHash: z.string(),
  decidedAt: instant,
  dueAt: instant.exactOptional(),
});
export type StoredDecision = z.output<typeof storedDecision>;
