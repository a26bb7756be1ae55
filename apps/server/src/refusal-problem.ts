import { Problem, type ProblemCode } from '@trueup/api-contract';
import { unreachable } from '@trueup/core';
import type { Refused, RefusalReason } from '@trueup/engine';

export const missing = (what: string, id: string): Problem => new Problem('not-found', `no ${what} ${id}`);

/** What the engine refused, as the contract says it. */
export function refusal({ reason, detail }: Refused): Problem {
  return new Problem(codeOf(reason), detail, { reason });
}

function codeOf(reason: RefusalReason): ProblemCode {
  switch (reason) {
    case 'unknown-finding':
    case 'unknown-plan':
    case 'unknown-execution':
    case 'unknown-control':
    case 'unknown-account':
    case 'unknown-region':
    case 'unknown-scan':
    case 'unknown-document':
    case 'unknown-document-version':
    case 'unknown-step':
    case 'unknown-definition':
    case 'unknown-delivery':
      return 'not-found';
    case 'invalid-document':
    case 'invalid-parameters':
    case 'invalid-target':
    case 'invalid-permission':
    case 'reserved-name':
    case 'document-too-large':
    case 'schema-version':
    case 'invalid-definition':
    case 'invalid-event':
      return 'invalid';
    case 'plan-changed':
    case 'policy-changed':
    case 'already-decided':
    case 'in-policy':
    case 'resource-locked':
    case 'invalid-signal':
    case 'token-reused':
    case 'document-exists':
    case 'document-unchanged':
    case 'document-shared':
    case 'default-version':
    case 'version-name-taken':
    case 'definition-exists':
    case 'definition-in-use':
    case 'chain-broken':
      return 'conflict';
    case 'plan-not-ready':
    case 'plan-not-waiting':
    case 'plan-expired':
    case 'same-person':
    case 'reason-missing':
    case 'unknown-approver':
    case 'count-differs':
    case 'not-finished':
    case 'already-finished':
    case 'nothing-to-undo':
    case 'no-undo':
    case 'not-paused':
    case 'guarded':
    case 'too-many-executions':
    case 'document-limit':
    case 'document-version-limit':
    case 'scripts-refused':
    case 'definition-limit':
    case 'checkpoint-unwritten':
    case 'checkpoint-untrusted':
    case 'checkpoint-missing':
    case 'nothing-to-remove':
      return 'refused';
    default:
      return unreachable(reason);
  }
}
