import { accountId, region, type JournalEntry, type ScriptJob, type ScriptResult } from '@trueup/core';
import { expect, test } from 'vitest';
import { documentOf } from '../library.ts';
import type { EngineParts } from '../parts.ts';
import { followRunbook } from './follow-runbook.ts';

const SCRIPT = JSON.stringify({
  schemaVersion: '0.3',
  mainSteps: [
    {
      name: 'Ask',
      action: 'aws:executeScript',
      inputs: { Runtime: 'python3.11', Handler: 'handler', Script: 'def handler(events, context): pass' },
    },
  ],
});
const context = {
  executionId: 'e',
  accountId: accountId('111111111111'),
  region: region('eu-west-1'),
  partition: 'aws',
} as const;

/** A script that calls AWS until it is killed. */
async function endless(call: (aws: NonNullable<ScriptJob['aws']>) => void) {
  const journal: JournalEntry[] = [];
  let calls = 0;
  const run = ({ aws, signal }: ScriptJob): Promise<ScriptResult> => {
    for (; calls < 50_000 && signal?.aborted !== true; calls += 1) if (aws) call(aws);
    return Promise.resolve({ kind: 'failed', message: 'killed', output: '' });
  };
  const parts = {
    door: { open: () => ({ call: () => Promise.reject(new Error('not called')) }), accessOf: () => 'read' },
    clock: { now: () => '2026-03-01T10:00:00.000Z' },
    scripts: { run },
  } as unknown as EngineParts;
  const session = { mode: 'plan', journal: (entry: JournalEntry) => journal.push(entry) } as const;
  const document = documentOf(SCRIPT);
  return { ...(await followRunbook(parts, { document, parameters: {}, context, attachments: [], session })), journal };
}

test('a plan ends a script that reads without end', async () => {
  const followed = await endless(({ session }) => session.journal?.({ operation: 'ListUsers' } as JournalEntry));
  expect(followed.undetermined).toBe('step Ask: the script made 10000 calls and was ended');
  expect(followed.journal).toHaveLength(10_000);
});

test('a plan ends a script that writes without end', async () => {
  const call = { service: 'iam', operation: 'DeleteUser', parameters: {} };
  const followed = await endless(({ planned }) => planned?.(call));
  expect(followed.calls).toHaveLength(1_000);
  expect(followed.undetermined).toBe('step Ask: what its script does after DeleteUser is not known before');
});
