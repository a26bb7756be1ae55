import {
  accountId,
  outcomeOfFailure,
  partitionOf,
  region,
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
      return outcomeOfFailure(answer.failure);
    case 'planned':
      throw new Error(`${operation} was held back, though nothing is planned here`);
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
