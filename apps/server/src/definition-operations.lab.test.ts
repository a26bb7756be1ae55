import type { Finding, Trueup } from '@trueup/api-contract';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { reportedFinding } from './testing/reported-finding.ts';
import { OWN_ACCOUNT, servedTrueup } from './testing/served-trueup.ts';

let close: () => Promise<void>;
let alice: Trueup;
beforeAll(async () => {
  const served = await servedTrueup(inject('awsLabEndpoint'));
  close = () => served.close();
  alice = served.as('alice');
});
afterAll(() => close());

const HUB = `arn:aws:securityhub:us-east-1:${OWN_ACCOUNT}`;
const titled = (value: string) => ({ Title: [{ Value: value, Comparison: 'PREFIX' }] });

async function imported(name: string): Promise<Finding> {
  expect(await alice.importFindings({ findings: [reportedFinding(name)] as never })).toMatchObject({ created: 1 });
  const { items } = await alice.searchFindings({ filters: titled(`Port open on ${name}`) });
  const [found] = items;
  if (!found) throw new Error(`no finding about ${name}`);
  return found;
}

const rule = (name: string, order: number, update: object, criteria = titled(`Port open on ${name}`)): never =>
  ({
    RuleName: name,
    Description: `For ${name}.`,
    RuleOrder: order,
    Criteria: criteria,
    Actions: [{ Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: update }],
  }) as never;

test('a rule is made as CreateAutomationRule has it, applies from the next finding on, and its part is traced', async () => {
  const made = await alice.createAutomationRule({ rule: rule('sandbox', 5, { Workflow: { Status: 'SUPPRESSED' } }) });
  expect(made).toMatchObject({ name: 'sandbox', order: 5, enabled: true, terminal: false, createdBy: 'alice' });
  expect(made.arn).toMatch(new RegExp(`^${HUB}:automation-rule/[0-9a-f-]{36}$`));
  const finding = await imported('sandbox-1');
  expect(finding.workflow).toBe('SUPPRESSED');
  const { history } = await alice.getFinding({ id: finding.id });
  expect(history.items[0]?.rules).toEqual([
    {
      ruleArn: made.arn,
      ruleName: 'sandbox',
      changes: [{ field: 'Workflow.Status', from: 'NEW', to: 'SUPPRESSED' }],
    },
  ]);
  const id = made.arn.split('/').at(-1) ?? '';
  expect(await alice.getAutomationRule({ id })).toEqual(made);
  expect(await alice.getAutomationRule({ id: made.arn })).toEqual(made);
  const off = await alice.updateAutomationRule({ id, changes: { RuleStatus: 'DISABLED' } });
  expect(off).toMatchObject({ enabled: false, name: 'sandbox' });
  expect((await imported('sandbox-2')).workflow).toBe('NEW');
  expect(await alice.deleteAutomationRule({ id })).toMatchObject({ arn: made.arn });
  await expect(alice.getAutomationRule({ id })).rejects.toMatchObject({ code: 'not-found' });
});

test('rules are put into an order, and those that are not named follow as they were', async () => {
  const names = async (): Promise<string[]> => (await alice.listAutomationRules({})).items.map(({ name }) => name);
  const made = new Map<string, string>();
  for (const [index, name] of ['one', 'two', 'three', 'four'].entries()) {
    const { arn } = await alice.createAutomationRule({ rule: rule(name, 10 * (index + 1), { Confidence: 1 }) });
    made.set(name, arn);
  }
  const ids = ['three', 'one'].flatMap((name) => made.get(name) ?? []);
  const { items } = await alice.reorderAutomationRules({ ids });
  expect(items.map(({ name, order }) => [name, order])).toEqual([
    ['three', 1],
    ['one', 2],
    ['two', 3],
    ['four', 4],
  ]);
  expect(await names()).toEqual(['three', 'one', 'two', 'four']);
  const [twice = ''] = ids;
  await expect(alice.reorderAutomationRules({ ids: [twice, twice] })).rejects.toThrow(/named twice/);
  await expect(alice.reorderAutomationRules({ ids: ['no-such-rule'] })).rejects.toMatchObject({ code: 'not-found' });
  for (const arn of made.values()) await alice.deleteAutomationRule({ id: arn });
});

test('a preview says how many findings criteria match now, and changes nothing', async () => {
  await imported('preview-1');
  await imported('preview-2');
  const preview = await alice.previewAutomationRule({ criteria: titled('Port open on preview') });
  expect(preview).toMatchObject({ count: 2, items: [{ workflow: 'NEW' }, { workflow: 'NEW' }] });
  expect(await alice.listAutomationRules({})).toEqual({ items: [] });
});

