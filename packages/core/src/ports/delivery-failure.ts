import type { DeliveryOutcome } from '../event/deliver.ts';
import type { CallFailure } from './door.ts';

/** What a call that failed means for a delivery, in the codes of EventBridge. */
export function outcomeOfFailure(failure: CallFailure): Exclude<DeliveryOutcome, { readonly kind: 'delivered' }> {
  const message = `${failure.code}: ${failure.message}`;
  switch (failure.kind) {
    case 'throttled':
      return { kind: 'failed', code: 'THROTTLING', message };
    case 'timed-out':
      return { kind: 'failed', code: 'TIMEOUT', message };
    case 'unreachable':
      return { kind: 'failed', code: 'CONNECTION_FAILURE', message };
    case 'service-fault':
      return { kind: 'failed', code: 'ERROR_FROM_TARGET', message };
    case 'access-denied':
      return failure.code.startsWith('ExpiredToken')
        ? { kind: 'failed', code: 'TRANSIENT_ASSUME_ROLE', message }
        : { kind: 'refused', code: 'NO_PERMISSIONS', message };
    case 'not-found':
      return { kind: 'refused', code: 'NO_RESOURCE', message };
    case 'invalid':
      return { kind: 'refused', code: 'INVALID_PARAMETER', message };
    case 'other':
      return { kind: 'failed', code: failure.code === 'Cancelled' ? 'SDK_CLIENT_ERROR' : 'UNKNOWN', message };
  }
}
