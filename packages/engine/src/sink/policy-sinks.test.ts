import type { EventEnvelope, JsonObject, Policy, PolicySinks } from '@trueup/core';
import { expect, test, vi } from 'vitest';
import { policySinks } from './policy-sinks.ts';

const log = { info: () => undefined, error: () => undefined };
const sinksFor = async (sinks: PolicySinks | undefined) =>
  policySinks({ policy: () => Promise.resolve({ sinks } as unknown as Policy), log })();

const event = (source: string, type: string, detail: JsonObject): EventEnvelope => ({
  version: '0',
  id: 'x',
  'detail-type': type,
  source,
  account: '111122223333',
  time: '2026-01-01T00:00:00Z',
  region: 'eu-west-1',
  resources: [],
  detail,
});
const REPAIRED = event('trueup', 'Trueup Execution Finished', { execution: { kind: 'repair' } });
const RAN = event('trueup', 'Trueup Execution Finished', { execution: { kind: 'automation' } });
const IMPORTED = 'Security Hub Findings - Imported';
const OWN = event('aws.securityhub', IMPORTED, { findings: [{ Id: 'trueup/1' }] });
const FOREIGN = event('aws.securityhub', IMPORTED, { findings: [{ Id: 'arn:x' }] });

test.each<[boolean, boolean, readonly EventEnvelope[]]>([
  [false, false, []],
  [true, false, [REPAIRED]],
  [false, true, [OWN]],
  [true, true, [REPAIRED, OWN]],
])('update %s and import %s listen to what they are about', async (update, imports, expected) => {
  const sinks = await sinksFor({ securityHub: { update, import: imports } });
  const heard = [REPAIRED, RAN, OWN, FOREIGN].filter((one) => sinks.some(({ matches }) => matches(one)));
  expect(heard).toEqual(expected);
  expect(sinks.every(({ rule }) => rule.targets[0]?.address.kind === 'security-hub')).toBe(true);
});

test('without sinks in the policy there are none', async () => {
  expect(await sinksFor(undefined)).toEqual([]);
});

test('a policy that cannot be read leaves what was known', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  let broken = false;
  const policy = (): Promise<Policy> =>
    broken
      ? Promise.reject(new Error('broken'))
      : Promise.resolve({ sinks: { securityHub: { update: true, import: false } } } as unknown as Policy);
  const sinks = policySinks({ policy, log });
  vi.advanceTimersByTime(10_000);
  expect(await sinks()).toHaveLength(1);
  broken = true;
  vi.advanceTimersByTime(10_000);
  expect(await sinks()).toHaveLength(1);
  vi.useRealTimers();
});
