import {
  CancelReplayCommand,
  CreateArchiveCommand,
  DeleteArchiveCommand,
  DeleteRuleCommand,
  DescribeArchiveCommand,
  DescribeEventBusCommand,
  DescribeReplayCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  ListArchivesCommand,
  ListEventBusesCommand,
  ListReplaysCommand,
  ListRulesCommand,
  PutRuleCommand,
  StartReplayCommand,
  TestEventPatternCommand,
  UpdateArchiveCommand,
} from '@aws-sdk/client-eventbridge';
import type { EventArchive, EventReplay, EventRule } from '@trueup/core';
import { expect, test } from 'vitest';
import { ACCOUNT, OTHER } from '../scripted-api.ts';
import { busOf } from './scripted-bus.ts';

const BUS = `arn:aws:events:eu-west-1:${ACCOUNT}`;
const DEFAULT = `${BUS}:event-bus/default`;
const AT = '2026-03-01T10:00:00.250Z';
const invalid = (message: string) => ({ name: 'ValidationException', message });

const rule = (name: string, changes: Partial<EventRule> = {}): EventRule => ({
  name,
  bus: 'default',
  arn: `${BUS}:rule/${name}`,
  enabled: true,
  targets: [],
  createdBy: 'ann',
  createdAt: AT,
  updatedAt: AT,
  ...changes,
});

