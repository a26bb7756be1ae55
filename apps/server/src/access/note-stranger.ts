import type { AccessParts } from './access-parts.ts';
import { denials } from './denials.ts';
import { DOORKEEPER } from './record-access.ts';

/** Writes down that someone came whom nothing proves: no key, or a signature that is not of it. */
export type NoteStranger = (stranger: { readonly reason: string; readonly address: string }) => Promise<void>;

/** Whoever comes to the AWS-compatible API. All strangers are one there, so that a crowd of them fills no log. */
export function noteStranger(parts: Pick<AccessParts, 'clock' | 'store'>): NoteStranger {
  const denied = denials(parts);
  return ({ reason, address }) => denied({ actor: DOORKEEPER, operation: 'aws-api', reason, address });
}
