import { awsDoor } from '@trueup/aws';
import { accountId, homeRegion } from '@trueup/core';
import type { OwnIdentity } from './application-parts.ts';

const NO_ACCOUNT = accountId('000000000000');

/** Asks AWS whose the credentials of this process are. Undefined when there are none that AWS takes. */
export async function ownIdentity(endpoint: string | undefined): Promise<OwnIdentity | undefined> {
  const door = awsDoor({ accountOf: () => ({}), ...(endpoint === undefined ? {} : { endpoint }) });
  const scope = { accountId: NO_ACCOUNT, region: homeRegion('aws'), partition: 'aws' } as const;
  const answer = await door
    .open(scope, { mode: 'live' })
    .call({ service: 'sts', operation: 'GetCallerIdentity', parameters: {} }, { timeoutMs: 10_000 });
  door.close();
  if (answer.kind !== 'answered') return undefined;
  return { accountId: String(answer.output['Account']), arn: String(answer.output['Arn']) };
}
