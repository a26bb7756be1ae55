import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { awsDoor, callBudget } from '@trueup/aws';
import { catalogue, controlLookup } from '@trueup/controls';
import {
  accountId,
  arn,
  region,
  type DoorSession,
  type EventEnvelope,
  type JsonObject,
  type Policy,
  type Scope,
  type Store,
} from '@trueup/core';
import { createEngine, type Engine } from '@trueup/engine';
import { labStore, startAwsLab, testPolicy, unconnected } from '@trueup/testing';
import { sampleFinding } from './ingest-sample.ts';
import { impatientDoor } from './impatient-door.ts';
import { machine, table } from './table.ts';

/**
 * From the moment that a finding's event lies in the queue until it is stored, ruled, published and has reached a
 * target. Floor: a receiver that receives and deletes, and nothing more.
 */
const MESSAGES = 600;
const WARM_UP = 60;
const PER_SECOND = 15;

const SCOPE: Scope = { accountId: accountId('999988887777'), region: region('eu-west-1'), partition: 'aws' };
const ACTOR = { kind: 'person', name: 'bench' } as const;

const lab = await startAwsLab();
// The stand-in is no AWS: it sets the pace itself.
const budget = callBudget(() => ({ perSecond: 10_000, burst: 10_000 }));
const real = awsDoor({ endpoint: lab.endpoint, accountOf: () => ({ role: 'Member' }), budget });
const door = impatientDoor(real);
const aws = door.open(SCOPE, { mode: 'live' });

async function call(session: DoorSession, operation: string, parameters: JsonObject): Promise<JsonObject> {
  const answer = await session.call({ service: 'sqs', operation, parameters });
  if (answer.kind === 'answered') return answer.output;
  throw new Error(`${operation}: ${JSON.stringify(answer)}`);
}

interface Latencies {
  readonly sent: Map<string, number>;
  readonly ms: number[];
  seen(id: unknown): void;
}

function latencies(): Latencies {
  const sent = new Map<string, number>();
  const ms: number[] = [];
  return {
    sent,
    ms,
    seen(id) {
      const at = typeof id === 'string' ? sent.get(id) : undefined;
      if (at === undefined) return;
      sent.delete(String(id));
      ms.push(performance.now() - at);
    },
  };
}

/** Sends at an even pace, however slow the receiver is, and waits until all have arrived. */
async function sendAll(queueUrl: string, { sent, ms }: Latencies): Promise<void> {
  const begun = performance.now();
  const updatedAt = new Date().toISOString();
  for (let number = 0; number < MESSAGES; number += 1) {
    await delay(Math.max(0, begun + (number * 1_000) / PER_SECOND - performance.now()));
    const finding = { ...sampleFinding(number, updatedAt), Id: `finding/${randomUUID()}` };
    const body = {
      version: '0',
      id: randomUUID(),
      'detail-type': 'Security Hub Findings - Imported',
      source: 'aws.securityhub',
      account: SCOPE.accountId,
      time: updatedAt,
      region: SCOPE.region,
      resources: [],
      detail: { findings: [finding] },
    };
    // Noted before the answer: it may have arrived by then.
    sent.set(finding.Id, performance.now());
    await call(aws, 'SendMessage', { QueueUrl: queueUrl, MessageBody: JSON.stringify(body) });
  }
  for (let tries = 0; ms.length < MESSAGES && tries < 600; tries += 1) await delay(50);
  if (ms.length < MESSAGES) throw new Error(`only ${ms.length} of ${MESSAGES} arrived`);
}

const idOf = (event: EventEnvelope): unknown => (event.detail['findings'] as readonly JsonObject[])[0]?.['Id'];

