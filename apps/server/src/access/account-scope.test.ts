import { httpClient, type Finding, type Trueup } from '@trueup/api-contract';
import { scriptedFindings, scriptedTrueup, type ScriptedFinding } from '@trueup/api-contract/testing';
import type { Grant } from '@trueup/core';
import { expect, onTestFinished, test } from 'vitest';
import { serveScripted } from '../testing/serve-scripted.ts';

const MINE = '111111111111';
const THEIRS = '222222222222';
const PARTITIONS = ['aws', 'aws-us-gov', 'aws-cn'] as const;

/** Findings 1 and 4 are of one account, 2 and 3 of the other. */
function findingsOf(partition: (typeof PARTITIONS)[number]): ScriptedFinding[] {
  return scriptedFindings().map(({ finding, script }) => {
    const accountId = finding.id.endsWith('2') || finding.id.endsWith('3') ? THEIRS : MINE;
    const resource: Finding['resource'] = {
      ...finding.resource,
      accountId,
      partition,
      arn: `arn:${partition}:s3:::${finding.resource.id}`,
    };
    return { finding: { ...finding, resource }, script: { decision: 'remediate', outcome: script.outcome } };
  });
}

interface World {
  readonly mine: Trueup;
  readonly boss: Trueup;
  readonly served: Awaited<ReturnType<typeof serveScripted>>;
}

async function world(
  partition: (typeof PARTITIONS)[number] = 'aws',
  scope: Omit<Grant, 'role'> = { accounts: [MINE] },
): Promise<World> {
  const served = await serveScripted(scriptedTrueup(findingsOf(partition)), {
    places: [
      { id: MINE, organizationalUnit: '/Prod/Payments' },
      { id: THEIRS, organizationalUnit: '/Production' },
    ],
  });
  onTestFinished(() => served.close());
  const roles = ['operator', 'approver', 'auditor', 'viewer'] as const;
  return {
    served,
    mine: await served.as('scoped', ...roles.map((role) => ({ role, ...scope }))),
    boss: await served.as('boss', { role: 'admin' }),
  };
}

const MY_FINDING = 'f-0000000000000001';
const THEIR_FINDING = 'f-0000000000000002';

/** Everything of the other account by its id. */
async function theirs(
  boss: Trueup,
): Promise<{ readonly plan: string; readonly hash: string; readonly execution: string }> {
  const planned = await boss.makePlan({ findingId: THEIR_FINDING });
  if (planned.kind !== 'planned') throw new Error('expected a plan');
  const { id, hash } = planned.plan;
  const execution = await boss.startExecution({ planId: id, hash });
  return { plan: id, hash, execution: execution.id };
}

const ESCAPES: readonly (readonly [
  string,
  (t: Trueup, there: Awaited<ReturnType<typeof theirs>>) => Promise<unknown>,
])[] = [
  ['reads a finding', (t) => t.getFinding({ id: THEIR_FINDING })],
  ['reads its history', (t) => t.listFindingHistory({ id: THEIR_FINDING })],
  ['changes it', (t) => t.updateFindings({ ids: [THEIR_FINDING], update: { Workflow: { Status: 'SUPPRESSED' } } })],
  ['changes it beside one of his own', (t) => t.updateFindings({ ids: [MY_FINDING, THEIR_FINDING], update: {} })],
  ['plans for it', (t) => t.makePlan({ findingId: THEIR_FINDING })],
  ['reads the plan', (t, { plan }) => t.getPlan({ id: plan })],
  ['lists plans of the finding', (t) => t.listPlans({ findingId: THEIR_FINDING })],
  ['approves the plan', (t, { plan, hash }) => t.decidePlan({ id: plan, hash, verdict: 'approve' })],
  ['starts the plan', (t, { plan, hash }) => t.startExecution({ planId: plan, hash })],
  ['reads the execution', (t, { execution }) => t.getExecution({ id: execution })],
  ['reads it as SSM shows it', (t, { execution }) => t.getAutomationExecution({ id: execution })],
  ['cancels it', (t, { execution }) => t.cancelExecution({ id: execution })],
  ['stops it', (t, { execution }) => t.stopAutomation({ id: execution, type: 'Cancel' })],
  ['signals it', (t, { execution }) => t.signalExecution({ id: execution, signal: { kind: 'approve' } })],
  ['lists its children', (t, { execution }) => t.listExecutions({ parentId: execution })],
  ['undoes it', (t, { execution }) => t.planUndo({ executionId: execution })],
  ['lets automation act on it again', (t) => t.resumeAutomation({ findingId: THEIR_FINDING })],
  ['filters by the other account', (t) => t.listFindings({ accounts: [THEIRS] })],
  ['filters by both', (t) => t.listFindings({ accounts: [MINE, THEIRS] })],
  ['searches by the other account', (t) => t.searchFindings({ accounts: [THEIRS] })],
  ['counts by the other account', (t) => t.countFindings({ by: 'severity', accounts: [THEIRS] })],
  ['counts what matches in the other account', (t) => t.countMatching({ accounts: [THEIRS] })],
  ['groups the findings of both', (t) => t.listFindingGroups({ accounts: [MINE, THEIRS] })],
  ['exports the other account', (t) => t.exportFindings({ format: 'asff', accounts: [THEIRS] })],
  ['scans the other account', (t) => t.startScan({ accounts: [MINE, THEIRS] })],
  ['reads its scores', (t) => t.getScores({ accountId: THEIRS })],
  ['reads its kill switches', (t) => t.listKillSwitches({ accounts: [THEIRS] })],
  ['reads its overview', (t) => t.getOverview({ accounts: [MINE, THEIRS] })],
  ['lists it', (t) => t.listAccounts({ accounts: [THEIRS] })],
  ['checks it', (t) => t.checkAccount({ id: THEIRS })],
  [
    'turns a standard off there',
    (t) => t.setStandardEnabled({ standard: 'cis/1.4.0', enabled: false, accountId: THEIRS }),
  ],
];

