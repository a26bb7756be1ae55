import { z } from 'zod';
import { instant } from './resource.ts';

/** What a kill switch stops. */
export const killSwitchScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.enum(['account', 'control']), id: z.string().min(1).max(256) }),
]);
export type KillSwitchScope = z.output<typeof killSwitchScope>;

/** Everything in its scope stops: nothing starts, and what runs ends at its next step. */
export const killSwitch = z.object({ scope: killSwitchScope, reason: z.string(), by: z.string(), at: instant });
export type KillSwitch = z.output<typeof killSwitch>;
