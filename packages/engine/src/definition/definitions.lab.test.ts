import type { EventEnvelope, FindingId, JsonObject, Scope, Store } from '@trueup/core';
import { eventParts, freshAccount, hubFinding, labStore, REQUESTER } from '@trueup/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { batchedParts, type BatchedParts } from '../batched-parts.ts';
import { importFindings } from '../finding/import-findings.ts';
import {
  createActionTarget,
  deleteActionTarget,
  fireOnFindings,
  fireOnInsight,
  updateActionTarget,
} from './action-targets.ts';
import {
  createAutomationRule,
  deleteAutomationRule,
  listAutomationRules,
  updateAutomationRule,
} from './automation-rules.ts';
import { putEventRule, putEventTargets } from './event-rules.ts';
import { createInsight, deleteInsight, deleteView, insightGroups, saveView, updateInsight } from './insights.ts';

let store: Store;
beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());

interface Scene {
  readonly parts: BatchedParts;
  readonly scope: Scope;
  /** Findings of this account about so many buckets. */
  findings(count: number): Promise<readonly FindingId[]>;
  /** Security Hub's events of custom actions and insights. */
  fired(): Promise<readonly EventEnvelope[]>;
}

async function scene(): Promise<Scene> {
  const given = eventParts(store, freshAccount());
  const parts = batchedParts(given);
  const { scope } = given;
  const detailTypes = ['Security Hub Findings - Custom Action', 'Security Hub Insight Results'];
  const pattern = JSON.stringify({ 'detail-type': detailTypes, account: [scope.accountId] });
  const kept = await putEventRule(parts, { name: 'fired', enabled: true, pattern }, scope, REQUESTER);
  const arn = kept.kind === 'kept' ? kept.rule.arn : '';
  await putEventTargets(parts, arn, [{ id: 'one', address: { kind: 'remediation' } }], REQUESTER);
  return {
    parts,
    scope,
    async findings(count) {
      const all = Array.from({ length: count }, (_none, n) =>
        hubFinding(scope.accountId, {
          Id: `${scope.accountId}-${n}`,
          Severity: { Label: n === 0 ? 'CRITICAL' : 'HIGH' },
          Resources: [{ Type: 'AwsS3Bucket', Id: `arn:aws:s3:::b-${n}`, Region: 'eu-west-1' }],
        }),
      );
      return (await importFindings(parts, all, REQUESTER, 'tool')).map(({ findingId }) => findingId);
    },
    async fired() {
      const { items } = await store.events.deliveries({ limit: 1000 });
      return items.filter(({ ruleArn }) => ruleArn === arn).map(({ event }) => event);
    },
  };
}

const TICKET = { id: 'Ticket', name: 'Open a ticket', description: 'Opens a ticket.' };

async function actionOf({ parts, scope }: Scene): Promise<string> {
  const kept = await createActionTarget(parts, TICKET, scope, REQUESTER);
  if (kept.kind !== 'kept') throw new Error(JSON.stringify(kept));
  return kept.action.arn;
}

test('a custom action is an event a finding, with the finding as it is stored, and a record', async () => {
  const at = await scene();
  const arn = await actionOf(at);
  expect(arn).toBe(`arn:aws:securityhub:eu-west-1:${at.scope.accountId}:action/custom/Ticket`);
  const ids = await at.findings(3);
  expect(await fireOnFindings(at.parts, arn, ids.slice(0, 2), REQUESTER)).toEqual({ kind: 'fired', events: 2 });
  const events = await at.fired();
  expect(events).toHaveLength(2);
  for (const event of events) {
    expect(event).toMatchObject({
      source: 'aws.securityhub',
      'detail-type': 'Security Hub Findings - Custom Action',
      account: at.scope.accountId,
      region: 'eu-west-1',
      resources: [arn],
      detail: { actionName: 'Open a ticket', actionDescription: 'Opens a ticket.' },
    });
    expect(event.detail['findings']).toHaveLength(1);
  }
  const { items } = await store.records.list({ subjectId: ids[0] ?? '', limit: 5 });
  expect(items[0]).toMatchObject({ action: 'finding.action-fired', actor: REQUESTER, detail: { customAction: arn } });
});

test.each([0, 21])('a custom action on %i findings is refused, and fires nothing', async (count) => {
  const at = await scene();
  const arn = await actionOf(at);
  const ids = await at.findings(count === 0 ? 1 : count);
  expect(await fireOnFindings(at.parts, arn, ids.slice(0, count), REQUESTER)).toMatchObject({
    reason: 'invalid-definition',
  });
  expect(await at.fired()).toEqual([]);
});

test('a custom action on a finding that is unknown fires for none', async () => {
  const at = await scene();
  const arn = await actionOf(at);
  const [id = '' as FindingId] = await at.findings(1);
  expect(await fireOnFindings(at.parts, arn, [id, 'f-no' as FindingId], REQUESTER)).toMatchObject({
    reason: 'unknown-finding',
  });
  expect(await fireOnFindings(at.parts, `${arn}x`, [id], REQUESTER)).toMatchObject({ reason: 'unknown-definition' });
  expect(await at.fired()).toEqual([]);
});

