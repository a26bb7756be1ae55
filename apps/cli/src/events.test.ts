import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { EventEnvelope, EventReplay } from '@trueup/api-contract';
import { describe, expect, onTestFinished, test } from 'vitest';
import { embeddedAs } from './testing/embedded-as.ts';
import { runHere } from './testing/run-here.ts';
import { scriptedWith } from './testing/scripted-with.ts';
import { expectRefused, expectSaid, servedUntil } from './testing/served.ts';

const { emptyDir, served } = servedUntil(onTestFinished);

const PATTERN = '{"source": ["my.app"]}';
const QUEUE = 'arn:aws:sqs:us-east-1:111111111111:queue';

async function file(name: string, text: string): Promise<string> {
  const path = join(await emptyDir(), name);
  await writeFile(path, text);
  return path;
}

test.each([
  [['put-rule', 'x'], /give --pattern, --schedule or both/],
  [['put-rule', 'x', '--pattern', '{'], /--pattern: expected JSON, or @FILE with JSON: /],
  [['put-rule', 'x', '--pattern', '{}', '--time-zone', 'UTC'], /--time-zone goes with --schedule/],
  [['put-targets', 'x', 'nowhere.yaml'], /nowhere\.yaml cannot be read: ENOENT/],
  [['test-pattern', '--pattern', '{}'], /required option '--event <json>' not specified/],
  [['put', '--source', 'my.app'], /give --source and --detail-type, or --entries/],
  [['put', '--source', 'my.app', '--entries', '[]'], /--entries goes without the other options/],
  [['put', '--entries', '[]'], /the list is empty/],
  [['put', '--entries', '[1]'], /--entries: \[0\] must be a map/],
  [['put', '--entries', '[{"Detail": "{"}]'], /\[0\]: Detail is not JSON: /],
  [['put', '--entries', '[{"Detail": "[]"}]'], /\[0\]: Detail must be a JSON object/],
  [['put', '--entries', '[{"Detail": {}, "Sorce": "x"}]'], /\[0\]: unknown member 'Sorce'/],
  [['put', '--entries', '[{"Detail": {}, "EventBusName": "mine"}]'], /EventBusName must be default/],
  [['put', '--source', 'x', '--detail-type', 'y', '--detail', '[]'], /--detail: expected a JSON object/],
  [['retry'], /name deliveries, or pass --all or --rule/],
  [['retry', 'd-1', '--all'], /name deliveries, or pass --all or --rule/],
  [['deliveries', '--status', 'lost'], /Allowed choices are pending, delivered, dead/],
  [['replay', 'all'], /required option '--from <time>' not specified/],
  [['update-archive', 'all'], /say what to change: --pattern, --retention or --description/],
  [['tail', '--count', '0'], /expected at least 1/],
])('events %j is refused in one line', async (args, message) => {
  const { code, stdout, stderr } = await runHere(['--data-dir', await emptyDir(), 'events', ...args]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(message);
});

describe('rules and targets', () => {
  test('a rule is put, shown, disabled and deleted', async () => {
    const { trueup } = await served();
    expectSaid(await trueup('events', 'put-rule', 'mine', '--pattern', PATTERN), 0, 'No targets: what matches goes');
    expect((await trueup('events', 'rules')).stdout).toMatch(/\nmine +ENABLED +\{"source": \["my\.app"\]\}/);
    expectSaid(await trueup('events', 'disable-rule', 'mine'), 0, 'Event rule mine is DISABLED.');
    expectSaid(await trueup('events', 'enable-rule', 'mine'), 0, 'Event rule mine is ENABLED.');
    const daily = ['--schedule', 'rate(1 day)', '--time-zone', 'Europe/Berlin', '--description', 'x', '--disabled'];
    const replaced = await trueup('events', 'put-rule', 'mine', ...daily, '-o', 'json');
    expect(JSON.parse(replaced.stdout)).toMatchObject({
      enabled: false,
      description: 'x',
      schedule: { expression: 'rate(1 day)', timeZone: 'Europe/Berlin' },
    });
    expectSaid(await trueup('events', 'show-rule', 'mine'), 0, 'schedule     rate(1 day) Europe/Berlin');
    expectSaid(await trueup('events', 'delete-rule', 'mine'), 0, 'Deleted event rule mine.');
    expectSaid(await trueup('events', 'rules'), 0, 'No event rules.');
    expectRefused(await trueup('events', 'show-rule', 'mine'), /no event rule mine/);
  });

  test('targets of every kind are put out of YAML or JSON, one or several, and say where they send', async () => {
    const { trueup } = await served();
    await trueup('events', 'put-rule', 'mine', '--pattern', PATTERN);
    const one = await file('one.json', JSON.stringify({ id: 'queue', address: { kind: 'sqs', queueArn: QUEUE } }));
    expect((await trueup('events', 'put-targets', 'mine', one)).stdout).toMatch(
      new RegExp(`\\nqueue +sqs +${QUEUE} +event`),
    );
    const arn = (service: string, rest: string): string => `arn:aws:${service}:us-east-1:111111111111:${rest}`;
    const addresses: readonly (readonly [object, string])[] = [
      [{ kind: 'runbook', document: 'Fix', version: '2' }, 'Fix, version 2'],
      [{ kind: 'remediation' }, 'as the policy says'],
      [{ kind: 'security-hub' }, 'of the account of the finding'],
      [{ kind: 'sns', topicArn: arn('sns', 'topic') }, arn('sns', 'topic')],
      [{ kind: 'event-bus', busArn: arn('events', 'event-bus/default') }, arn('events', 'event-bus/default')],
      [{ kind: 'lambda', functionArn: arn('lambda', 'function:f') }, arn('lambda', 'function:f')],
      [{ kind: 'step-functions', stateMachineArn: arn('states', 'stateMachine:m') }, arn('states', 'stateMachine:m')],
      [{ kind: 'webhook', url: 'https://example.com/hook' }, 'https://example.com/hook'],
      [{ kind: 'email', to: ['a@example.com', 'b@example.com'] }, 'a@example.com, b@example.com'],
      [{ kind: 'slack', urlSecret: 'TEAM' }, 'secret TEAM'],
      [{ kind: 'teams', urlSecret: 'TEAM' }, 'secret TEAM'],
      [
        {
          kind: 'jira',
          baseUrl: 'https://x.atlassian.net',
          project: 'OPS',
          issueType: 'Bug',
          user: 'u',
          tokenSecret: 'T',
        },
        'https://x.atlassian.net OPS',
      ],
      [
        { kind: 'servicenow', baseUrl: 'https://x.service-now.com', table: 'incident', user: 'u', passwordSecret: 'P' },
        'https://x.service-now.com incident',
      ],
    ];
    const targets = addresses.map(([address], index) => ({ id: `t${index}`, address }));
    const put = await trueup('events', 'put-targets', 'mine', await file('all.yaml', JSON.stringify(targets)));
    expect(put).toMatchObject({ code: 0, stderr: '' });
    for (const [, where] of addresses) expect(put.stdout).toContain(where);
    const ids = addresses.map((_one, index) => `t${index}`);
    expect((await trueup('events', 'remove-targets', 'mine', ...ids)).stdout.trim().split('\n')).toHaveLength(2);
    const listed = await trueup('events', 'targets', 'mine', '-o', 'json');
    expect(JSON.parse(listed.stdout)).toEqual([{ id: 'queue', address: { kind: 'sqs', queueArn: QUEUE } }]);
    expectRefused(await trueup('events', 'delete-rule', 'mine'), /still has targets/);
    expectSaid(await trueup('events', 'delete-rule', 'mine', '--force'), 0, 'Deleted');
  });

  test('a target that is none is refused with its place', async () => {
    const { trueup } = await served();
    await trueup('events', 'put-rule', 'mine', '--pattern', PATTERN);
    const bad = await file('bad.yaml', '- id: x\n  address: { kind: slack, urlSecret: "https://hooks.slack.com/x" }\n');
    expectRefused(
      await trueup('events', 'put-targets', 'mine', bad),
      /targets\[0\]\.address\.urlSecret: expected the name/,
    );
  });
});

test('a pattern is tested: 0 when it matches, 1 when it does not', async () => {
  const { trueup } = await served();
  const event = await file('event.json', '{"source": "my.app", "detail": {}}');
  const against = ['--event', `@${event}`];
  expectSaid(await trueup('events', 'test-pattern', '--pattern', PATTERN, ...against), 0, 'It matches.');
  const other = await trueup('events', 'test-pattern', '--pattern', '{"source": ["other"]}', ...against);
  expectSaid(other, 1, 'It does not match.');
});

describe('publishing', () => {
  test('one event is published, and one that is refused exits 1', async () => {
    const { trueup } = await served();
    const put = ['events', 'put', '--detail-type', 'Deployed', '--resource', 'arn:aws:s3:::x'];
    expectSaid(await trueup(...put, '--source', 'my.app', '--time', '2026-01-31T09:30:00Z'), 0, 'Published 00000000-');
    expectSaid(await trueup(...put, '--source', 'aws.s3'), 1, 'Refused: source aws.s3 is reserved.');
  });

  test('entries of PutEvents are taken with Detail as a text or a map, ten a request', async () => {
    const inputs: number[] = [];
    const { trueup } = await served(
      scriptedWith((scripted) => ({
        async putEvents(input) {
          inputs.push(input.events.length);
          expect(input.events[0]).toEqual({ source: 'my.app', detailType: 'Deployed', detail: { a: 1 } });
          return scripted.putEvents(input);
        },
      })),
    );
    const entries = Array.from({ length: 12 }, (_one, at) => ({
      Source: 'my.app',
      DetailType: 'Deployed',
      Detail: at % 2 === 0 ? '{"a": 1}' : { a: 1 },
      EventBusName: 'default',
    }));
    const put = await trueup('events', 'put', '--entries', `@${await file('entries.json', JSON.stringify(entries))}`);
    expect(put.stdout.trim().split('\n')).toHaveLength(12);
    expect(inputs).toEqual([10, 2]);
  });
});

describe('deliveries', () => {
  async function withDeadLetter() {
    const there = await served();
    await there.trueup('events', 'put-rule', 'mine', '--pattern', PATTERN);
    const target = await file(
      'target.json',
      JSON.stringify({ id: 'queue', address: { kind: 'sqs', queueArn: QUEUE } }),
    );
    await there.trueup('events', 'put-targets', 'mine', target);
    const sent = await there.trueup('events', 'send-test', 'mine', 'queue');
    return { ...there, sent };
  }

  test('a test message that does not arrive exits 1 and says why', async () => {
    const { sent } = await withDeadLetter();
    expectSaid(sent, 1, 'problem   NO_RESOURCE: the target answered 404');
    expect(sent.stdout).toContain('trueup events retry delivery-1');
  });

  test('a test message is followed until it arrives, or its first attempt fails', async () => {
    let looks = 0;
    const { trueup } = await served(
      scriptedWith((scripted) => ({
        async getDelivery(input) {
          const { problem, endedAt: _endedAt, ...delivery } = await scripted.getDelivery(input);
          looks += 1;
          if (looks < 3) return { ...delivery, status: 'pending', attempts: 0 };
          if (looks === 3) return { ...delivery, status: 'delivered' };
          return { ...delivery, status: 'pending', ...(problem ? { problem } : {}) };
        },
      })),
    );
    await trueup('events', 'put-rule', 'mine', '--pattern', PATTERN);
    const target = await file(
      'target.json',
      JSON.stringify({ id: 'queue', address: { kind: 'sqs', queueArn: QUEUE } }),
    );
    await trueup('events', 'put-targets', 'mine', target);
    expectSaid(await trueup('events', 'send-test', 'mine', 'queue'), 0, 'It arrived.');
    expectSaid(
      await trueup('events', 'send-test', 'mine', 'queue'),
      1,
      'It is tried again: trueup events show-delivery',
    );
  });

  test('are listed, shown and sent again', async () => {
    const { trueup } = await withDeadLetter();
    const dead = await trueup('events', 'deliveries', '--status', 'dead');
    expect(dead.stdout).toMatch(/\ndelivery-1 +dead +mine +sqs queue +Trueup Test +1 .*NO_RESOURCE/);
    expectSaid(await trueup('events', 'deliveries', '--rule', 'other'), 0, 'No deliveries.');
    expectSaid(await trueup('events', 'show-delivery', 'delivery-1'), 0, '  source: "trueup"');
    const retried = await trueup('events', 'retry', 'delivery-1', 'delivery-9');
    expectSaid(retried, 1, '1 dead letter is sent again. 1 of those named are no dead letters.');
    expectSaid(await trueup('events', 'retry', '--all'), 0, 'There are no dead letters.');
    await trueup('events', 'send-test', 'mine', 'queue');
    expectSaid(await trueup('events', 'retry', '--rule', 'mine'), 0, '1 dead letter is sent again.');
  });
});

describe('archives and replays', () => {
  test('an archive is made, changed, read and removed', async () => {
    const { trueup } = await served();
    expectSaid(await trueup('events', 'create-archive', 'all', '--retention', '30'), 0, 'Archive all keeps what is');
    await trueup('events', 'put', '--source', 'my.app', '--detail-type', 'Deployed');
    expect((await trueup('events', 'archives')).stdout).toMatch(/\nall +1 +\d+ +30 days +every event /);
    expectSaid(await trueup('events', 'update-archive', 'all', '--pattern', PATTERN), 0, 'Changed archive all.');
    expect((await trueup('events', 'archived', 'all')).stdout).toMatch(/\n2026-01-31 09:30:00Z +my\.app +Deployed/);
    expectSaid(await trueup('events', 'delete-archive', 'all'), 0, 'Deleted archive all.');
    expectSaid(await trueup('events', 'archives'), 0, 'No archives.');
  });

  test.each([
    ['COMPLETED', 0],
    ['FAILED', 1],
    ['CANCELLED', 1],
  ] as const)('a replay that is %s exits %i', async (state, code) => {
    const states: EventReplay['state'][] = ['STARTING', 'RUNNING', state];
    const { trueup } = await served(
      scriptedWith((scripted) => ({
        getReplay: async (input) => ({ ...(await scripted.getReplay(input)), state: states.shift() ?? state }),
      })),
    );
    await trueup('events', 'create-archive', 'all');
    const replayed = await trueup('events', 'replay', 'all', '--from', '2026-01-31T00:00:00Z', '--rule', 'mine');
    expectSaid(replayed, code, `state    ${state}`);
    expect(replayed.stdout).toContain('rules    mine');
  });

  test('a replay is started without waiting, listed and cancelled', async () => {
    const { trueup } = await served();
    await trueup('events', 'create-archive', 'all');
    const range = ['--from', '2026-01-31T00:00:00Z', '--to', '2026-02-01T00:00:00Z'];
    expectSaid(await trueup('events', 'replay', 'all', ...range, '--name', 'again', '--no-wait'), 0, 'STARTING');
    expect((await trueup('events', 'replays')).stdout).toMatch(/\nagain +STARTING +all +2026-01-31/);
    expectSaid(await trueup('events', 'cancel-replay', 'again'), 0, 'CANCELLING');
    expectSaid(await trueup('events', 'show-replay', 'again'), 0, 'Replay again');
  });
});

test('poison messages are listed, shown, tried again and thrown away', async () => {
  const { trueup } = await served();
  expect((await trueup('events', 'poison')).stdout).toMatch(/\nm-1 +2026-01-31 09:30:00Z +https:.* is not JSON\n/);
  expectSaid(await trueup('events', 'show-poison', 'm-1'), 0, '{"detail');
  expectSaid(await trueup('events', 'replay-poison', 'm-1'), 1, 'Message m-1 stays: is not JSON.');
  expectSaid(await trueup('events', 'delete-poison', 'm-1'), 0, 'Threw message m-1 away.');
  expectSaid(await trueup('events', 'poison'), 0, 'No poison messages.');
});

describe('a tail', () => {
  const eventOf = (number: number): EventEnvelope => ({
    version: '0',
    id: `00000000-0000-4000-a000-${String(number).padStart(12, '0')}`,
    'detail-type': 'Deployed',
    source: 'my.app',
    account: '222222222222',
    time: '2026-01-31T09:30:00Z',
    region: 'us-east-1',
    resources: [],
    detail: { number },
  });

  /** One event more at each look at the archive, until there are so many. */
  function busy(events: number) {
    let published = 0;
    return scriptedWith(() => ({
      async listArchivedEvents() {
        published = Math.min(events, published + 1);
        return { items: Array.from({ length: published }, (_one, at) => eventOf(at + 1)) };
      },
    }));
  }

  test('shows each event once, one JSON a line, and takes its archive away', async () => {
    const { trueup } = await served(busy(2));
    const tailed = await trueup('events', 'tail', '--count', '2', '-o', 'json');
    expect(tailed).toMatchObject({ code: 0, stderr: '' });
    const events = tailed.stdout
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(events).toMatchObject([{ detail: { number: 1 } }, { detail: { number: 2 } }]);
    expectSaid(await trueup('events', 'archives'), 0, 'No archives.');
  });

  test('shows a line for people, YAML documents, or what a query picks', async () => {
    const one = ['events', 'tail', '--count', '1'];
    const ask = async (...args: string[]): Promise<string> => {
      const { trueup } = await served(busy(1));
      return (await trueup(...one, ...args)).stdout;
    };
    expect(await ask()).toBe('2026-01-31 09:30:00Z  Deployed  my.app 222222222222 us-east-1\n');
    expect(await ask('--query', 'detail')).toBe('{"number":1}\n');
    expect(await ask('-o', 'yaml', '--query', 'detail')).toBe('---\nnumber: 1\n');
  });

  test('removes what a tail that crashed has left, and no other archive', async () => {
    const removed: string[] = [];
    const old = [`tail-${'0'.repeat(16)}`, 'tail-ors', 'all'];
    const { trueup } = await served(
      scriptedWith((scripted) => ({
        async listArchives(input) {
          const { items } = await scripted.listArchives(input);
          const longAgo = '2020-01-01T00:00:00.000Z';
          return {
            items: items.map(({ archive, ...holding }) => ({
              ...holding,
              archive: { ...archive, createdAt: old.includes(archive.name) ? longAgo : archive.createdAt },
            })),
          };
        },
        async deleteArchive(input) {
          removed.push(input.id);
          return scripted.deleteArchive(input);
        },
        listArchivedEvents: async () => ({ items: [eventOf(1)] }),
      })),
    );
    for (const name of [...old, `tail-${'1'.repeat(16)}`]) await trueup('events', 'create-archive', name);
    expect(await trueup('events', 'tail', '--count', '1')).toMatchObject({ code: 0 });
    expect(removed).toEqual([`tail-${'0'.repeat(16)}`, expect.stringMatching(/^tail-[0-9a-f]{16}$/)]);
    expect(removed[1]).not.toBe(`tail-${'1'.repeat(16)}`);
  });

  test('that a person ends takes its archive away before Trueup is closed', async () => {
    const order: string[] = [];
    const scripted = scriptedWith((trueup) => ({
      async listArchivedEvents(input) {
        process.emit('SIGINT');
        return trueup.listArchivedEvents(input);
      },
      async deleteArchive(input) {
        await setTimeout(20);
        order.push('archive removed');
        return trueup.deleteArchive(input);
      },
    }));
    const embedded = embeddedAs(scripted, () => void order.push('closed'));
    const tailed = await runHere(['--data-dir', await emptyDir(), 'events', 'tail'], embedded);
    expect(tailed).toEqual({ code: 130, stdout: '', stderr: 'trueup: interrupted; no more events are shown\n' });
    expect(order).toEqual(['archive removed', 'closed']);
  });

  test('that nobody reads any more ends, says nothing and takes its archive away', async () => {
    const { trueup, dataDir } = await served(busy(1000));
    const gone = new AbortController();
    const tailing = runHere(['--data-dir', dataDir, '--as', 'alice', 'events', 'tail'], undefined, gone.signal);
    await setTimeout(300);
    gone.abort();
    expect(await tailing).toMatchObject({ code: 0, stderr: '' });
    expectSaid(await trueup('events', 'archives'), 0, 'No archives.');
  });
});
