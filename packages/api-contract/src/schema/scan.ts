import { z } from 'zod';
import { list } from './list.ts';
import { instant, unreadReason } from './resource.ts';

const count = z.number().int();

/** A list of resources, or a part of one resource, that a scan could not read. */
export const scanGap = z.object({
  accountId: z.string(),
  region: z.string(),
  resourceType: z.string(),
  arn: z.string().exactOptional(),
  part: z.string().exactOptional(),
  reason: unreadReason,
  detail: z.string(),
});
export type ScanGap = z.output<typeof scanGap>;

export const scan = z.object({
  id: z.string(),
  status: z.enum(['running', 'finished', 'failed']),
  accounts: list(z.string()),
  regions: list(z.string()),
  controls: list(z.string()),
  startedAt: instant,
  finishedAt: instant.exactOptional(),
  listsTotal: count,
  listsDone: count,
  counts: z.object({
    resources: count,
    compliant: count,
    nonCompliant: count,
    notApplicable: count,
    insufficientData: count,
    opened: count,
    reopened: count,
    resolved: count,
    archived: count,
  }),
  gaps: list(scanGap),
  gapsTotal: count,
  failure: z.string().exactOptional(),
});
export type Scan = z.output<typeof scan>;
