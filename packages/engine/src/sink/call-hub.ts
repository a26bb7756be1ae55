import {
  accountId,
  partitionOf,
  region,
  type CallFailure,
  type DeliveryOutcome,
  type Door,
  type JsonObject,
} from '@trueup/core';

export type NotCalled = Exclude<DeliveryOutcome, { kind: 'delivered' }>;

type Called = { readonly kind: 'called'; readonly output: JsonObject } | NotCalled;

export interface HubPlace {
  readonly account: string;
  readonly region: string;
}

/** One call to the Security Hub of an account and region, with the permission to do just that. */
export async function callHub(
  door: Door,
  place: HubPlace,
  operation: 'BatchImportFindings' | 'BatchUpdateFindings',
  parameters: JsonObject,
  signal: AbortSignal,
): Promise<Called> {
  if (!/^\d{12}$/.test(place.account) || !/^[a-z]{2}(?:-[a-z]{1,20}){1,3}-\d$/.test(place.region)) {
    const message = `there is no Security Hub in account ${place.account}, region ${place.region}`;
    return { kind: 'refused', code: 'INVALID_PARAMETER', message };
  }
  const here = region(place.region);
  const scope = { accountId: accountId(place.account), region: here, partition: partitionOf(here) };
  const statements = [{ Action: [`securityhub:${operation}`], Resource: '*' }];
  const session = door.open(scope, { mode: 'live', statements });
  const answer = await session.call({ service: 'securityhub', operation, parameters }, { signal });
  switch (answer.kind) {
    case 'answered':
      return { kind: 'called', output: answer.output };
    case 'failed':
      return outcomeOf(answer.failure);
    case 'planned':
      throw new Error(`${operation} was held back, though nothing is planned here`);
  }
}

function outcomeOf({ kind, code, message: told }: CallFailure): NotCalled {
  const message = `${code}: ${told}`;
  switch (kind) {
    case 'throttled':
      return { kind: 'failed', code: 'THROTTLING', message };
    case 'timed-out':
      return { kind: 'failed', code: 'TIMEOUT', message };
    case 'unreachable':
      return { kind: 'failed', code: 'CONNECTION_FAILURE', message };
    case 'service-fault':
    case 'other':
      return { kind: 'failed', code: 'ERROR_FROM_TARGET', message };
    case 'access-denied':
      return { kind: 'refused', code: 'NO_PERMISSIONS', message };
    case 'not-found':
      return { kind: 'refused', code: 'NO_RESOURCE', message };
    case 'invalid':
      return { kind: 'refused', code: 'INVALID_PARAMETER', message };
  }
}

/** Of errors that Security Hub tells of one finding: those that may pass. */
const MAY_PASS = [
  'ConcurrentUpdateError',
  'InternalFailure',
  'InternalException',
  'ThrottlingException',
  'LimitExceeded',
];

export function outcomeOfFinding(code: string, told: string): NotCalled {
  const message = `${code}: ${told}`;
  if (MAY_PASS.includes(code)) return { kind: 'failed', code: 'ERROR_FROM_TARGET', message };
  const denied = code === 'InvalidAccess' || code === 'AccessDenied';
  return { kind: 'refused', code: denied ? 'NO_PERMISSIONS' : 'INVALID_PARAMETER', message };
}
