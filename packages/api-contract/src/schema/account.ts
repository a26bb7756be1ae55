import { z } from 'zod';
import { severity } from './finding.ts';
import { list } from './list.ts';
import { instant, unreadReason } from './resource.ts';
import { scan } from './scan.ts';

const count = z.number().int();

/** What the last finished scan looked at in an account, and what it could not read there. */
export const accountCoverage = z.object({
  scanId: z.string(),
  finishedAt: instant.exactOptional(),
  regions: count,
  controls: count,
  resources: count.exactOptional().meta({ description: 'Absent: the scan was about several accounts.' }),
  gaps: list(z.object({ reason: unreadReason, count })),
  gapsComplete: z.boolean().meta({ description: 'False: there were more gaps than the scan keeps.' }),
});
export type AccountCoverage = z.output<typeof accountCoverage>;

/** An account that the policy names. */
export const accountSummary = z.object({
  id: z.string(),
  name: z.string(),
  organizationalUnit: z.string().exactOptional(),
  owner: z.string().exactOptional(),
  role: z
    .string()
    .exactOptional()
    .meta({ description: 'The member role. Absent: the credentials of the environment are used as they are.' }),
  regions: list(z.string()),
  openFindings: list(z.object({ severity, count })).meta({ description: 'Severities that have any.' }),
  lastScan: scan
    .pick({ id: true, status: true, startedAt: true, finishedAt: true })
    .exactOptional()
    .meta({ description: 'The last that was begun. Absent: no scan was about this account.' }),
  coverage: accountCoverage.exactOptional().meta({ description: 'Absent: no scan of it has finished.' }),
  score: count.nullable().exactOptional().meta({
    description: 'Of all standards that are on, in percent. Null: no control has data. Absent: none is on here.',
  }),
});
export type AccountSummary = z.output<typeof accountSummary>;