test('custom actions are known by an id of their account, changed and deleted, at most fifty', async () => {
  const at = await scene();
  const arn = await actionOf(at);
  const create = (given: object) => createActionTarget(at.parts, { ...TICKET, ...given }, at.scope, REQUESTER);
  expect(await create({})).toMatchObject({ reason: 'definition-exists' });
  expect(await create({ id: 'no spaces' })).toMatchObject({ kind: 'invalid', field: 'id' });
  expect(await create({ id: 'a', name: 'x'.repeat(21) })).toMatchObject({ kind: 'invalid', field: 'name' });
  expect(await create({ id: 'a', description: ' ' })).toMatchObject({ kind: 'invalid', field: 'description' });
  expect(await updateActionTarget(at.parts, arn, { name: 'Renamed' }, REQUESTER)).toMatchObject({
    action: { name: 'Renamed', description: TICKET.description },
  });
  expect(await updateActionTarget(at.parts, arn, { name: '' }, REQUESTER)).toMatchObject({ kind: 'invalid' });
  for (let number = 1; number < 50; number += 1)
    expect(await create({ id: `a${number}` })).toMatchObject({ kind: 'kept' });
  expect(await create({ id: 'a50' })).toMatchObject({ reason: 'definition-limit' });
  expect(await deleteActionTarget(at.parts, arn, REQUESTER)).toEqual({ kind: 'deleted' });
  expect(await deleteActionTarget(at.parts, arn, REQUESTER)).toMatchObject({ reason: 'unknown-definition' });
  expect(await create({ id: 'a50' })).toMatchObject({ kind: 'kept' });
});

async function insightOf({ parts, scope }: Scene, groupBy = 'SeverityLabel'): Promise<string> {
  const filters: JsonObject = { AwsAccountId: [{ Value: scope.accountId, Comparison: 'EQUALS' }] };
  const kept = await createInsight(parts, { name: 'By severity', filters, groupBy }, scope, REQUESTER);
  if (kept.kind !== 'kept') throw new Error(JSON.stringify(kept));
  return kept.insight.arn;
}

test('an insight counts what matches, most first, and within what is asked', async () => {
  const at = await scene();
  const arn = await insightOf(at);
  await at.findings(4);
  expect(await insightGroups(at.parts, arn)).toMatchObject({
    kind: 'results',
    groups: [
      { key: 'HIGH', count: 3 },
      { key: 'CRITICAL', count: 1 },
    ],
  });
  expect(await insightGroups(at.parts, arn, { severities: ['CRITICAL'] })).toMatchObject({
    groups: [{ key: 'CRITICAL', count: 1 }],
  });
  expect(await insightGroups(at.parts, `${arn}x`)).toMatchObject({ reason: 'unknown-definition' });
});

test('a custom action on an insight is one event with at most a hundred groups', async () => {
  const at = await scene();
  const [action, insight] = [await actionOf(at), await insightOf(at, 'ResourceId')];
  await at.findings(103);
  expect(await fireOnInsight(at.parts, action, insight, REQUESTER)).toEqual({ kind: 'fired', events: 1 });
  const [event, ...rest] = await at.fired();
  expect(rest).toEqual([]);
  expect(event).toMatchObject({
    'detail-type': 'Security Hub Insight Results',
    resources: [action],
    detail: { insightArn: insight, resultType: 'ResourceId', 'number of results': '100' },
  });
  expect(event?.detail['insightResults']).toHaveLength(100);
  expect(await fireOnInsight(at.parts, `${action}x`, insight, REQUESTER)).toMatchObject({ kind: 'refused' });
  expect(await fireOnInsight(at.parts, action, `${insight}x`, REQUESTER)).toMatchObject({ kind: 'refused' });
  expect(await at.fired()).toHaveLength(1);
});

