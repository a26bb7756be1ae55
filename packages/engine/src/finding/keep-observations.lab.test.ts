import { libraryEntry } from '@trueup/controls';
import type { Arn, Evaluation, FindingId, Observation, Store } from '@trueup/core';
import { eventParts, freshAccount, hubFinding, labStore, REQUESTER } from '@trueup/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { batchedParts, type BatchedParts } from '../batched-parts.ts';
import { createAutomationRule } from '../definition/automation-rules.ts';
import { putEventRule, putEventTargets } from '../definition/event-rules.ts';
import { importFindings } from './import-findings.ts';
import { keepObservations } from './keep-observations.ts';

let store: Store;
beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());

const { control } = libraryEntry('S3.8');
const BAD: Evaluation = { kind: 'non-compliant', reason: 'It is open.' };
const GOOD: Evaluation = { kind: 'compliant' };

interface Scene {
  readonly parts: BatchedParts;
  readonly scope: ReturnType<typeof eventParts>['scope'];
  see(evaluation: Evaluation, hour: number): Promise<readonly (string | undefined)[]>;
  hear(hour: number, status?: 'FAILED' | 'PASSED'): Promise<FindingId>;
  imported(): Promise<number>;
}

const at = (hour: number): string => `2026-01-01T${String(hour).padStart(2, '0')}:00:00.000Z`;

async function scene(): Promise<Scene> {
  const given = eventParts(store, freshAccount());
  const parts = batchedParts(given);
  const { scope } = given;
  const pattern = JSON.stringify({ 'detail-type': ['Security Hub Findings - Imported'], account: [scope.accountId] });
  const kept = await putEventRule(parts, { name: 'imported', enabled: true, pattern }, scope, REQUESTER);
  const arn = kept.kind === 'kept' ? kept.rule.arn : '';
  await putEventTargets(parts, arn, [{ id: 'one', address: { kind: 'remediation' } }], REQUESTER);
  const resource = { ...scope, arn: 'arn:aws:s3:::bucket' as Arn, type: 'AWS::S3::Bucket', id: 'bucket' };
  return {
    parts,
    scope,
    see: (evaluation, hour) =>
      keepObservations(parts, [{ control, resource, evaluation, at: at(hour) } satisfies Observation], {
        kind: 'system',
        name: 'scan',
      }),
    async hear(hour, status = 'FAILED') {
      const asff = hubFinding(scope.accountId, { UpdatedAt: at(hour), Compliance: { Status: status } });
      const [outcome] = await importFindings(parts, [asff], REQUESTER, 'hub');
      return outcome?.findingId ?? ('' as FindingId);
    },
    imported: async () =>
      (await store.events.deliveries({ limit: 1000 })).items.filter(({ ruleArn }) => ruleArn === arn).length,
  };
}

test.each(['own scan first', 'Security Hub first'])('%s: both tell of one finding', async (order) => {
  const one = await scene();
  if (order === 'own scan first') await one.see(BAD, 1);
  const id = await one.hear(2);
  await one.see(BAD, 3);
  const finding = await store.findings.byId(id);
  expect(finding?.sources.map(({ own }) => own)).toEqual(order === 'own scan first' ? [true, false] : [false, true]);
  expect(await store.findings.count({ accounts: [one.scope.accountId] })).toBe(1);
});

test('what our own check sees repaired is resolved, whatever Security Hub repeats', async () => {
  const one = await scene();
  const id = await one.hear(1);
  expect(await one.see(GOOD, 2)).toEqual(['finding.resolved']);
  await one.hear(3);
  expect(await store.findings.byId(id)).toMatchObject({ workflow: 'RESOLVED', compliance: 'PASSED', regressions: 0 });
  await one.hear(4, 'PASSED');
  await one.hear(5);
  expect(await store.findings.byId(id)).toMatchObject({ workflow: 'NEW', compliance: 'FAILED', regressions: 1 });
});

test('automation rules see our own findings as Security Hub’s: with the workflow filled in', async () => {
  const one = await scene();
  const rule = {
    RuleName: 'own',
    Description: 'of a test',
    RuleOrder: 1,
    Criteria: {
      WorkflowStatus: [{ Value: 'NEW', Comparison: 'EQUALS' }],
      ProductName: [{ Value: 'Trueup', Comparison: 'EQUALS' }],
    },
    Actions: [{ Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: { Workflow: { Status: 'NOTIFIED' } } }],
  };
  await createAutomationRule(one.parts, rule, one.scope, REQUESTER);
  await one.see(BAD, 1);
  const { items } = await store.findings.list({ accounts: [one.scope.accountId] });
  expect(items).toMatchObject([{ workflow: 'NOTIFIED' }]);

  // A scan that sees the same again is no news, although the rule is applied again.
  await one.see(BAD, 2);
  await one.see(BAD, 3);
  const id = items[0]?.id ?? ('' as FindingId);
  expect(await store.findings.byId(id)).toMatchObject({ lastObservedAt: at(3) });
  expect((await store.findings.history(id, { limit: 10 })).items).toHaveLength(1);
  expect(await one.imported()).toBe(1);
});

test('a look that is stored late does not undo a later one', async () => {
  const one = await scene();
  await one.see(BAD, 1);
  expect(await one.see(GOOD, 3)).toEqual(['finding.resolved']);
  expect(await one.see(BAD, 2)).toEqual([]);
  const { items } = await store.findings.list({ accounts: [one.scope.accountId] });
  expect(items).toMatchObject([{ compliance: 'PASSED', workflow: 'RESOLVED', regressions: 0 }]);
});

test('a record tells of a finding that closes whether it was closed already', async () => {
  const one = await scene();
  const resource = { ...one.scope, arn: 'arn:aws:s3:::bucket' as Arn, type: 'AWS::S3::Bucket', id: 'bucket' };
  const gone: Evaluation = { kind: 'not-applicable', reason: 'It is gone.' };
  await one.see(BAD, 1);
  await one.see(GOOD, 2);
  await keepObservations(one.parts, [{ control, resource, evaluation: gone, at: at(3) }], REQUESTER);
  await one.see(BAD, 4);
  const [finding] = (await store.findings.list({ accounts: [one.scope.accountId] })).items;
  const { items } = await store.records.list({ subjectId: finding?.id ?? '' });
  expect(items.toReversed().map(({ action, detail }) => [action, detail['alreadyClosed']])).toEqual([
    ['finding.opened', undefined],
    ['finding.resolved', undefined],
    ['finding.archived', true],
    ['finding.reopened', undefined],
  ]);
});
