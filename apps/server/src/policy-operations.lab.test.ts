import { writeFile } from 'node:fs/promises';
import type { PolicyFile, PolicyPlan, Trueup } from '@trueup/api-contract';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { reportedFinding } from './testing/reported-finding.ts';
import { OWN_ACCOUNT, servedTrueup } from './testing/served-trueup.ts';

let close: () => Promise<void>;
let policyPath: string;
let alice: Trueup;
let bob: Trueup;
beforeAll(async () => {
  const served = await servedTrueup(inject('awsLabEndpoint'));
  close = () => served.close();
  policyPath = served.policyPath;
  alice = served.as('alice');
  bob = served.as('bob');
});
afterAll(() => close());

const HEAD = `accounts: [{ id: '${OWN_ACCOUNT}', name: main }]\nregions: [us-east-1]\n`;
const files = (text: string): PolicyFile[] => [{ name: 'trueup.yaml', text: `${HEAD}${text}` }];
const LINE = 'remediations: [{ name: all, controls: ["*"], mode: approval }]\n';

async function planned(of: PolicyFile[], by = alice): Promise<Extract<PolicyPlan, { kind: 'planned' }>> {
  const plan = await by.planPolicy({ files: of });
  if (plan.kind === 'planned') return plan;
  throw new Error(JSON.stringify(plan.problems));
}

/** Which policy scans and decisions go by: a region that it does not name is refused. */
const inForce = async (): Promise<string | undefined> => {
  const { checks } = await alice.doctor({});
  return checks.find(({ name }) => name === 'policy')?.detail;
};

test('before the first apply the file counts, nothing drifts and there is nothing to export', async () => {
  expect(await alice.policyDrift({})).toMatchObject({ kind: 'never-applied' });
  await expect(alice.exportPolicy({})).rejects.toMatchObject({ code: 'not-found' });
  expect(await inForce()).toContain(policyPath);
  expect(await alice.getPolicyInForce({})).toMatchObject({ inForce: { kind: 'file' }, policy: { accounts: 1 } });
  expect(await alice.getCalendar({})).toMatchObject({ items: [] });
  expect(await planned(files(LINE))).toMatchObject({ inForce: { kind: 'file' } });
});

test('a policy with a fault is told with its place, and nothing of it is applied', async () => {
  const faulty = files('remediations: [{ controls: [S3.88], mode: manual }]\n');
  expect(await alice.validatePolicy({ files: faulty })).toMatchObject({
    valid: false,
    problems: [{ file: 'trueup.yaml', line: 3, path: 'remediations[0].controls[0]' }],
  });
  expect(await alice.planPolicy({ files: faulty })).toMatchObject({ kind: 'invalid' });
  await expect(alice.applyPolicy({ files: faulty, planHash: 'any' })).rejects.toMatchObject({ code: 'invalid' });
  await expect(alice.exportPolicy({})).rejects.toMatchObject({ code: 'not-found' });
});

test('of two who apply at the same time one is refused, the first time too, and the policy is whole', async () => {
  for (let round = 0; round < 5; round += 1) {
    const texts = [`${LINE}keepExecutionsDays: ${100 + round}\n`, `${LINE}keepExecutionsDays: ${200 + round}\n`];
    const [one, other] = await Promise.all([planned(files(texts[0] ?? '')), planned(files(texts[1] ?? ''), bob)]);
    const outcomes = await Promise.allSettled([
      alice.applyPolicy({ files: files(texts[0] ?? ''), planHash: one.planHash }),
      bob.applyPolicy({ files: files(texts[1] ?? ''), planHash: other.planHash }),
    ]);
    const won = outcomes.findIndex(({ status }) => status === 'fulfilled');
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'conflict', reason: 'policy-changed' },
    });
    expect((await alice.exportPolicy({})).files).toEqual(files(texts[won] ?? ''));
  }
});