test.each(PARTITIONS.flatMap((partition) => ESCAPES.map((escape) => [partition, ...escape] as const)))(
  '%s: whoever %s of another account is told that it is not there',
  async (partition, _what, escape) => {
    const { mine, boss, served } = await world(partition);
    const there = await theirs(boss);
    await expect(escape(mine, there)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringMatching(/^no \w+ /),
    });
    expect(served.access.records.at(-1)).toMatchObject({ action: 'access.denied', actor: { name: 'scoped' } });
  },
);

test.each<[string, (t: Trueup) => Promise<unknown>]>([
  ['starts documents', (t) => t.startAutomation({ document: { kind: 'text', name: 'x', text: '{}' } })],
  ['takes findings in', (t) => t.importFindings({ findings: [] })],
  ['publishes events', (t) => t.putEvents({ events: [{ source: 'x', detailType: 'x', detail: { account: THEIRS } }] })],
  ['reads deliveries', (t) => t.listDeliveries({})],
  ['reads the audit log', (t) => t.listRecords({})],
  ['reads scores of all accounts', (t) => t.getScores({})],
  ['turns a standard off everywhere', (t) => t.setStandardEnabled({ standard: 'cis/1.4.0', enabled: false })],
  ['repairs whatever is due', (t) => t.remediateAutomatic({})],
  ['presses a button on an insight', (t) => t.fireCustomAction({ id: 'x', on: { kind: 'insight', insightId: 'x' } })],
  ['makes users', (t) => t.createUser({ name: 'x', grants: [] })],
])('whoever %s needs a grant that holds everywhere', async (_what, ask) => {
  const { mine } = await world();
  await expect(ask(mine)).rejects.toMatchObject({ code: 'forbidden' });
});

test('what does not exist and what lies outside are told in the same words', async () => {
  const { mine, boss } = await world();
  const { plan } = await theirs(boss);
  await expect(mine.getPlan({ id: plan })).rejects.toThrow(`no plan ${plan}`);
  await expect(mine.getPlan({ id: 'plan-99' })).rejects.toThrow('no plan plan-99');
});

test('within his account he works as anyone', async () => {
  const { mine, boss } = await world();
  const planned = await mine.makePlan({ findingId: MY_FINDING });
  if (planned.kind !== 'planned') throw new Error('expected a plan');
  const execution = await mine.startExecution({ planId: planned.plan.id, hash: planned.plan.hash });
  expect((await mine.getExecution({ id: execution.id })).execution.id).toBe(execution.id);
  await theirs(boss);
  const ofAll = await boss.listPlans({});
  const ofMine = await mine.listPlans({});
  expect(ofAll.items).toHaveLength(2);
  expect(ofMine.items.map(({ id }) => id)).toEqual([planned.plan.id]);
  expect((await mine.listExecutions({})).items.map(({ id }) => id)).toEqual([execution.id]);
});

