import { expect, test } from 'vitest';
import { batchVerdict, type Batch } from './batch-verdict.ts';
import { limitScopes } from './limit-scopes.ts';
import { limitVerdict } from './limit-verdict.ts';
import type { Limit, LimitCounts } from './limits.ts';
import { LINE, minutes, TARGET } from './testing/sample-decision.ts';

const limitOf = (change: Partial<Limit>): Limit => ({ name: 'l', per: 'all', withinSeconds: 3_600, ...change });

// Counts: started, running, non-compliant now.
test.each<[string, Partial<Limit>, readonly [number, number, number], string | undefined]>([
  ['below both', { started: 3, running: 2 }, [2, 1, 0], undefined],
  ['started', { started: 3 }, [3, 0, 0], 'limit l: 3 of at most 3 repairs began within 3600 seconds'],
  ['running', { running: 2 }, [0, 2, 0], 'limit l: 2 of at most 2 repairs are under way'],
  ['none at all', { started: 0 }, [0, 0, 0], 'limit l: 0 of at most 0 repairs began within 3600 seconds'],
  ['a quarter of 20', { startedPercent: 25 }, [4, 0, 16], undefined],
  [
    'a quarter of 20, reached',
    { startedPercent: 25 },
    [5, 0, 15],
    'limit l: 5 of at most 5 repairs began within 3600 seconds',
  ],
  [
    'a part is rounded down',
    { startedPercent: 25 },
    [5, 0, 18],
    'limit l: 5 of at most 5 repairs began within 3600 seconds',
  ],
  ['one is always allowed', { startedPercent: 1 }, [0, 0, 1], undefined],
  ['and no second', { startedPercent: 1 }, [1, 0, 1], 'limit l: 1 of at most 1 repairs began within 3600 seconds'],
  ['percent of those running', { runningPercent: 10 }, [0, 2, 20], 'limit l: 2 of at most 2 repairs are under way'],
  [
    'the lesser of number and percent',
    { running: 9, runningPercent: 10 },
    [0, 2, 20],
    'limit l: 2 of at most 2 repairs are under way',
  ],
  ['what names no number', {}, [99, 99, 99], undefined],
])('a limit: %s', (_name, change, [started, running, nonCompliant], detail) => {
  const counts: LimitCounts = { started, running, nonCompliant, freesAt: minutes(5) };
  const reached = limitVerdict({ key: 'l', limit: limitOf(change) }, counts);
  expect(reached?.detail).toBe(detail);
  expect(reached?.until).toBe(detail?.includes('began') ? minutes(5) : undefined);
});

const account = TARGET.resource.accountId;

test.each<[string, Partial<Limit>, object[]]>([
  ['of everything', {}, [{ key: 'l' }]],
  ['of the account', { per: 'account' }, [{ key: `l/${account}`, accountId: account }]],
  ['of the control', { per: 'control' }, [{ key: 'l/S3.8', controlId: 'S3.8' }]],
  ['of the line', { per: 'remediation' }, [{ key: 'l/buckets', remediation: 'buckets' }]],
  [
    'of one control in the account',
    { per: 'account', controls: ['S3.8'] },
    [{ key: `l/${account}`, accountId: account, controlId: 'S3.8' }],
  ],
  ['of several controls', { controls: ['S3.8', 'S3.1'] }, [{ key: 'l' }]],
  ['of every control', { controls: ['*'] }, [{ key: 'l' }]],
  ['of another control', { controls: ['S3.1'] }, []],
  ['of another account', { accounts: ['9'] }, []],
])('a repair counts in the limit %s', (_name, change, scopes) => {
  const limit = limitOf(change);
  expect(limitScopes([limit], TARGET, LINE)).toEqual(scopes.map((scope) => ({ limit, ...scope })));
});

test('without a line it counts with all that have none', () => {
  expect(limitScopes([limitOf({ per: 'remediation' })], TARGET, undefined)).toMatchObject([
    { key: 'l/none', remediation: 'none' },
  ]);
});

// AWS Config's example: ErrorPercentage 40 over 10 stops when the fifth error arrives.
test.each<[number, number, Batch, string | undefined]>([
  [40, 10, { nonCompliant: 10, failed: 4, running: 0 }, undefined],
  [40, 10, { nonCompliant: 10, failed: 5, running: 0 }, 'too-many-errors'],
  [50, 10, { nonCompliant: 3, failed: 1, running: 0 }, undefined],
  [50, 10, { nonCompliant: 3, failed: 2, running: 0 }, 'too-many-errors'],
  [100, 10, { nonCompliant: 3, failed: 3, running: 0 }, undefined],
  [50, 10, { nonCompliant: 0, failed: 0, running: 0 }, undefined],
  [50, 10, { nonCompliant: 0, failed: 0, running: 1 }, 'limit-reached'],
  [50, 10, { nonCompliant: 11, failed: 0, running: 1 }, undefined],
  [50, 10, { nonCompliant: 11, failed: 0, running: 2 }, 'limit-reached'],
  [50, 7, { nonCompliant: 100, failed: 0, running: 6 }, undefined],
  [50, 7, { nonCompliant: 100, failed: 0, running: 7 }, 'limit-reached'],
])('errors %i %%, concurrency %i %%, of %j: %s', (errorPercent, concurrencyPercent, batch, reason) => {
  expect(batchVerdict({ errorPercent, concurrencyPercent }, batch)?.reason).toBe(reason);
});
