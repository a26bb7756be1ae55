import {
  BatchDeleteAutomationRulesCommand,
  BatchGetAutomationRulesCommand,
  BatchUpdateAutomationRulesCommand,
  CreateActionTargetCommand,
  CreateAutomationRuleCommand,
  CreateInsightCommand,
  DeleteActionTargetCommand,
  DeleteInsightCommand,
  DescribeActionTargetsCommand,
  DescribeHubCommand,
  EnableSecurityHubCommand,
  GetInsightResultsCommand,
  GetInsightsCommand,
  ListAutomationRulesCommand,
  UpdateActionTargetCommand,
  UpdateInsightCommand,
} from '@aws-sdk/client-securityhub';
import type { AutomationRule } from '@trueup/core';
import { expect, test } from 'vitest';
import { ACCOUNT } from '../scripted-api.ts';
import type { CustomAction, Insight } from './findings-port.ts';
import { hubOf } from './scripted-hub.ts';

const HUB = `arn:aws:securityhub:eu-west-1:${ACCOUNT}`;
const AT = '2026-03-01T10:00:00.250Z';

const rule = (order: number, changes: Partial<AutomationRule> = {}): AutomationRule => ({
  arn: `${HUB}:automation-rule/${order}`,
  name: `rule ${order}`,
  description: 'text',
  order,
  enabled: order !== 2,
  terminal: false,
  criteria: { Title: [{ Value: 'x', Comparison: 'EQUALS' }] },
  update: { Workflow: { Status: 'SUPPRESSED' } },
  createdBy: 'ann',
  createdAt: AT,
  updatedAt: AT,
  ...changes,
});

test('automation rules are made, changed, read, listed as they are applied, and deleted', async () => {
  const asked: unknown[] = [];
  const known = (arn: string) => !arn.endsWith('/none');
  const hub = await hubOf({
    createAutomationRule: (input) => {
      asked.push(input);
      if (input['RuleName'] === 'bad') return Promise.resolve({ kind: 'invalid', field: 'Criteria', reason: 'must …' });
      if (input['RuleName'] === 'much') return Promise.resolve({ kind: 'too-many', reason: 'There are 100 rules.' });
      return Promise.resolve({ kind: 'created', rule: rule(1) });
    },
    updateAutomationRule: (arn, changes) => {
      asked.push(changes);
      if (changes['RuleOrder'] === 3) return Promise.resolve({ kind: 'invalid', field: 'Criteria', reason: 'must …' });
      return Promise.resolve({ kind: known(arn) ? 'done' : 'unknown' });
    },
    deleteAutomationRule: (arn) => Promise.resolve({ kind: known(arn) ? 'done' : 'unknown' }),
    automationRules: () =>
      Promise.resolve([rule(20), rule(9), rule(2), rule(1), rule(1, { arn: `${HUB}:automation-rule/0` })]),
  });
  const input = {
    RuleName: 'rule 1',
    Description: 'text',
    RuleOrder: 1,
    Criteria: { Title: [{ Value: 'x', Comparison: 'EQUALS' as const }] },
    Actions: [{ Type: 'FINDING_FIELDS_UPDATE' as const, FindingFieldsUpdate: { Confidence: 1 } }],
    Tags: { team: 'a' },
  };
  const create = (changes: object = {}) => hub.send(new CreateAutomationRuleCommand({ ...input, ...changes }));
  expect((await create()).RuleArn).toBe(`${HUB}:automation-rule/1`);
  expect(asked).toEqual([input]);
  const refused = { name: 'InvalidInputException', message: "Invalid parameter 'Criteria': must …" };
  await expect(create({ RuleName: 'bad' })).rejects.toMatchObject(refused);
  await expect(create({ RuleOrder: 1001 })).rejects.toMatchObject({ name: 'InvalidInputException' });
  await expect(create({ RuleName: 'much' })).rejects.toMatchObject({
    name: 'LimitExceededException',
    $metadata: { httpStatusCode: 429 },
  });

  const items = ['1', '2', 'none'].map((id, index) => ({
    RuleArn: `${HUB}:automation-rule/${id}`,
    RuleOrder: index * 3 || 1,
  }));
  const updated = await hub.send(new BatchUpdateAutomationRulesCommand({ UpdateAutomationRulesRequestItems: items }));
  const missing = { RuleArn: items[2]?.RuleArn, ErrorCode: 404 };
  expect(updated).toMatchObject({
    ProcessedAutomationRules: [items[0]?.RuleArn],
    UnprocessedAutomationRules: [
      { RuleArn: items[1]?.RuleArn, ErrorCode: 400, ErrorMessage: refused.message },
      missing,
    ],
  });
  const AutomationRulesArns = [`${HUB}:automation-rule/2`, `${HUB}:automation-rule/none`];
  expect(await hub.send(new BatchGetAutomationRulesCommand({ AutomationRulesArns }))).toMatchObject({
    Rules: [
      {
        RuleArn: AutomationRulesArns[0],
        RuleStatus: 'DISABLED',
        Criteria: input.Criteria,
        Actions: [{ Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: { Workflow: { Status: 'SUPPRESSED' } } }],
        CreatedAt: new Date(AT),
        CreatedBy: 'ann',
      },
    ],
    UnprocessedAutomationRules: [missing],
  });
  const seen: unknown[] = [];
  for (let NextToken: string | undefined, more = true; more; more = NextToken !== undefined) {
    const page = await hub.send(new ListAutomationRulesCommand({ MaxResults: 3, NextToken }));
    seen.push(page.AutomationRulesMetadata?.map(({ RuleArn }) => RuleArn?.split('/')[1]));
    NextToken = page.NextToken;
  }
  expect(seen).toEqual([
    ['0', '1', '2'],
    ['9', '20'],
  ]);
  expect(await hub.send(new BatchDeleteAutomationRulesCommand({ AutomationRulesArns }))).toMatchObject({
    ProcessedAutomationRules: [AutomationRulesArns[0]],
    UnprocessedAutomationRules: [missing],
  });
});