test('a rule is put whole; what is wrong with it is told in the words of the service', async () => {
  const asked: unknown[] = [];
  const bus = await busOf({
    putRule: (draft) => {
      asked.push(draft);
      if (draft.name === 'pattern')
        return Promise.resolve({ kind: 'invalid-pattern', reason: 'Event pattern is not valid. Reason: x' });
      if (draft.name === 'schedule') return Promise.resolve({ kind: 'invalid-schedule', reason: 'x' });
      if (draft.name === 'much') return Promise.resolve({ kind: 'too-many', reason: 'There are 300 rules.' });
      return Promise.resolve({ kind: 'put', rule: rule(draft.name) });
    },
  });
  const put = (Name: string, more: object = {}) =>
    bus.send(new PutRuleCommand({ Name, EventPattern: '{"source":["a"]}', ...more }));
  expect((await put('a')).RuleArn).toBe(`${BUS}:rule/a`);
  await put('b', {
    EventPattern: undefined,
    ScheduleExpression: 'rate(5 minutes)',
    State: 'DISABLED',
    Description: 'd',
    EventBusName: DEFAULT,
  });
  expect(asked).toEqual([
    { name: 'a', bus: 'default', enabled: true, patternText: '{"source":["a"]}' },
    { name: 'b', bus: 'default', enabled: false, schedule: 'rate(5 minutes)', description: 'd' },
  ]);
  await expect(put('pattern')).rejects.toMatchObject({
    name: 'InvalidEventPatternException',
    message: 'Event pattern is not valid. Reason: x',
  });
  await expect(put('schedule')).rejects.toMatchObject(invalid('Parameter ScheduleExpression is not valid. Reason: x'));
  await expect(put('much')).rejects.toMatchObject({ name: 'LimitExceededException', message: 'There are 300 rules.' });
  await expect(put('a', { EventPattern: undefined })).rejects.toMatchObject(
    invalid('Parameter(s) EventPattern or ScheduleExpression must be specified.'),
  );
  await expect(put('a', { State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' })).rejects.toMatchObject(
    invalid('Parameter State is not valid. Reason: CloudTrail does not send its events here.'),
  );
  await expect(put('a b')).rejects.toMatchObject({ name: 'ValidationException' });
  for (const EventBusName of ['other', `${BUS}:event-bus/other`]) {
    await expect(put('a', { EventBusName })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Event bus other does not exist.',
    });
  }
  const foreign = DEFAULT.replace(ACCOUNT, OTHER);
  await expect(put('a', { EventBusName: foreign })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('rules are described, listed by name in pages, switched and deleted', async () => {
  const rules = [
    rule('b', { pattern: '{"source":["x"]}', description: 'd', enabled: false }),
    rule('c', { schedule: { expression: 'rate(1 day)' } }),
    rule('a'),
  ];
  const asked: unknown[] = [];
  const named = (name: string) => rules.find((one) => one.name === name);
  const bus = await busOf({
    rule: (name) => Promise.resolve(named(name)),
    rules: () => Promise.resolve(rules),
    setRuleEnabled: (name, enabled) => {
      asked.push([name, enabled]);
      return Promise.resolve({ kind: named(name) ? 'done' : 'unknown' });
    },
    deleteRule: (name) => Promise.resolve({ kind: name === 'c' ? 'has-targets' : named(name) ? 'done' : 'unknown' }),
  });
  expect(await bus.send(new DescribeRuleCommand({ Name: 'b' }))).toMatchObject({
    Name: 'b',
    Arn: `${BUS}:rule/b`,
    EventPattern: '{"source":["x"]}',
    State: 'DISABLED',
    Description: 'd',
    EventBusName: 'default',
    CreatedBy: ACCOUNT,
  });
  const missing = { name: 'ResourceNotFoundException', message: 'Rule none does not exist on EventBus default.' };
  await expect(bus.send(new DescribeRuleCommand({ Name: 'none' }))).rejects.toMatchObject(missing);
  const first = await bus.send(new ListRulesCommand({ Limit: 2 }));
  expect(first.Rules?.map(({ Name }) => Name)).toEqual(['a', 'b']);
  const second = await bus.send(new ListRulesCommand({ Limit: 2, NextToken: first.NextToken }));
  expect([second.Rules?.map((one) => one.ScheduleExpression), second.NextToken]).toEqual([['rate(1 day)'], undefined]);
  expect((await bus.send(new ListRulesCommand({ NamePrefix: 'c' }))).Rules).toHaveLength(1);
  await expect(bus.send(new ListRulesCommand({ NextToken: 'x' }))).rejects.toMatchObject({
    name: 'ValidationException',
  });
  await bus.send(new EnableRuleCommand({ Name: 'b' }));
  await bus.send(new DisableRuleCommand({ Name: 'a' }));
  await expect(bus.send(new EnableRuleCommand({ Name: 'none' }))).rejects.toMatchObject(missing);
  expect(asked).toEqual([
    ['b', true],
    ['a', false],
    ['none', true],
  ]);
  await bus.send(new DeleteRuleCommand({ Name: 'a' }));
  await bus.send(new DeleteRuleCommand({ Name: 'none' }));
  await expect(bus.send(new DeleteRuleCommand({ Name: 'c' }))).rejects.toMatchObject(
    invalid("Rule can't be deleted since it has targets."),
  );
});

test('there is one bus', async () => {
  const bus = await busOf({});
  const only = { Name: 'default', Arn: DEFAULT };
  expect(await bus.send(new DescribeEventBusCommand({}))).toMatchObject(only);
  expect((await bus.send(new ListEventBusesCommand({}))).EventBuses).toEqual([only]);
  expect((await bus.send(new ListEventBusesCommand({ NamePrefix: 'x' }))).EventBuses).toEqual([]);
  await expect(bus.send(new DescribeEventBusCommand({ Name: 'x' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('a pattern is tested on an event', async () => {
  const bus = await busOf({
    testPattern: (pattern, event) => {
      if (pattern === '{') return { kind: 'invalid-pattern', reason: 'Event pattern is not valid. Reason: x' };
      return event === '{' ? { kind: 'invalid-event', reason: 'x' } : { kind: 'tested', matches: event === '{"a":1}' };
    },
  });
  const ask = (EventPattern: string, Event: string) => bus.send(new TestEventPatternCommand({ EventPattern, Event }));
  expect([(await ask('{}', '{"a":1}')).Result, (await ask('{}', '{}')).Result]).toEqual([true, false]);
  await expect(ask('{', '{}')).rejects.toMatchObject({ name: 'InvalidEventPatternException' });
  await expect(ask('{}', '{')).rejects.toMatchObject(invalid('Parameter Event is not valid. Reason: x'));
});

const archive: EventArchive = {
  name: 'all',
  bus: 'default',
  arn: `${BUS}:archive/all`,
  description: 'd',
  pattern: '{"source":["x"]}',
  retentionDays: 7,
  createdAt: AT,
};

test('archives are made, changed, described, listed and deleted', async () => {
  const asked: unknown[] = [];
  const view = { archive, eventCount: 12, sizeBytes: 3400 };
  const bus = await busOf({
    createArchive: (draft) => {
      asked.push(draft);
      if (draft.name === 'twice') return Promise.resolve({ kind: 'exists' });
      if (draft.name === 'much') return Promise.resolve({ kind: 'too-many', reason: 'x' });
      return Promise.resolve(
        draft.patternText === '{' ? { kind: 'invalid-pattern', reason: 'x' } : { kind: 'created', archive },
      );
    },
    updateArchive: (name, changes) => {
      asked.push(changes);
      if (changes.patternText === '{') return Promise.resolve({ kind: 'invalid-pattern', reason: 'x' });
      return Promise.resolve(name === 'all' ? { kind: 'updated', archive } : { kind: 'unknown' });
    },
    deleteArchive: (name) => Promise.resolve({ kind: name === 'all' ? 'done' : 'unknown' }),
    archive: (name) => Promise.resolve(name === 'all' ? view : undefined),
    archives: () => Promise.resolve([view]),
  });
  const create = (ArchiveName: string, more: object = {}) =>
    bus.send(new CreateArchiveCommand({ ArchiveName, EventSourceArn: DEFAULT, ...more }));
  expect(await create('all', { RetentionDays: 7, EventPattern: '{"source":["x"]}' })).toMatchObject({
    ArchiveArn: archive.arn,
    State: 'ENABLED',
    CreationTime: new Date(AT),
  });
  await expect(create('twice')).rejects.toMatchObject({ name: 'ResourceAlreadyExistsException' });
  await expect(create('much')).rejects.toMatchObject({ name: 'LimitExceededException' });
  await expect(create('a', { EventPattern: '{' })).rejects.toMatchObject({ name: 'InvalidEventPatternException' });
  await expect(create('a', { EventSourceArn: `${BUS}:event-bus/x` })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  expect(asked.slice(0, 2)).toEqual([
    { name: 'all', bus: 'default', retentionDays: 7, patternText: '{"source":["x"]}' },
    { name: 'twice', bus: 'default', retentionDays: 0 },
  ]);
  const update = (ArchiveName: string, more: object) => bus.send(new UpdateArchiveCommand({ ArchiveName, ...more }));
  await update('all', { RetentionDays: 0 });
  expect(asked.at(-1)).toEqual({ retentionDays: 0 });
  const missing = { name: 'ResourceNotFoundException', message: 'Archive none does not exist.' };
  await expect(update('none', {})).rejects.toMatchObject(missing);
  await expect(update('all', { EventPattern: '{' })).rejects.toMatchObject({ name: 'InvalidEventPatternException' });
  const summary = {
    ArchiveName: 'all',
    EventSourceArn: DEFAULT,
    State: 'ENABLED',
    RetentionDays: 7,
    SizeBytes: 3400,
    EventCount: 12,
    CreationTime: new Date(AT),
  };
  expect(await bus.send(new DescribeArchiveCommand({ ArchiveName: 'all' }))).toMatchObject({
    ...summary,
    ArchiveArn: archive.arn,
    EventPattern: '{"source":["x"]}',
    Description: 'd',
  });
  await expect(bus.send(new DescribeArchiveCommand({ ArchiveName: 'none' }))).rejects.toMatchObject(missing);
  const list = async (more: object) => (await bus.send(new ListArchivesCommand(more))).Archives;
  expect([await list({}), await list({ NamePrefix: 'b' }), await list({ State: 'DISABLED' })]).toEqual([
    [summary],
    [],
    [],
  ]);
  await expect(list({ NamePrefix: 'b', State: 'ENABLED' })).rejects.toMatchObject({ name: 'ValidationException' });
  await bus.send(new DeleteArchiveCommand({ ArchiveName: 'all' }));
  await expect(bus.send(new DeleteArchiveCommand({ ArchiveName: 'none' }))).rejects.toMatchObject(missing);
});

const replay: EventReplay = {
  name: 'again',
  arn: `${BUS}:replay/again`,
  archive: 'all',
  bus: 'default',
  from: '2026-02-01T00:00:00.000Z',
  to: '2026-02-02T00:00:00.000Z',
  rules: ['a'],
  state: 'RUNNING',
  startedAt: AT,
  lastReplayedAt: '2026-02-01T12:00:00.000Z',
};

test('replays are started, described, listed and cancelled', async () => {
  const asked: unknown[] = [];
  const bus = await busOf({
    startReplay: (draft) => {
      asked.push(draft);
      if (draft.name === 'twice') return Promise.resolve({ kind: 'exists' });
      if (draft.name === 'much') return Promise.resolve({ kind: 'too-many', reason: 'x' });
      if (draft.archive !== 'all') return Promise.resolve({ kind: 'unknown-archive' });
      if (draft.rules?.includes('none')) return Promise.resolve({ kind: 'unknown-rule', rule: 'none' });
      return Promise.resolve({ kind: 'started', replay: { ...replay, state: 'STARTING' } });
    },
    cancelReplay: (name) => {
      if (name === 'ended') return Promise.resolve({ kind: 'not-running', state: 'COMPLETED' });
      return Promise.resolve(
        name === 'again' ? { kind: 'cancelling', replay: { ...replay, state: 'CANCELLING' } } : { kind: 'unknown' },
      );
    },
    replay: (name) => Promise.resolve(name === 'again' ? replay : undefined),
    replays: () => Promise.resolve([replay]),
  });
  const [from, to] = [new Date(replay.from), new Date(replay.to)];
  const start = (ReplayName: string, more: object = {}) =>
    bus.send(
      new StartReplayCommand({
        ReplayName,
        EventSourceArn: archive.arn,
        EventStartTime: from,
        EventEndTime: to,
        Destination: { Arn: DEFAULT },
        ...more,
      }),
    );
  const filters = (...FilterArns: string[]) => ({ Destination: { Arn: DEFAULT, FilterArns } });
  expect(await start('again', filters(`${BUS}:rule/a`, `${BUS}:rule/default/b`))).toMatchObject({
    ReplayArn: replay.arn,
    State: 'STARTING',
    ReplayStartTime: new Date(AT),
  });
  expect(asked).toEqual([
    { name: 'again', archive: 'all', bus: 'default', from: replay.from, to: replay.to, rules: ['a', 'b'] },
  ]);
  await expect(start('twice')).rejects.toMatchObject({ name: 'ResourceAlreadyExistsException' });
  await expect(start('much')).rejects.toMatchObject({ name: 'LimitExceededException' });
  const faults: readonly [object, string][] = [
    [{ EventSourceArn: `${BUS}:archive/none` }, 'EventSourceArn is not valid. Reason: Archive none does not exist.'],
    [{ EventSourceArn: `${BUS}:rule/all` }, 'EventSourceArn is not valid. Reason: Must contain an archive ARN.'],
    [{ EventEndTime: from }, 'EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.'],
    [{ Destination: { Arn: archive.arn } }, 'Destination.Arn is not valid. Reason: Must contain an event bus ARN.'],
    [filters(`${BUS}:rule/none`), 'Destination.FilterArns is not valid. Reason: Rule none does not exist.'],
    [
      filters(`${BUS}:rule/other/a`),
      `Destination.FilterArns is not valid. Reason: ${BUS}:rule/other/a is no rule of event bus default.`,
    ],
  ];
  for (const [more, message] of faults) {
    await expect(start('a', more)).rejects.toMatchObject(invalid(`Parameter ${message}`));
  }
  const summary = {
    ReplayName: 'again',
    EventSourceArn: archive.arn,
    State: 'RUNNING',
    EventStartTime: from,
    EventEndTime: to,
    ReplayStartTime: new Date(AT),
    EventLastReplayedTime: new Date('2026-02-01T12:00:00Z'),
  };
  expect(await bus.send(new DescribeReplayCommand({ ReplayName: 'again' }))).toMatchObject({
    ...summary,
    ReplayArn: replay.arn,
    Destination: { Arn: DEFAULT, FilterArns: [`${BUS}:rule/a`] },
  });
  const list = async (more: object) => (await bus.send(new ListReplaysCommand(more))).Replays;
  expect([await list({ EventSourceArn: archive.arn }), await list({ State: 'FAILED' })]).toEqual([[summary], []]);
  await expect(list({ State: 'FAILED', NamePrefix: 'a' })).rejects.toMatchObject({ name: 'ValidationException' });
  const cancel = (ReplayName: string) => bus.send(new CancelReplayCommand({ ReplayName }));
  expect(await cancel('again')).toMatchObject({ ReplayArn: replay.arn, State: 'CANCELLING' });
  await expect(cancel('ended')).rejects.toMatchObject({ name: 'IllegalStatusException' });
  await expect(cancel('none')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});
