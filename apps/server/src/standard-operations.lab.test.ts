import type { Trueup } from '@trueup/api-contract';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { reportedFinding } from './testing/reported-finding.ts';
import { OWN_ACCOUNT, servedTrueup } from './testing/served-trueup.ts';

let close: () => Promise<void>;
let alice: Trueup;
beforeAll(async () => {
  const served = await servedTrueup(inject('awsLabEndpoint'));
  close = () => served.close();
  alice = served.as('alice');
  const about = (controlId: string, status: string) =>
    reportedFinding(controlId, {
      GeneratorId: `security-control/${controlId}`,
      Compliance: { Status: status, SecurityControlId: controlId },
    });
  const findings = [about('S3.8', 'FAILED'), about('RDS.1', 'PASSED'), about('RDS.2', 'PASSED')] as never;
  expect(await alice.importFindings({ findings })).toMatchObject({ created: 3 });
});
afterAll(() => close());

const scoreOf = async (standard: 'fsbp/1.0.0' | 'cis/3.0.0'): Promise<unknown> =>
  (await alice.getScores({ standard })).items.map(({ score, passed, failed }) => ({ score, passed, failed }));

test('FSBP is on until told otherwise', async () => {
  const { items } = await alice.listStandards({});
  expect(items.filter(({ enabled }) => enabled).map(({ id }) => id)).toEqual(['fsbp/1.0.0']);
  expect(items[0]).toMatchObject({ enabledIn: [OWN_ACCOUNT], title: expect.stringContaining('Foundational') });
  expect(items.every(({ controls }) => controls > 10)).toBe(true);
});

test('the score is made of what findings say', async () => {
  expect(await scoreOf('fsbp/1.0.0')).toEqual([{ score: 67, passed: 2, failed: 1 }]);
  expect(await scoreOf('cis/3.0.0')).toEqual([]);
  const account = await alice.getScores({ standard: 'fsbp/1.0.0', accountId: OWN_ACCOUNT, region: 'us-east-1' });
  expect(account.items).toMatchObject([{ score: 67, accountId: OWN_ACCOUNT, region: 'us-east-1' }]);
});

test('a control that is turned off with a reason does not count, until it is on again', async () => {
  const off = { controlId: 'S3.8', enabled: false } as const;
  await expect(alice.setControlEnabled(off)).rejects.toMatchObject({
    code: 'invalid',
    faults: [expect.objectContaining({ path: 'reason' })],
  });
  await expect(alice.setControlEnabled({ ...off, controlId: 'S3.999', reason: 'x' })).rejects.toMatchObject({
    code: 'not-found',
  });
  await alice.setControlEnabled({ ...off, reason: 'a proxy does it' });
  expect(await scoreOf('fsbp/1.0.0')).toEqual([{ score: 100, passed: 2, failed: 0 }]);
  const { items } = await alice.listStandardControls({ standard: 'fsbp/1.0.0' });
  expect(items.find(({ controlId }) => controlId === 'S3.8')).toMatchObject({
    status: 'disabled',
    disabledReason: 'a proxy does it',
  });
  expect(items.find(({ controlId }) => controlId === 'RDS.1')).toMatchObject({ status: 'passed' });
  await alice.setControlEnabled({ controlId: 'S3.8', enabled: true });
  expect(await scoreOf('fsbp/1.0.0')).toEqual([{ score: 67, passed: 2, failed: 1 }]);
});

test('a standard is on in the accounts that say so', async () => {
  const on = await alice.setStandardEnabled({ standard: 'cis/3.0.0', enabled: true, accountId: OWN_ACCOUNT });
  expect(on.items.find(({ id }) => id === 'cis/3.0.0')).toMatchObject({ enabled: true, enabledIn: [OWN_ACCOUNT] });
  expect(await scoreOf('cis/3.0.0')).toHaveLength(1);
  const other = await alice.listStandards({ accountId: '999999999999' });
  expect(other.items.find(({ id }) => id === 'cis/3.0.0')).toMatchObject({ enabled: false });
  await alice.setStandardEnabled({ standard: 'cis/3.0.0', enabled: false });
  expect(await scoreOf('cis/3.0.0')).toHaveLength(1);
  await alice.setStandardEnabled({ standard: 'cis/3.0.0', enabled: false, accountId: OWN_ACCOUNT });
  expect(await scoreOf('cis/3.0.0')).toEqual([]);
});

test('what is settled of standards is in the audit log, and there is a history', async () => {
  const { items } = await alice.listRecords({ actions: ['definition.put'] });
  expect(items.length).toBeGreaterThan(3);
  expect(items.every(({ actor, detail }) => actor.name === 'alice' && detail['kind'] === 'standards')).toBe(true);
  expect(await alice.listScoreHistory({ standard: 'fsbp/1.0.0', from: '2026-01-01T00:00:00Z' })).toEqual({ items: [] });
});
