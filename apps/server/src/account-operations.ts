import { severity as severities, type AccountSummary, type Operations } from '@trueup/api-contract';
import {
  accountCoverage,
  type AccountOpenFindings,
  type AccountScans,
  type Policy,
  type PolicyAccount,
  type Scan,
} from '@trueup/core';
import type { ApplicationParts } from './application-parts.ts';
import { examineAccount } from './examine-account.ts';
import { missing } from './refusal-problem.ts';
import { scoresNow } from './standard-operations.ts';

type Accounts = Pick<Operations, 'listAccounts' | 'checkAccount'>;

export function accountOperations(parts: ApplicationParts): Accounts {
  const { policy, door } = parts;
  return {
    async listAccounts({ accounts }) {
      const settled = await policy.readIfThere();
      const named = settled?.accounts.filter(({ id }) => accounts?.includes(id) ?? true) ?? [];
      if (settled === undefined || named.length === 0) return { items: [] };
      const standing = await standingOf(parts, named);
      return { items: named.map((account) => summaryOf(account, settled, standing)) };
    },
    async checkAccount({ id }) {
      const settled = await policy.readIfThere();
      const account = settled?.accounts.find((one) => one.id === id);
      if (settled === undefined || account === undefined) throw missing('account', id);
      return examineAccount(door, settled, account);
    },
  };
}

interface Standing {
  readonly openFindings: ReadonlyMap<string, AccountSummary['openFindings']>;
  readonly scans: ReadonlyMap<string, AccountScans>;
  readonly scores: ReadonlyMap<string, number | null>;
}

async function standingOf(parts: ApplicationParts, accounts: readonly PolicyAccount[]): Promise<Standing> {
  const { store } = parts;
  const ids = accounts.map(({ id }) => id);
  const [open, scans, scores] = await Promise.all([
    store.overview.openByAccount(ids),
    store.scans.latestOf(ids),
    scoresNow(parts),
  ]);
  const ofAll = scores.filter(({ standard, region }) => standard === '*' && region === '*');
  return {
    openFindings: new Map(ids.map((id) => [id, openOf(open.filter(({ accountId }) => accountId === id))])),
    scans: new Map(scans.map((one) => [one.accountId, one])),
    scores: new Map(ofAll.map(({ accountId, score }) => [accountId, score])),
  };
}

/** The most severe first. */
function openOf(found: readonly AccountOpenFindings[]): AccountSummary['openFindings'] {
  const counts = new Map(found.map(({ severity, count }) => [severity, count]));
  return severities.options
    .toReversed()
    .map((severity) => ({ severity, count: counts.get(severity) ?? 0 }))
    .filter(({ count }) => count > 0);
}

function summaryOf(
  account: PolicyAccount,
  { regions }: Policy,
  { openFindings, scans, scores }: Standing,
): AccountSummary {
  const { id, name, organizationalUnit, owner, role } = account;
  const { last, finished } = scans.get(id) ?? {};
  const score = scores.get(id);
  return {
    id,
    name,
    ...(organizationalUnit === undefined ? {} : { organizationalUnit }),
    ...(owner === undefined ? {} : { owner }),
    ...(role === undefined ? {} : { role }),
    regions,
    openFindings: openFindings.get(id) ?? [],
    ...(last === undefined ? {} : { lastScan: scanOf(last) }),
    ...(finished === undefined ? {} : { coverage: accountCoverage(finished, id) }),
    ...(score === undefined ? {} : { score }),
  };
}

function scanOf({ id, status, startedAt, finishedAt }: Scan): AccountSummary['lastScan'] & object {
  return { id, status, startedAt, ...(finishedAt === undefined ? {} : { finishedAt }) };
}
