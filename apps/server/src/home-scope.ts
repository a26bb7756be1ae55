import { accountId, partitionOf, region, type AccountId, type Policy, type Region, type Scope } from '@trueup/core';
import type { OwnIdentity } from './application-parts.ts';

/** Of executions that nobody can be charged with: no policy, and no credentials that AWS takes. */
const NO_ACCOUNT = accountId('000000000000');
const FALLBACK_REGION = region('us-east-1');

export interface Home {
  /** Absent: the owner has settled nothing yet. */
  readonly policy: Policy | undefined;
  readonly identity: () => Promise<OwnIdentity | undefined>;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Where something runs when only a part of the place, or none of it, was said. */
export async function homeScope(
  { policy, identity, environment }: Home,
  asked: { readonly accountId?: string; readonly region?: string } = {},
): Promise<Scope> {
  const chosen = regionOf(policy, environment, asked.region);
  const account = asked.accountId === undefined ? await homeAccount({ policy, identity }) : accountId(asked.accountId);
  return { accountId: account, region: chosen, partition: partitionOf(chosen) };
}

/** The account that is meant when none was said. */
export async function homeAccount({ policy, identity }: Pick<Home, 'policy' | 'identity'>): Promise<AccountId> {
  const [first] = policy?.accounts ?? [];
  if (first) return first.id;
  const own = await identity();
  return own ? accountId(own.accountId) : NO_ACCOUNT;
}

function regionOf(policy: Policy | undefined, environment: Home['environment'], asked: string | undefined): Region {
  if (asked !== undefined) return region(asked);
  const [first] = policy?.regions ?? [];
  if (first) return first;
  const named = environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'] ?? '';
  return named === '' ? FALLBACK_REGION : region(named);
}
