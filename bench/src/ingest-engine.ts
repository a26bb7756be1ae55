import { randomUUID } from 'node:crypto';
import { catalogue, controlLookup } from '@trueup/controls';
import { accountId, region, type Digest, type Scope, type Store } from '@trueup/core';
import { createEngine, type Engine } from '@trueup/engine';
import { unconnected } from '@trueup/testing';
import { sampleAutomationRule, sampleEventPattern } from './ingest-sample.ts';

export const RULES = 50;
export const ACTOR = { kind: 'person', name: 'bench' } as const;
const SCOPE: Scope = { accountId: accountId('999988887777'), region: region('eu-west-1'), partition: 'aws' };

/** An engine whose targets take everything at once, with 50 automation rules and 50 event rules. */
export async function ingestEngine(store: Store, digest: Digest): Promise<Engine> {
  const never = (): never => {
    throw new Error('this benchmark calls nobody');
  };
  const taken = (): Promise<{ readonly kind: 'delivered' }> => Promise.resolve({ kind: 'delivered' });
  const outside = unconnected(SCOPE.accountId);
  const engine = createEngine({
    ...outside,
    lookup: controlLookup(),
    deliver: { ...outside.deliver, webhook: taken },
    store,
    door: { open: never, accessOf: never },
    reader: { types: () => [], list: never, read: never },
    scripts: { run: never, support: never, close: () => Promise.resolve() },
    catalogue,
    policy: never,
    accounts: () => Promise.resolve([SCOPE.accountId]),
    post: never,
    clock: { now: () => new Date().toISOString() },
    ids: { next: (prefix) => `${prefix}-${randomUUID()}`, uuid: () => randomUUID() },
    digest,
    log: {
      info: () => undefined,
      error: (fields, message) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
    },
    timing: { verifyDelaysMs: [], leaseMs: 30_000 },
  });
  for (let number = 0; number < RULES; number += 1) {
    const rule = await engine.operations.createAutomationRule(sampleAutomationRule(number), SCOPE, ACTOR);
    if (rule.kind !== 'kept') throw new Error(JSON.stringify(rule));
    const draft = { name: `rule-${number}`, enabled: true, pattern: sampleEventPattern(number) };
    const kept = await engine.operations.putEventRule(draft, SCOPE, ACTOR);
    if (kept.kind !== 'kept') throw new Error(JSON.stringify(kept));
    const target = { id: 'hook', address: { kind: 'webhook', url: 'https://example.com/hook' } } as const;
    await engine.operations.putEventTargets(kept.rule.arn, [target], ACTOR);
  }
  return engine;
}
