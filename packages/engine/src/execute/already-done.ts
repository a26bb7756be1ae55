import type { ApiCall, CallFailure } from '@trueup/core';

const MAKES = /^(Create|Copy|Restore|Authorize|Attach|Add|Put|Register|Associate)/i;
const REMOVES = /^(Delete|Revoke|Detach|Remove|Deregister|Disassociate|Release)/i;
/** BucketAlreadyExists is left out: that bucket is someone else's; one's own answers BucketAlreadyOwnedByYou. */
const EXISTS = /^(?!BucketAlreadyExists$).*(AlreadyExists|AlreadyOwnedByYou|Duplicate)/;

/**
 * Whether the refusal of a repeated call says that its first try was done. Asked only of a step that was in flight
 * when its worker died: what it makes carries the execution's own name or token, so only that try can have made it.
 */
export function alreadyDone(call: ApiCall, failure: CallFailure): boolean {
  const operation = call.operation.replaceAll('_', '');
  if (MAKES.test(operation)) return EXISTS.test(failure.code);
  return REMOVES.test(operation) && failure.kind === 'not-found';
}
