import type { Actor } from '../record/record.ts';
import type { Scope } from '../resource/resource.ts';

/** The role name under which Trueup shows whoever starts something. No such role need exist. */
const ROLE = 'Trueup';

/**
 * SSM's ExecutedBy: who started it, as a session of a role. Its last part is the name that `Approvers` list. A role
 * session's name has 64 characters at most, of letters, digits and a few signs.
 */
export function executedBy({ name }: Actor, { accountId, partition }: Scope): string {
  const session = name.replace(/[^\w+=,.@-]/g, '-').slice(0, 64);
  return `arn:${partition}:sts::${accountId}:assumed-role/${ROLE}/${session}`;
}
