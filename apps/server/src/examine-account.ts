import type { DoctorCheck } from '@trueup/api-contract';
import type { Door, Policy, PolicyAccount } from '@trueup/core';

/** Whether an account can be entered as the policy says, and as whom. */
export async function examineAccount(door: Door, policy: Policy, account: PolicyAccount): Promise<DoctorCheck> {
  const name = `account ${account.id} (${account.name})`;
  const [region] = policy.regions;
  if (region === undefined) return { name, status: 'failed', detail: 'the policy names no region' };
  const session = door.open({ accountId: account.id, region, partition: policy.partition }, { mode: 'live' });
  const answer = await session.call({ service: 'sts', operation: 'GetCallerIdentity', parameters: {} });
  if (answer.kind === 'failed')
    return { name, status: 'failed', detail: `${answer.failure.code}: ${answer.failure.message}` };
  if (answer.kind === 'planned') return { name, status: 'failed', detail: 'the call was not sent' };
  const { Account: found, Arn: who } = answer.output;
  return found === account.id
    ? { name, status: 'ok', detail: String(who) }
    : { name, status: 'failed', detail: `the credentials are of account ${String(found)}` };
}
