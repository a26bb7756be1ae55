import { z } from 'zod';
import { instant } from './resource.ts';
import { targetScope } from './target-scope.ts';

/** Owned, dated permission to stay non-compliant. */
export const exception = z.object({
  id: z.string(),
  scope: targetScope,
  owner: z.string(),
  approver: z.string(),
  justification: z.string(),
  createdAt: instant,
  expiresAt: instant,
  remindDays: z.number().int().exactOptional(),
  remindedAt: instant.exactOptional(),
  origin: z.enum(['person', 'policy', 'attempts']),
  createdBy: z.string(),
});
export type Exception = z.output<typeof exception>;

/** An exception and whether it is used. */
export const exceptionStanding = z.object({
  exception,
  covers: z.number().int().meta({ description: 'Open findings that it covers.' }),
  mayCover: z
    .number()
    .int()
    .meta({ description: 'Those that it covers if their tags, which nobody has read, say so.' }),
  isLeast: z.boolean().meta({ description: 'There are more open findings than were looked at.' }),
});
export type ExceptionStanding = z.output<typeof exceptionStanding>;