test('a plan says what changes for the open findings, and its apply is recorded with who, why and what', async () => {
  await alice.importFindings({ findings: [reportedFinding('policy-1'), reportedFinding('policy-2')] as never });
  const text = LINE.replace('approval', 'automatic, override: proven in the sandbox');
  const plan = await planned(files(text));
  expect(plan.changes.map(({ text: words }) => words)).toContain(
    'line all: mode approval → automatic; override (none) → proven in the sandbox',
  );
  expect(plan.effect).toMatchObject({
    sampled: 2,
    complete: true,
    moved: 2,
    moves: [
      { from: { remediation: 'all', mode: 'approval' }, to: { remediation: 'all', mode: 'automatic' }, findings: 2 },
    ],
  });
  const applied = await alice.applyPolicy({ files: files(text), planHash: plan.planHash, reason: 'CHG-42' });
  expect(applied).toMatchObject({ hash: plan.hash, appliedBy: 'alice', reason: 'CHG-42' });
  const { items } = await alice.listRecords({ actions: ['policy.applied'] });
  expect(items[0]).toMatchObject({
    actor: { name: 'alice' },
    subject: { kind: 'policy', id: plan.hash },
    detail: { reason: 'CHG-42', overrides: [{ remediation: 'all', reason: 'proven in the sandbox' }] },
  });
  expect(await alice.exportPolicy({})).toMatchObject({ files: files(text), appliedBy: 'alice' });
  expect(await inForce()).toContain('as applied');
});

test('an apply that is sent again is refused', async () => {
  const plan = await planned(files(`${LINE}keepExecutionsDays: 50\n`));
  const given = { files: files(`${LINE}keepExecutionsDays: 50\n`), planHash: plan.planHash };
  await alice.applyPolicy(given);
  await expect(alice.applyPolicy(given)).rejects.toMatchObject({ code: 'conflict', reason: 'policy-changed' });
});

test('drift shows what the file says otherwise, and a broken file changes nothing', async () => {
  const applied = await alice.exportPolicy({});
  await writeFile(policyPath, applied.files[0]?.text ?? '');
  expect(await alice.policyDrift({})).toMatchObject({ kind: 'in-sync' });
  await writeFile(policyPath, files(`${LINE}planExpiresAfterHours: 3\n`)[0]?.text ?? '');
  const drift = await alice.policyDrift({});
  expect(drift.kind).toBe('differs');
  expect(drift.changes.map(({ text }) => text)).toContain('planExpiresAfterHours 24 → 3');
  await writeFile(policyPath, 'accounts: [');
  expect(await alice.policyDrift({})).toMatchObject({ kind: 'file-unreadable' });
  const { checks } = await alice.doctor({});
  expect(checks.filter(({ name }) => name.startsWith('policy'))).toMatchObject([
    { name: 'policy', status: 'ok' },
    { name: 'policy file', status: 'warning' },
  ]);
  await expect(alice.startScan({ regions: ['eu-north-1'] })).rejects.toThrow(/expected one of us-east-1/);
});

test('what is in force is seen with its windows once it is applied', async () => {
  const text = `${LINE}windows: [{ name: nights, kind: allow, cron: '0 22 * * *', durationMinutes: 60, timeZone: Asia/Tokyo }]\n`;
  const { planHash } = await planned(files(text));
  const { hash } = await alice.applyPolicy({ files: files(text), planHash });
  expect(await bob.getPolicyInForce({})).toMatchObject({
    inForce: { kind: 'applied', hash, appliedBy: 'alice' },
    policy: { remediations: [{ name: 'all', mode: 'approval', scope: { controls: ['*'] } }], regions: ['us-east-1'] },
  });
  const { items } = await bob.getCalendar({ from: '2026-03-01T00:00:00Z', to: '2026-03-03T00:00:00Z' });
  expect(items).toMatchObject([
    {
      name: 'nights',
      occurrences: [
        { from: '2026-03-01T13:00:00.000Z', to: '2026-03-01T14:00:00.000Z' },
        { from: '2026-03-02T13:00:00.000Z', to: '2026-03-02T14:00:00.000Z' },
      ],
    },
  ]);
});
