import { z } from 'zod';
import { list } from './list.ts';

/** `auto`: each finding by what it is. */
export const findingFormat = z.enum(['auto', 'asff', 'ocsf']);
export type FindingFormat = z.output<typeof findingFormat>;

/** A finding that was not taken in. */
export const rejectedFinding = z.object({
  index: z.number().int().meta({ description: 'Its place among those given, from 0.' }),
  field: z.string().meta({ description: 'Such as `Resources[0].Type`; `finding` where it is about the whole.' }),
  reason: z.string(),
});
export type RejectedFinding = z.output<typeof rejectedFinding>;

export const importResult = z.object({
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  rejected: list(rejectedFinding).meta({ description: 'The first hundred.' }),
  rejectedTotal: z.number().int(),
});
export type ImportResult = z.output<typeof importResult>;

/** What became of one finding that was to be updated. */
export const findingUpdated = z.object({
  id: z.string(),
  result: z.enum(['updated', 'unknown', 'refused']),
  reason: z.string().exactOptional(),
});
export type FindingUpdated = z.output<typeof findingUpdated>;
