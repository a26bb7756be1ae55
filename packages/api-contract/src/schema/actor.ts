import { z } from 'zod';

/** Who did something. `system` is Trueup itself. */
export const actor = z.object({ kind: z.enum(['person', 'system']), name: z.string() });
export type Actor = z.output<typeof actor>;

/** A person's name as it is recorded: the characters of an AWS role session name. */
export const actorName = z.string().regex(/^[\w+=,.@-]{1,64}$/, 'expected 1 to 64 letters, digits or any of _+=,.@-');
