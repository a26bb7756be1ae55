import { coversAccount, coversEverything, type AccessKey, type AccountId } from '@trueup/core';
import type { AccessParts } from './access-parts.ts';
import { denials } from './denials.ts';
import { person } from './record-access.ts';

type KeyVerdict =
  { readonly kind: 'admitted' } | { readonly kind: 'expired' } | { readonly kind: 'denied'; readonly reason: string };

/** Whether an access key of the AWS-compatible API still stands for someone who may work in its account. */
export type AdmitKey = (key: AccessKey, operation: string) => Promise<KeyVerdict>;

const ROLES = ['operator', 'admin'] as const;

/**
 * What stays within the account of the key. All else may reach other accounts (a document acts wherever its target
 * locations are, a name of a document counts everywhere, a rule may start one) and needs the role in each, as over REST.
 */
const WITHIN_ITS_ACCOUNT: ReadonlySet<string> = new Set([
  'BatchImportFindings',
  'BatchUpdateFindings',
  'GetFindings',
  'GetFindingHistory',
  'GetInsights',
  'GetInsightResults',
  'DescribeActionTargets',
  'DescribeHub',
  'ListAutomationRules',
  'BatchGetAutomationRules',
  'DescribeStandards',
  'GetEnabledStandards',
  'BatchEnableStandards',
  'BatchDisableStandards',
  'DescribeStandardsControls',
  'UpdateStandardsControl',
  'GetDocument',
  'DescribeDocument',
  'ListDocuments',
  'ListDocumentVersions',
  'ListRules',
  'DescribeRule',
  'ListTargetsByRule',
  'ListRuleNamesByTarget',
  'DescribeEventBus',
  'ListEventBuses',
]);

/** A key acts as an operator does: its user needs that role, in the account of the key, whenever it is used. */
export function admitKey(
  parts: AccessParts & {
    /** The account whose keys see every account, and rule over them. */
    readonly administrator: () => Promise<AccountId>;
  },
): AdmitKey {
  const denied = denials(parts);
  return async (key, operation) => {
    const expired = key.expiresAt !== undefined && key.expiresAt <= parts.clock.now();
    const reason = expired ? `the key expired at ${key.expiresAt}` : await reasonAgainst(parts, key, operation);
    if (reason === undefined) return { kind: 'admitted' };
    await denied({ actor: person(key.name), operation, reason, address: 'aws-api' });
    return expired ? { kind: 'expired' } : { kind: 'denied', reason };
  };
}

async function reasonAgainst(
  parts: Parameters<typeof admitKey>[0],
  key: AccessKey,
  operation: string,
): Promise<string | undefined> {
  const { identities } = parts.store;
  if (key.userId === undefined) {
    // Its name was asserted, and that counts only while there are no users.
    return (await identities.users()).length === 0 ? undefined : 'the key is of no user: make another';
  }
  const user = await identities.user(key.userId);
  if (!user || user.disabledAt !== undefined) return 'its user is let in no more';
  if (coversEverything(user.grants, ROLES)) return undefined;
  const place = (await parts.places()).find(({ id }) => id === key.accountId) ?? { id: key.accountId };
  if (!coversAccount(user.grants, ROLES, place)) return `its user needs the role operator in account ${key.accountId}`;
  if (key.accountId === (await parts.administrator())) {
    return `account ${key.accountId} sees all others: its user needs the role operator in every account`;
  }
  return WITHIN_ITS_ACCOUNT.has(operation)
    ? undefined
    : `${operation} may reach other accounts: its user needs the role operator in every account`;
}