test.each<[string, Omit<Grant, 'role'>, readonly string[] | undefined]>([
  ['accounts', { accounts: [MINE] }, [MINE]],
  ['a unit', { organizationalUnits: ['/Prod'] }, [MINE]],
  ['the root', { organizationalUnits: ['/'] }, [MINE, THEIRS]],
  ['an account and a unit', { accounts: [THEIRS], organizationalUnits: ['/Prod'] }, [MINE, THEIRS]],
  ['a unit without accounts', { organizationalUnits: ['/Test'] }, undefined],
  ['everything', {}, undefined],
])('a list of findings is narrowed to %s', async (_what, scope, accounts) => {
  const { served } = await world();
  const asked: unknown[] = [];
  const scripted = scriptedTrueup(findingsOf('aws'));
  const listening = await serveScripted(
    {
      ...scripted,
      application: (actor) => ({
        ...scripted.application(actor),
        listFindings: async (input) => {
          asked.push(input.accounts);
          return { items: [] };
        },
      }),
    },
    { places: await served.access.places() },
  );
  onTestFinished(() => listening.close());
  const trueup = await listening.as('scoped', { role: 'viewer', ...scope });
  const listed = trueup.listFindings({});
  if (scope.organizationalUnits?.[0] === '/Test') await expect(listed).rejects.toMatchObject({ code: 'forbidden' });
  else await listed;
  expect(asked).toEqual(scope.organizationalUnits?.[0] === '/Test' ? [] : [accounts]);
});

test('the overview and the accounts are those of his grants', async () => {
  const { mine, boss } = await world();
  const open = async (trueup: Trueup) => (await trueup.getOverview({})).open.reduce((sum, { count }) => sum + count, 0);
  expect([await open(mine), await open(boss)]).toEqual([2, 4]);
  const other = await world('aws', { accounts: [THEIRS] });
  expect((await mine.listAccounts({})).items.map(({ id }) => id)).toEqual([MINE]);
  expect((await other.mine.listAccounts({})).items).toEqual([]);
});

test('a role counts only where it was given', async () => {
  const { served } = await world();
  const mixed = await served.as('mixed', { role: 'viewer' }, { role: 'operator', accounts: [MINE] });
  expect((await mixed.getFinding({ id: THEIR_FINDING })).finding.id).toBe(THEIR_FINDING);
  await expect(mixed.makePlan({ findingId: THEIR_FINDING })).rejects.toMatchObject({ code: 'not-found' });
  expect(await mixed.makePlan({ findingId: MY_FINDING })).toMatchObject({ kind: 'planned' });
});

test('a page is filled up with what lies within', async () => {
  const pages = [[executionOf(THEIRS, 1), executionOf(MINE, 2)], [executionOf(THEIRS, 3)], [executionOf(MINE, 4)]];
  const limits: unknown[] = [];
  const scripted = scriptedTrueup();
  const served = await serveScripted({
    ...scripted,
    application: (actor) => ({
      ...scripted.application(actor),
      async listExecutions({ cursor = '0', limit }) {
        limits.push(limit);
        const next = Number(cursor) + 1;
        return { items: pages[Number(cursor)] ?? [], ...(next < pages.length ? { next: String(next) } : {}) };
      },
    }),
  });
  onTestFinished(() => served.close());
  const mine = await served.as('scoped', { role: 'viewer', accounts: [MINE] });
  const listed = await mine.listExecutions({ limit: 2 });
  expect(listed.items.map(({ id }) => id)).toEqual(['execution-2', 'execution-4']);
  expect(listed.next).toBeUndefined();
  expect(limits).toEqual([2, 1, 1]);
});

function executionOf(accountId: string, number: number) {
  return {
    id: `execution-${number}`,
    kind: 'automation' as const,
    scope: { accountId, region: 'us-east-1', partition: 'aws' as const },
    documentName: 'x',
    documentVersion: '1',
    mode: 'Auto' as const,
    tags: [],
    document: '{}',
    parameters: {},
    phase: 'finished' as const,
    status: 'Success' as const,
    startedBy: { kind: 'person' as const, name: 'x' },
    startedAt: '2026-01-01T00:00:00.000Z',
    verifyAttempts: 0,
  };
}

test('an execution that is spread over another account is not his', async () => {
  const scripted = scriptedTrueup();
  const child = {
    id: 'c',
    target: 't',
    scope: { accountId: THEIRS, region: 'us-east-1', partition: 'aws' as const },
    parameters: {},
  };
  const spread = { supplied: {}, resolved: true, children: [child] };
  const served = await serveScripted({
    ...scripted,
    application: (actor) => ({
      ...scripted.application(actor),
      listExecutions: async () => ({ items: [executionOf(MINE, 1), { ...executionOf(MINE, 2), spread }] }),
    }),
  });
  onTestFinished(() => served.close());
  const mine = await served.as('scoped', { role: 'viewer', accounts: [MINE] });
  expect((await mine.listExecutions({})).items.map(({ id }) => id)).toEqual(['execution-1']);
});

test('the admin token of the data directory sees everything', async () => {
  const { served } = await world();
  const trueup = httpClient({ baseUrl: served.address, token: served.adminToken });
  expect((await trueup.listFindings({})).items).toHaveLength(4);
});
