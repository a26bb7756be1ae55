import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountId, region, type Actor, type Door, type Execution, type ExecutionId, type Store } from '@trueup/core';
import type { Automations, Refused } from '@trueup/engine';
import { pino } from 'pino';
import { createAccessKey } from './access-keys.ts';
import type { EventsPort } from './events/events-port.ts';
import type { FindingsPort } from './securityhub/findings-port.ts';
import type { StandardsPort } from './securityhub/standards-port.ts';
import { startAwsApi } from './start-aws-api.ts';

export const ACCOUNT = accountId('111122223333');
export const OTHER = accountId('444455556666');
const clock = { now: () => new Date().toISOString() };
const unused: Door = {
  open: () => {
    throw new Error('no test here reads S3');
  },
  accessOf: () => 'read',
};

/** What the engine was asked for, and what it is to answer. */
export interface ScriptedEngine {
  readonly asked: { readonly what: string; readonly given: unknown; readonly actor: Actor }[];
  refusal: Refused | undefined;
}

function scripted(execution: (id: string) => Execution): { engine: ScriptedEngine; automations: Automations } {
  const engine: ScriptedEngine = { asked: [], refusal: undefined };
  const answer = <T>(what: string, given: unknown, actor: Actor, value: T): Promise<T | Refused> => {
    engine.asked.push({ what, given, actor });
    return Promise.resolve(engine.refusal ?? value);
  };
  return {
    engine,
    automations: {
      start: (given, actor) =>
        answer('start', given, actor, { kind: 'started', execution: execution(ID), again: false } as const),
      plan: () => Promise.reject(new Error('nobody plans here')),
      stop: (id, type, actor) =>
        answer('stop', { id, type }, actor, { kind: 'stopping', execution: execution(id) } as const),
      signal: (id, signal, actor) =>
        answer('signal', { id, signal }, actor, { kind: 'signalled', execution: execution(id) } as const),
    },
  };
}

export const ID = '4105a4fc-0000-4000-8000-0123456789ab';
export const TEXT = `schemaVersion: '0.3'
description: Naps
parameters:
  Text: { type: String, default: hello, description: What to say }
  Ids: { type: StringList, default: [a, b] }
  Count: { type: Integer }
mainSteps:
  - { name: nap, action: 'aws:sleep', inputs: { Duration: PT1S } }
  - { name: rest, action: 'aws:sleep', inputs: { Duration: PT1S } }
`;

export function executionOf(id: string, changes: Partial<Execution> = {}): Execution {
  return {
    id: id as ExecutionId,
    kind: 'automation',
    scope: { accountId: ACCOUNT, region: region('eu-west-1'), partition: 'aws' },
    documentName: 'Nap',
    documentVersion: '1',
    mode: 'Auto',
    tags: [],
    document: TEXT,
    parameters: { Text: 'hi', Ids: ['a', 'b'], Count: 5 },
    phase: 'running',
    status: 'InProgress',
    startedBy: { kind: 'person', name: 'ann' },
    startedAt: '2026-03-01T10:00:00.250Z',
    verifyAttempts: 0,
    ...changes,
  };
}

/** A port of which a test scripts what it needs: any other call is a fault of the test. */
function port<T extends object>(name: string, scripts: Partial<T>): T {
  return new Proxy(scripts, {
    get(target, method) {
      const script: unknown = Reflect.get(target, method);
      if (script !== undefined) return script;
      return () => {
        throw new Error(`no test scripted ${name}.${String(method)}`);
      };
    },
  }) as T;
}

/** What the application answers where a test wants it to. */
export interface Scripts {
  readonly findings?: Partial<FindingsPort>;
  readonly standards?: Partial<StandardsPort>;
  readonly events?: Partial<EventsPort>;
}

/** The AWS-compatible API on a free port, with a store of the test's own and an engine that only takes notes. */
export async function scriptedApi(
  store: Store,
  later: (end: () => Promise<void>) => void,
  { findings = {}, standards = {}, events = {} }: Scripts = {},
) {
  const dataDir = await mkdtemp(join(tmpdir(), 'trueup-aws-'));
  const strangers: string[] = [];
  const { engine, automations } = scripted((id) => executionOf(id));
  const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
  const api = await startAwsApi({
    parts: {
      store,
      admits: async () => ({ kind: 'admitted' }),
      noteStranger: async ({ reason }) => void strangers.push(reason),
      automations,
      engineParts: { store, door: unused, clock, digest },
      findings: port('findings', findings),
      standards: port('standards', standards),
      events: port('events', events),
    },
    port: 0,
    dataDir,
    log: pino({ enabled: false }),
  });
  later(async () => {
    await api.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  /** What a client of the SDK is made with, for a new key. */
  const settingsOf = async (name: string, account = ACCOUNT) => {
    const { key, secretAccessKey } = await createAccessKey({ store, dataDir, clock }, { name, accountId: account });
    const credentials = { accessKeyId: key.accessKeyId, secretAccessKey };
    return { region: 'eu-west-1', endpoint: api.address, credentials, maxAttempts: 1 };
  };
  return { api, engine, strangers, settingsOf };
}
