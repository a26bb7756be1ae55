import { z } from 'zod';

/** Asked without log-in: whether the process lives, and whether it can reach its store. */
export const HEALTH_PATH = '/healthz';
export const READY_PATH = '/readyz';

export const health = z.object({ status: z.literal('ok') });
