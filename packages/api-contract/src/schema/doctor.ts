import { z } from 'zod';
import { list } from './list.ts';

export const doctorCheck = z.object({
  name: z.string(),
  status: z.enum(['ok', 'warning', 'failed']),
  detail: z.string(),
});
export type DoctorCheck = z.output<typeof doctorCheck>;

export const doctorReport = z.object({
  checks: list(doctorCheck),
  /** Whom AWS takes the credentials of this environment to be. Absent: AWS did not say. */
  identity: z.object({ accountId: z.string(), arn: z.string() }).exactOptional(),
});
export type DoctorReport = z.output<typeof doctorReport>;