const action = (id: string): CustomAction => ({ arn: `${HUB}:action/custom/${id}`, id, name: id, description: 'text' });

test('custom actions are made, changed, described and deleted under their ARN', async () => {
  const asked: unknown[] = [];
  const known = (arn: string) => !arn.endsWith('/none');
  const hub = await hubOf({
    createCustomAction: (given) => {
      if (given.id === 'twice') return Promise.resolve({ kind: 'exists' });
      if (given.id === 'much') return Promise.resolve({ kind: 'too-many', reason: 'There are 50 custom actions.' });
      return Promise.resolve({ kind: 'created', action: action(given.id) });
    },
    updateCustomAction: (arn, changes) => {
      asked.push([arn, changes]);
      return Promise.resolve({ kind: known(arn) ? 'done' : 'unknown' });
    },
    deleteCustomAction: (arn) => {
      asked.push(arn);
      return Promise.resolve({ kind: known(arn) ? 'done' : 'unknown' });
    },
    customActions: () => Promise.resolve([action('b'), action('a')]),
  });
  const create = (Id: string, Name = 'Ticket') =>
    hub.send(new CreateActionTargetCommand({ Id, Name, Description: 'Opens a ticket' }));
  expect((await create('a')).ActionTargetArn).toBe(action('a').arn);
  await expect(create('twice')).rejects.toMatchObject({
    name: 'ResourceConflictException',
    $metadata: { httpStatusCode: 409 },
  });
  await expect(create('much')).rejects.toMatchObject({ name: 'LimitExceededException' });
  await expect(create('not-plain')).rejects.toMatchObject({ name: 'InvalidInputException' });
  await expect(create('a', 'x'.repeat(21))).rejects.toMatchObject({ name: 'InvalidInputException' });
  const missing = { name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 404 } };
  const update = (ActionTargetArn: string) => hub.send(new UpdateActionTargetCommand({ ActionTargetArn, Name: 'New' }));
  await update(action('a').arn);
  await expect(update(action('none').arn)).rejects.toMatchObject(missing);
  const remove = (ActionTargetArn: string) => hub.send(new DeleteActionTargetCommand({ ActionTargetArn }));
  expect((await remove(action('a').arn)).ActionTargetArn).toBe(action('a').arn);
  await expect(remove(action('none').arn)).rejects.toMatchObject(missing);
  expect(asked.slice(0, 3)).toEqual([
    [action('a').arn, { name: 'New' }],
    [action('none').arn, { name: 'New' }],
    action('a').arn,
  ]);
  const describe = (ActionTargetArns?: string[]) => hub.send(new DescribeActionTargetsCommand({ ActionTargetArns }));
  expect((await describe()).ActionTargets?.map(({ Name }) => Name)).toEqual(['a', 'b']);
  expect((await describe([action('b').arn])).ActionTargets).toEqual([
    { ActionTargetArn: action('b').arn, Name: 'b', Description: 'text' },
  ]);
  await expect(describe([action('none').arn])).rejects.toMatchObject(missing);
});

