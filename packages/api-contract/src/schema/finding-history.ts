import { z } from 'zod';
import { list } from './list.ts';
import { instant } from './resource.ts';

/** A change of one field as text; what was or is not there has none. */
export const fieldChange = z.object({
  field: z.string(),
  from: z.string().exactOptional(),
  to: z.string().exactOptional(),
});
export type FieldChange = z.output<typeof fieldChange>;

/** What one automation rule changed. */
export const appliedRule = z.object({ ruleArn: z.string(), ruleName: z.string(), changes: list(fieldChange) });
export type AppliedRule = z.output<typeof appliedRule>;

/** One change of a finding, and the automation rules that took part in it. */
export const findingHistoryEntry = z.object({
  findingId: z.string(),
  at: instant,
  created: z.boolean(),
  source: z.object({ kind: z.enum(['import', 'update', 'scan', 'verification']), identity: z.string() }),
  changes: list(fieldChange),
  rules: list(appliedRule),
});
export type FindingHistoryEntry = z.output<typeof findingHistoryEntry>;
