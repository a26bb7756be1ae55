import { libraryEntry } from '@trueup/controls';
import type { Store } from '@trueup/core';
import { APPROVER, freshAccount, labAws, labEngine, labStore, REQUESTER } from '@trueup/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

let store: Store;
beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());

test('breaking the glass passes an exception, and never the kill switch', async () => {
  const endpoint = inject('awsLabEndpoint');
  const aws = labAws(endpoint, freshAccount());
  await aws.call('s3', 'CreateBucket', { Bucket: `b-${aws.accountId}` });
  const lab = labEngine({ endpoint, store, entries: [libraryEntry('S3.14')], accountId: aws.accountId });
  const { engine } = lab;
  try {
    const [finding] = await lab.scan();
    if (!finding) throw new Error('the bucket was not found faulty');
    const exception = {
      scope: { arns: [finding.resource.arn] },
      owner: 'team-web',
      approver: APPROVER.name,
      justification: 'until the move',
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    };
    expect(await engine.operations.placeException(exception, REQUESTER)).toMatchObject({ kind: 'kept' });
    const planned = await engine.plan(finding.id, REQUESTER);
    if (planned.kind !== 'planned') throw new Error(planned.detail);
    const { plan } = planned;
    const start = () => engine.start({ planId: plan.id, hash: plan.hash }, REQUESTER);
    expect(await start()).toMatchObject({ kind: 'refused' });
    const word = { planId: plan.id, hash: plan.hash, verdict: 'break-glass', reason: 'data is leaking now' } as const;
    expect(await engine.decidePlan(word, REQUESTER)).toMatchObject({ kind: 'decided' });
    const scope = { kind: 'account', id: aws.accountId } as const;
    await engine.operations.turnKillSwitchOn({ scope, reason: 'outage' }, APPROVER);
    expect(await start()).toMatchObject({ kind: 'refused', detail: expect.stringContaining('outage') });
    await engine.operations.turnKillSwitchOff({ scope, reason: 'over' }, APPROVER);
    const started = await start();
    if (started.kind !== 'started') throw new Error(started.detail);
    expect(await lab.finish(started.execution.id)).toMatchObject({ outcome: 'verified' });
    const { items } = await store.records.list({ subjectId: plan.id, actions: ['plan.broke-glass'] });
    expect(items).toMatchObject([{ actor: REQUESTER, detail: { reason: 'data is leaking now' } }]);
  } finally {
    await lab.close();
  }
});