test('insights and views say what is wrong with them, and are changed and deleted', async () => {
  const at = await scene();
  const arn = await insightOf(at);
  const change = (changes: object) => updateInsight(at.parts, arn, changes, REQUESTER);
  expect(await change({ name: ' ' })).toMatchObject({ kind: 'invalid', field: 'Name' });
  expect(await change({ groupBy: 'Confidence' })).toMatchObject({ kind: 'invalid', field: 'GroupByAttribute' });
  const wrong = { SeverityLabel: [{ Value: 'HIGH', Comparison: 'LIKE' }] };
  expect(await change({ filters: wrong })).toMatchObject({
    kind: 'invalid',
    field: expect.stringMatching(/^Filters\.SeverityLabel/),
  });
  expect(await change({ name: 'Renamed' })).toMatchObject({ insight: { name: 'Renamed', groupBy: 'SeverityLabel' } });
  expect(await deleteInsight(at.parts, arn, REQUESTER)).toEqual({ kind: 'deleted' });
  expect(await deleteInsight(at.parts, arn, REQUESTER)).toMatchObject({ reason: 'unknown-definition' });

  const name = `view of ${at.scope.accountId}`;
  expect(await saveView(at.parts, { name: 'two\nlines', filters: {} }, REQUESTER)).toMatchObject({ field: 'name' });
  expect(await saveView(at.parts, { name, filters: wrong }, REQUESTER)).toMatchObject({ kind: 'invalid' });
  expect(await saveView(at.parts, { name, filters: {} }, REQUESTER)).toMatchObject({
    view: { createdBy: 'requester' },
  });
  const contains = { Title: [{ Value: 'bucket', Comparison: 'CONTAINS' }] };
  const either = { operator: 'or' as const, groups: [{ operator: 'and' as const, filters: [contains] }] };
  expect(await saveView(at.parts, { name, filters: contains, where: either }, REQUESTER)).toMatchObject({
    view: { filters: contains, where: either },
  });
  const none = { operator: 'or' as const, groups: [{ operator: 'and' as const, filters: [wrong] }] };
  expect(await saveView(at.parts, { name, filters: {}, where: none }, REQUESTER)).toMatchObject({
    kind: 'invalid',
    field: 'where.groups[0].filters[0].SeverityLabel[0].Comparison',
  });
  expect(await deleteView(at.parts, name, REQUESTER)).toEqual({ kind: 'deleted' });
  expect(await deleteView(at.parts, name, REQUESTER)).toMatchObject({ reason: 'unknown-definition' });
});

const RULE = {
  RuleName: 'a rule',
  Description: 'of a test',
  RuleOrder: 5,
  Criteria: { SeverityLabel: [{ Value: 'HIGH', Comparison: 'EQUALS' }] },
  Actions: [{ Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: { Confidence: 50 } }],
};

test('an automation rule counts from when it is made until it is switched off or deleted', async () => {
  const at = await scene();
  const [id = '' as FindingId] = await at.findings(2);
  const confidence = async (day: number): Promise<unknown> => {
    const asff = hubFinding(at.scope.accountId, {
      Id: `${at.scope.accountId}-0`,
      UpdatedAt: `2026-02-0${day}T00:00:00.000Z`,
      Confidence: day,
      Resources: [{ Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::b-0', Region: 'eu-west-1' }],
    });
    await importFindings(at.parts, [asff], REQUESTER, 'tool');
    return (await store.findings.byId(id))?.asff.FindingProviderFields?.Confidence;
  };
  expect(await confidence(1)).toBe(1);
  const kept = await createAutomationRule(at.parts, RULE, at.scope, REQUESTER);
  const rule = kept.kind === 'kept' ? kept.rule : undefined;
  expect(rule).toMatchObject({ createdBy: 'requester', enabled: true });
  const shown = async (): Promise<unknown> => (await store.findings.byId(id))?.asff.Confidence;
  // Nothing is changed after the fact.
  expect(await shown()).toBe(1);
  await confidence(2);
  expect(await shown()).toBe(50);
  const update = { Actions: [{ Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: { Confidence: 60 } }] };
  await updateAutomationRule(at.parts, rule?.arn ?? '', update, REQUESTER);
  await confidence(3);
  expect(await shown()).toBe(60);
  await updateAutomationRule(at.parts, rule?.arn ?? '', { RuleStatus: 'DISABLED' }, REQUESTER);
  expect(await confidence(4)).toBe(4);
  // What a rule set is a customer's from then on.
  expect(await shown()).toBe(60);
  expect(await deleteAutomationRule(at.parts, rule?.arn ?? '', REQUESTER)).toEqual({ kind: 'deleted' });
  expect(await deleteAutomationRule(at.parts, rule?.arn ?? '', REQUESTER)).toMatchObject({ kind: 'refused' });
});

test('automation rules are listed in their turn, and a wrong one is refused with its place', async () => {
  const at = await scene();
  for (const [RuleName, RuleOrder] of [
    ['third', 9],
    ['first', 1],
    ['second', 5],
  ] as const) {
    await createAutomationRule(at.parts, { ...RULE, RuleName, RuleOrder }, at.scope, REQUESTER);
  }
  const mine = (await listAutomationRules(at.parts)).filter(({ arn }) => arn.includes(at.scope.accountId));
  expect(mine.map(({ name }) => name)).toEqual(['first', 'second', 'third']);
  expect(await createAutomationRule(at.parts, { ...RULE, RuleOrder: 0 }, at.scope, REQUESTER)).toMatchObject({
    kind: 'invalid',
    field: 'RuleOrder',
  });
  expect(await updateAutomationRule(at.parts, mine[0]?.arn ?? '', { Criteria: 5 }, REQUESTER)).toMatchObject({
    kind: 'invalid',
  });
  expect(await updateAutomationRule(at.parts, 'arn:none', {}, REQUESTER)).toMatchObject({ kind: 'refused' });
});