const insight = (id: string): Insight => ({
  arn: `${HUB}:insight/${ACCOUNT}/custom/${id}`,
  name: id,
  filters: { RecordState: [{ Value: 'ACTIVE', Comparison: 'EQUALS' }] },
  groupBy: 'ResourceType',
});

test('insights are made, changed, read, counted and deleted under their ARN', async () => {
  const asked: unknown[] = [];
  const known = (arn: string) => !arn.endsWith('/none');
  const hub = await hubOf({
    createInsight: (given) => {
      asked.push(given);
      if (given.groupBy === 'Nothing')
        return Promise.resolve({ kind: 'invalid', field: 'GroupByAttribute', reason: 'must …' });
      return Promise.resolve(
        given.name === 'much'
          ? { kind: 'too-many', reason: 'There are 100.' }
          : { kind: 'created', insight: insight('a') },
      );
    },
    updateInsight: (arn, changes) => {
      asked.push(changes);
      if (changes.name === 'bad') return Promise.resolve({ kind: 'invalid', field: 'Filters', reason: 'must …' });
      return Promise.resolve({ kind: known(arn) ? 'done' : 'unknown' });
    },
    deleteInsight: (arn) => Promise.resolve({ kind: known(arn) ? 'done' : 'unknown' }),
    insights: () => Promise.resolve([insight('b'), insight('a')]),
    insightResults: (arn) => {
      const groups = [{ value: 'AwsS3Bucket', count: 3 }];
      return Promise.resolve(known(arn) ? { kind: 'results', insight: insight('a'), groups } : { kind: 'unknown' });
    },
  });
  const { arn, filters } = insight('a');
  const none = insight('none').arn;
  const input = { Name: 'a', Filters: { ...filters } as never, GroupByAttribute: 'ResourceType' };
  const create = (changes: object = {}) => hub.send(new CreateInsightCommand({ ...input, ...changes }));
  expect((await create()).InsightArn).toBe(arn);
  await expect(create({ GroupByAttribute: 'Nothing' })).rejects.toMatchObject({ name: 'InvalidInputException' });
  await expect(create({ Name: 'much' })).rejects.toMatchObject({ name: 'LimitExceededException' });
  const update = (InsightArn: string, Name: string) => hub.send(new UpdateInsightCommand({ InsightArn, Name }));
  await update(arn, 'b');
  expect([asked[0], asked.at(-1)]).toEqual([{ name: 'a', filters, groupBy: 'ResourceType' }, { name: 'b' }]);
  const missing = { name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 404 } };
  await expect(update(none, 'b')).rejects.toMatchObject(missing);
  await expect(update(arn, 'bad')).rejects.toMatchObject({ name: 'InvalidInputException' });
  expect((await hub.send(new GetInsightResultsCommand({ InsightArn: arn }))).InsightResults).toEqual({
    InsightArn: arn,
    GroupByAttribute: 'ResourceType',
    ResultValues: [{ GroupByAttributeValue: 'AwsS3Bucket', Count: 3 }],
  });
  await expect(hub.send(new GetInsightResultsCommand({ InsightArn: none }))).rejects.toMatchObject(missing);
  const get = (InsightArns?: string[]) => hub.send(new GetInsightsCommand({ InsightArns }));
  expect((await get()).Insights?.map(({ Name }) => Name)).toEqual(['a', 'b']);
  expect((await get([arn])).Insights).toEqual([
    { InsightArn: arn, Name: 'a', Filters: filters, GroupByAttribute: 'ResourceType' },
  ]);
  await expect(get([none])).rejects.toMatchObject(missing);
  expect((await hub.send(new DeleteInsightCommand({ InsightArn: arn }))).InsightArn).toBe(arn);
  await expect(hub.send(new DeleteInsightCommand({ InsightArn: none }))).rejects.toMatchObject(missing);
});

test('the hub of a key is there and cannot be enabled again', async () => {
  const hub = await hubOf({});
  expect(await hub.send(new DescribeHubCommand({}))).toMatchObject({
    HubArn: `${HUB}:hub/default`,
    ControlFindingGenerator: 'SECURITY_CONTROL',
  });
  await expect(hub.send(new DescribeHubCommand({ HubArn: `${HUB}:hub/x` }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await expect(hub.send(new EnableSecurityHubCommand({}))).rejects.toMatchObject({ name: 'ResourceConflictException' });
});
