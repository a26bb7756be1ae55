import { z } from 'zod';
import { list } from './list.ts';

const entries = list(z.string().min(1).max(2048)).exactOptional();

/** What something covers. Members are an AND, the entries of each an OR; a member left out covers all. */
export const targetScope = z.strictObject({
  controls: entries.meta({ description: 'Control ids; * stands for every control.' }),
  accounts: entries,
  organizationalUnits: entries.meta({ description: 'Paths; /Prod covers /Prod/Payments too.' }),
  regions: entries,
  tags: z
    .record(z.string().min(1).max(128), list(z.string().max(256)))
    .exactOptional()
    .meta({ description: 'Each must be there; an empty list of values: whatever its value.' }),
  arns: entries.meta({ description: 'ARNs with * and ?.' }),
  resourceTypes: entries.meta({ description: 'Such as AWS::S3::Bucket.' }),
});
export type TargetScope = z.output<typeof targetScope>;