test.each([
  [() => alice.createAutomationRule({ rule: {} }), 'rule.RuleName'],
  [() => alice.createAutomationRule({ rule: rule('bad', 1, { Compliance: { Status: 'PASSED' } }) }), /^rule\.Actions/],
  [
    () => alice.createAutomationRule({ rule: rule('bad', 1, { Confidence: 1 }, { Titel: [] } as never) }),
    'rule.Criteria.Titel',
  ],
  [
    () => alice.previewAutomationRule({ criteria: { Title: [{ Value: 'x', Comparison: 'LIKE' }] } }),
    /^criteria\.Title/,
  ],
])('a rule with a fault is refused, and its field is named (%#)', async (ask, path) => {
  const expected = typeof path === 'string' ? path : expect.stringMatching(path);
  await expect(ask()).rejects.toMatchObject({ code: 'invalid', faults: [expect.objectContaining({ path: expected })] });
});

test('an insight counts what matches now; it is changed, shown by id and by ARN, and removed', async () => {
  await imported('insight-1');
  const filters = titled('Port open on insight');
  const made = await alice.createInsight({ name: 'Open ports', filters, groupBy: 'ResourceType' });
  const id = made.arn.split('/').at(-1) ?? '';
  expect(await alice.getInsight({ id })).toEqual({ insight: made, groups: [{ key: 'AwsEc2Instance', count: 1 }] });
  expect(await alice.updateInsight({ id: made.arn, groupBy: 'SeverityLabel' })).toEqual({
    ...made,
    groupBy: 'SeverityLabel',
  });
  expect((await alice.getInsight({ id })).groups).toEqual([{ key: 'MEDIUM', count: 1 }]);
  expect((await alice.listInsights({})).items).toHaveLength(1);
  await alice.deleteInsight({ id });
  expect(await alice.listInsights({})).toEqual({ items: [] });
});

test.each([
  [{ name: 'x', filters: {}, groupBy: 'Nothing' }, 'groupBy'],
  [{ name: ' ', filters: {}, groupBy: 'ResourceType' }, 'name'],
  [{ name: 'x', filters: { Titel: [] }, groupBy: 'ResourceType' }, 'filters.Titel'],
])('an insight %j is refused and names its field', async (given, path) => {
  const refused = { code: 'invalid', faults: [expect.objectContaining({ path })] };
  await expect(alice.createInsight(given)).rejects.toMatchObject(refused);
});

test('a view is saved, replaced by one of its name, and removed', async () => {
  const name = 'Open ports / 日本';
  await alice.saveView({ name, filters: titled('Port'), order: 'priority' });
  await alice.saveView({ name, filters: titled('Port'), groupBy: 'ResourceType' });
  const { items } = await alice.listViews({});
  expect(items).toMatchObject([{ name, groupBy: 'ResourceType', createdBy: 'alice' }]);
  expect(items[0]).not.toHaveProperty('order');
  expect(await alice.deleteView({ name })).toEqual({ name });
  await expect(alice.deleteView({ name })).rejects.toMatchObject({ code: 'not-found' });
});

test('a custom action is pressed on findings and on an insight, and each is an event', async () => {
  const finding = await imported('fired');
  const action = await alice.createCustomAction({ id: 'Ticket', name: 'Open a ticket', description: 'To the owners.' });
  expect(action.arn).toBe(`${HUB}:action/custom/Ticket`);
  await expect(alice.createCustomAction({ id: 'Ticket', name: 'x', description: 'x' })).rejects.toMatchObject({
    code: 'conflict',
    reason: 'definition-exists',
  });
  const archive = await alice.createArchive({ name: 'fired', pattern: '{"source":["aws.securityhub"]}' });
  const fired = await alice.fireCustomAction({ id: 'Ticket', on: { kind: 'findings', findingIds: [finding.id] } });
  expect(fired).toEqual({ events: 1 });
  const insight = await alice.createInsight({ name: 'All', filters: {}, groupBy: 'ResourceType' });
  await alice.fireCustomAction({ id: action.arn, on: { kind: 'insight', insightId: insight.arn } });
  const { items } = await alice.listArchivedEvents({ id: archive.arn });
  expect(items.map((event) => event['detail-type']).toSorted()).toEqual([
    'Security Hub Findings - Custom Action',
    'Security Hub Insight Results',
  ]);
  const missing = alice.fireCustomAction({ id: 'Ticket', on: { kind: 'findings', findingIds: ['f-none'] } });
  await expect(missing).rejects.toMatchObject({ code: 'not-found', reason: 'unknown-finding' });
  expect(await alice.updateCustomAction({ id: 'Ticket', name: 'Ticket' })).toMatchObject({ name: 'Ticket' });
  expect(await alice.deleteCustomAction({ id: 'Ticket' })).toMatchObject({ id: 'Ticket' });
  expect(await alice.listCustomActions({})).toEqual({ items: [] });
});

test('what people define is in the audit log', async () => {
  const { items } = await alice.listRecords({ actions: ['definition.put', 'definition.deleted'], limit: 1000 });
  const kinds = new Set(items.map(({ detail }) => detail['kind']));
  expect(kinds).toEqual(new Set(['action-target', 'automation-rule', 'event-archive', 'insight', 'view']));
  expect(items.every(({ actor }) => actor.name === 'alice')).toBe(true);
});
