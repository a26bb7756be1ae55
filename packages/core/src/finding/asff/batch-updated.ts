import type { Instant } from '../../value/instant.ts';
import type { Asff } from './asff.ts';
import { fitsInFinding } from './finding-size.ts';
import type { FindingUpdate } from './finding-update.ts';
import { filledSeverity } from './severity.ts';

const MOST_USER_DEFINED_FIELDS = 50;

export type UpdateRefusal = 'finding-too-large' | 'too-many-user-defined-fields';

export type BatchUpdated =
  | { readonly kind: 'updated'; readonly asff: Asff }
  /** Nothing is changed. */
  | { readonly kind: 'refused'; readonly reason: UpdateRefusal };

/**
 * A finding with what a customer or an automation rule sets (BatchUpdateFindings). UpdatedAt stays: it is the
 * provider's. A note is replaced. User-defined fields are replaced one by one, since AWS does not say whether they are
 * as a whole, and so two automation rules can set one each; a field that was set stays for ever.
 */
export function batchUpdated(asff: Asff, update: FindingUpdate, now: Instant): BatchUpdated {
  const { Note, Severity, UserDefinedFields, ...replaced } = update;
  const updated: Asff = {
    ...asff,
    ...replaced,
    ...(Note ? { Note: { ...Note, UpdatedAt: now } } : {}),
    ...(Severity ? { Severity: { ...asff.Severity, ...filledSeverity(Severity) } } : {}),
    ...(UserDefinedFields ? { UserDefinedFields: { ...asff.UserDefinedFields, ...UserDefinedFields } } : {}),
  };
  if (Object.keys(updated.UserDefinedFields ?? {}).length > MOST_USER_DEFINED_FIELDS) {
    return { kind: 'refused', reason: 'too-many-user-defined-fields' };
  }
  return fitsInFinding(updated) ? { kind: 'updated', asff: updated } : { kind: 'refused', reason: 'finding-too-large' };
}