function engineOn(store: Store, queueArn: string, seen: (event: EventEnvelope) => void): Engine {
  const policy: Policy = {
    ...testPolicy({ accounts: [{ id: SCOPE.accountId, name: 'bench' }], regions: [SCOPE.region] }),
    sources: { queues: [{ arn: arn(queueArn), receivers: 1 }], securityHub: [] },
  };
  const never = (): never => {
    throw new Error('this benchmark runs nothing');
  };
  const outside = unconnected(SCOPE.accountId);
  return createEngine({
    ...outside,
    lookup: controlLookup(),
    deliver: {
      ...outside.deliver,
      webhook: (_, { event }) => {
        seen(event);
        return Promise.resolve({ kind: 'delivered' });
      },
    },
    store,
    door,
    reader: { types: () => [], list: never, read: never },
    scripts: { run: never, support: never, close: () => Promise.resolve() },
    catalogue,
    policy: () => Promise.resolve(policy),
    accounts: () => Promise.resolve([SCOPE.accountId]),
    post: never,
    clock: { now: () => new Date().toISOString() },
    ids: { next: (prefix) => `${prefix}-${randomUUID()}`, uuid: () => randomUUID() },
    digest: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
    log: {
      info: () => undefined,
      error: (fields, message) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
    },
    timing: { verifyDelaysMs: [], leaseMs: 30_000 },
  });
}

async function throughTrueup(store: Store): Promise<readonly number[]> {
  const queueUrl = String((await call(aws, 'CreateQueue', { QueueName: 'trueup' }))['QueueUrl']);
  const arrived = latencies();
  const engine = engineOn(store, `arn:aws:sqs:${SCOPE.region}:${SCOPE.accountId}:trueup`, (event) =>
    arrived.seen(idOf(event)),
  );
  const draft = { name: 'all', enabled: true, pattern: '{"source": ["aws.securityhub"]}' };
  const kept = await engine.operations.putEventRule(draft, SCOPE, ACTOR);
  if (kept.kind !== 'kept') throw new Error(JSON.stringify(kept));
  const target = { id: 'hook', address: { kind: 'webhook', url: 'https://example.com/hook' } } as const;
  await engine.operations.putEventTargets(kept.rule.arn, [target], ACTOR);
  const worker = await engine.startWorker({ concurrency: 4, owner: 'bench', standing: true });
  await sendAll(queueUrl, arrived);
  await worker.stop();
  return arrived.ms;
}

async function floor(): Promise<readonly number[]> {
  const queueUrl = String((await call(aws, 'CreateQueue', { QueueName: 'floor' }))['QueueUrl']);
  const arrived = latencies();
  let going = true;
  const receiver = (async () => {
    while (going) {
      const asked = { QueueUrl: queueUrl, MaxNumberOfMessages: 10 };
      const received = ((await call(aws, 'ReceiveMessage', asked))['Messages'] ?? []) as readonly JsonObject[];
      if (received.length === 0) await delay(50);
      for (const { Body, ReceiptHandle } of received) {
        await call(aws, 'DeleteMessage', { QueueUrl: queueUrl, ReceiptHandle: ReceiptHandle ?? null });
        arrived.seen(idOf(JSON.parse(String(Body)) as EventEnvelope));
      }
    }
  })();
  await sendAll(queueUrl, arrived);
  going = false;
  await receiver;
  return arrived.ms;
}

function row(what: string, all: readonly number[], asked: string): readonly string[] {
  const sorted = all.slice(WARM_UP).toSorted((a, b) => a - b);
  const at = (share: number): string => `${Math.round(sorted[Math.floor(sorted.length * share)] ?? 0)} ms`;
  return [what, String(sorted.length), at(0.5), at(0.99), `${Math.round(sorted.at(-1) ?? 0)} ms`, asked];
}

const store = await labStore();
try {
  const rows = [
    row('floor: received and deleted', await floor(), ''),
    row('received, stored, ruled, published, delivered', await throughTrueup(store), 'p50 ≤ 150 ms, p99 ≤ 1 s'),
  ];
  console.log(`${machine()}; ${PER_SECOND} messages a second\n`);
  console.log(table(['what', 'messages', 'p50', 'p99', 'slowest', 'asked'], rows));
} finally {
  real.close();
  await store.close();
  await lab.stop();
}
