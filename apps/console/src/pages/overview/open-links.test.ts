import { describe, expect, it } from 'vitest';
import { readFindingQuery } from '../../finding-view/read-finding-query.ts';
import { QUICK_VIEWS } from '../../finding-view/quick-views.ts';
import { openedPath, openPath, openTotals, overduePath } from './open-links.ts';

const OPEN = [
  { severity: 'CRITICAL', count: 2, overdue: 1, oldestSeconds: 50 },
  { severity: 'HIGH', count: 3, overdue: 0, oldestSeconds: 900 },
  { severity: 'LOW', count: 4, overdue: 2, oldestSeconds: 20 },
] as const;

/** The values that a link filters by. */
function valuesOf(path: string): readonly string[] {
  const query = new URLSearchParams(path.split('?')[1]).get('q') ?? '';
  return [...query.matchAll(/"value":"(\w+)"/g)].map(([, value = '']) => value).toSorted();
}

const queryIn = (path: string) => readFindingQuery(new URLSearchParams(path.split('?')[1]).get('q') ?? '');

describe('openTotals', () => {
  it('adds up the severities, and takes the oldest of them', () => {
    expect(openTotals(OPEN)).toEqual({ count: 9, overdue: 3, oldestSeconds: 900 });
    expect(openTotals([])).toEqual({ count: 0, overdue: 0, oldestSeconds: 0 });
  });
});

describe('links to open findings', () => {
  it('narrow the list to a severity', () => {
    expect(valuesOf(openPath('HIGH'))).toEqual(['ACTIVE', 'HIGH', 'NEW', 'NOTIFIED']);
  });

  it('lead from what is overdue to just that', () => {
    expect(queryIn(overduePath())).toEqual(QUICK_VIEWS.overdue);
    expect(queryIn(overduePath('HIGH'))?.overdue).toBe(true);
    expect(valuesOf(overduePath('HIGH'))).toEqual(['ACTIVE', 'HIGH', 'NEW', 'NOTIFIED']);
  });

  it('show what was seen first on a day in UTC', () => {
    expect(queryIn(openedPath('2026-11-21'))?.groups.flatMap(({ tokens }) => tokens)).toEqual([
      { propertyKey: 'CreatedAt', operator: '>=', value: '2026-11-21T00:00:00.000Z' },
      { propertyKey: 'CreatedAt', operator: '<=', value: '2026-11-21T23:59:59.999Z' },
    ]);
  });
});
