import { z } from 'zod';
import { complianceStatus } from './finding.ts';
import { list } from './list.ts';
import { accountId, instant } from './resource.ts';

export const standardId = z.enum([
  'fsbp/1.0.0',
  'cis/1.2.0',
  'cis/1.4.0',
  'cis/3.0.0',
  'cis/5.0.0',
  'pci-dss/3.2.1',
  'nist-800-53/5.0.0',
]);
export type StandardId = z.output<typeof standardId>;

/** `*`: every account that has no setting of its own. */
export const settingAccount = z.union([z.literal('*'), accountId]);

const count = z.number().int();

/** A standard, and where it is on. */
export const standardState = z.object({
  id: standardId,
  title: z.string(),
  controls: count,
  enabledIn: list(z.string()).meta({ description: 'Accounts of the policy in which it is on.' }),
  enabled: z.boolean().meta({ description: 'Whether it is on in the account asked for, else in any.' }),
});
export type StandardState = z.output<typeof standardState>;

/** How a control of a standard stands in the scope asked for. */
export const controlStanding = z.object({
  controlId: z.string(),
  requirements: list(z.string()),
  status: z.enum(['passed', 'failed', 'unknown', 'no-data', 'disabled']),
  counts: z.partialRecord(complianceStatus, count).readonly(),
  disabledReason: z.string().exactOptional(),
});
export type ControlStanding = z.output<typeof controlStanding>;

/** Numbers of controls and the score in percent at one instant; `*` is all of them together. */
export const scoreSnapshot = z.object({
  at: instant,
  standard: z.union([standardId, z.literal('*')]),
  accountId: z.string(),
  region: z.string(),
  passed: count,
  failed: count,
  unknown: count,
  noData: count,
  disabled: count,
  score: count.nullable().meta({ description: 'Null: no control has data.' }),
});
export type ScoreSnapshot = z.output<typeof scoreSnapshot>;
