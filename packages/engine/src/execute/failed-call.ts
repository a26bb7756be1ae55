import { unreachable, type ApiCall, type CallFailure, type Performed, type StepFailure } from '@trueup/core';

/** A refused call as the failure of a step, in the service's words (automation-documents, 4.12 and 4.24). */
export function failedCall(failure: CallFailure, call: ApiCall): Extract<Performed, { kind: 'failed' }> {
  return {
    kind: 'failed',
    code: failure.code,
    retryable: failure.kind === 'throttled' || failure.kind === 'service-fault' || failure.kind === 'not-found',
    failure: {
      stage: failure.kind === 'invalid' ? 'InputValidation' : 'Invocation',
      type: typeOf(failure),
      message:
        `Step fails when it is Execute/Cancelling action. An error occurred (${failure.code}) when calling the ` +
        `${call.operation} operation: ${failure.message}. ` +
        'Please refer to Automation Service Troubleshooting Guide for more diagnosis details.',
    },
  };
}

function typeOf(failure: CallFailure): StepFailure['type'] {
  switch (failure.kind) {
    case 'access-denied':
      return 'Permission';
    case 'throttled':
      return 'Throttling';
    case 'timed-out':
    case 'unreachable':
    case 'service-fault':
      return 'Internal';
    case 'not-found':
    case 'invalid':
    case 'other':
      return 'Action';
    default:
      return unreachable(failure.kind);
  }
}
