import { writeFile } from 'node:fs/promises';
import type { Trueup } from '@trueup/api-contract';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { reportedFinding } from './testing/reported-finding.ts';
import { OWN_ACCOUNT, servedTrueup } from './testing/served-trueup.ts';

const OTHER = '210987654321';
const POLICY = `partition: aws
accounts:
  - id: '${OWN_ACCOUNT}'
    name: main
    organizationalUnit: /Prod
    owner: ops@example.com
  - id: '${OTHER}'
    name: other
    role: TrueupMember
regions: [us-east-1]
remediations:
  - controls: ['*']
    mode: manual
`;

let close: () => Promise<void>;
let alice: Trueup;
beforeAll(async () => {
  const served = await servedTrueup(inject('awsLabEndpoint'));
  close = () => served.close();
  await writeFile(served.policyPath, POLICY);
  alice = served.as('alice');
  const about = (name: string, changes: Readonly<Record<string, unknown>>) => reportedFinding(name, changes);
  const findings = [
    about('one', { Severity: { Label: 'LOW' }, FirstObservedAt: '2020-01-01T00:00:00.000Z' }),
    about('two', { Severity: { Label: 'CRITICAL' } }),
    about('three', { Severity: { Label: 'CRITICAL' } }),
    about('four', { Severity: { Label: 'HIGH' }, Workflow: { Status: 'SUPPRESSED' } }),
  ] as never;
  expect(await alice.importFindings({ findings })).toMatchObject({ created: 4 });
});
afterAll(() => close());

test('the overview tells each severity, the days up to today and what is stopped', async () => {
  const none = { count: 0, overdue: 0, oldestSeconds: 0 };
  const overview = await alice.getOverview({ days: 3 });
  expect(overview.open).toMatchObject([
    { severity: 'CRITICAL', count: 2 },
    { severity: 'HIGH', ...none },
    { severity: 'MEDIUM', ...none },
    { severity: 'LOW', count: 1, overdue: 1 },
    { severity: 'INFORMATIONAL', ...none },
  ]);
  expect(overview.trend.map(({ date }) => date)).toEqual(overview.trend.map(({ date }) => date).toSorted());
  expect(overview.trend).toMatchObject([{}, {}, { date: overview.at.slice(0, 10), resolved: 0, open: 3 }]);
  expect(overview.remediation).toMatchObject({ verified: 0, secondsToRemediate: { count: 0 } });
  expect(overview).toMatchObject({ waitingApprovals: 0, runningExecutions: 0, killSwitches: [] });
  expect((await alice.getOverview({})).trend).toHaveLength(30);
});

test('a switch of another account is not told, and one of all accounts or of a control is', async () => {
  const scopes = [{ kind: 'account', id: OTHER }, { kind: 'all' }, { kind: 'control', id: 'S3.8' }] as const;
  for (const scope of scopes) await alice.turnKillSwitchOn({ scope, reason: 'a fire' });
  const kinds = async (accounts: readonly string[]) =>
    (await alice.getOverview({ accounts })).killSwitches.map(({ scope }) => scope.kind).toSorted();
  expect(await kinds([OWN_ACCOUNT])).toEqual(['all', 'control']);
  expect(await kinds([OTHER])).toEqual(['account', 'all', 'control']);
  expect((await alice.listKillSwitches({ accounts: [OWN_ACCOUNT] })).items).toHaveLength(2);
  expect((await alice.listKillSwitches({})).items).toHaveLength(3);
  for (const scope of scopes) await alice.turnKillSwitchOff({ scope, reason: 'is out' });
});

test('accounts are told as the policy names them, with what is open in them', async () => {
  const { items } = await alice.listAccounts({});
  expect(items.map(({ score: _score, ...account }) => account)).toEqual([
    {
      id: OWN_ACCOUNT,
      name: 'main',
      organizationalUnit: '/Prod',
      owner: 'ops@example.com',
      regions: ['us-east-1'],
      openFindings: [
        { severity: 'CRITICAL', count: 2 },
        { severity: 'LOW', count: 1 },
      ],
    },
    { id: OTHER, name: 'other', role: 'TrueupMember', regions: ['us-east-1'], openFindings: [] },
  ]);
  const [standard] = (await alice.getScores({ standard: '*', accountId: OWN_ACCOUNT })).items;
  expect(items[0]?.score).toBe(standard?.score);
  expect((await alice.listAccounts({ accounts: [OTHER] })).items.map(({ id }) => id)).toEqual([OTHER]);
});

test('an account that was scanned tells what the scan looked at and could not read', async () => {
  const { id } = await alice.startScan({ accounts: [OWN_ACCOUNT], controls: ['S3.8'] });
  await expect.poll(async () => (await alice.getScan({ id })).status, { timeout: 60_000 }).toBe('finished');
  const scan = await alice.getScan({ id });
  const { items } = await alice.listAccounts({});
  expect(items[0]).toMatchObject({
    lastScan: { id, status: 'finished', finishedAt: scan.finishedAt },
    coverage: { scanId: id, regions: 1, controls: 1, resources: scan.counts.resources, gapsComplete: true },
  });
  expect(items[0]?.coverage?.gaps.reduce((sum, { count }) => sum + count, 0)).toBe(scan.gapsTotal);
  expect(items[1]).not.toHaveProperty('lastScan');
  expect(items[1]).not.toHaveProperty('coverage');
}, 90_000);

test('an account is entered as the policy says, and one that it does not name is not there', async () => {
  const check = await alice.checkAccount({ id: OWN_ACCOUNT });
  expect(check).toEqual((await alice.doctor({})).checks.find(({ name }) => name.includes(OWN_ACCOUNT)));
  expect(check).toMatchObject({ status: 'ok', detail: expect.stringContaining(OWN_ACCOUNT) });
  await expect(alice.checkAccount({ id: '999999999999' })).rejects.toMatchObject({
    code: 'not-found',
    message: 'no account 999999999999',
  });
});
