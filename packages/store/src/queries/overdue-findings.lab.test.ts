import {
  compileWhere,
  FINDING_ORDERS,
  type Finding,
  type FindingCriteria,
  type FindingId,
  type Store,
} from '@trueup/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labPostgresKinds, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore } from '../lab/open-lab-store.ts';
import { sampleFinding } from '../lab/samples.ts';

const NOW = '2026-06-01T00:00:00.000Z';
const BEFORE = '2026-05-31T23:59:59.999Z';
const AFTER = '2026-06-01T00:00:00.001Z';

const STATES: readonly Partial<Finding>[] = [
  {},
  { workflow: 'NOTIFIED' },
  { compliance: 'FAILED', severity: 'LOW' },
  { compliance: 'PASSED' },
  { workflow: 'SUPPRESSED' },
  { workflow: 'RESOLVED' },
  { recordState: 'ARCHIVED' },
];
const TERMS = [undefined, '0000-02-29T00:00:00.000Z', BEFORE, NOW, AFTER];

/** Every state with every term, each known by both. */
const FINDINGS = STATES.flatMap((state, row) =>
  TERMS.map((dueAt, column) => {
    const id = `f-${row}-${column}` as FindingId;
    const term = dueAt === undefined ? {} : { since: '0000-01-01T00:00:00.000Z', dueAt };
    return sampleFinding({ id, ...state, priority: { base: row, reasons: [], ...term } });
  }),
);

/** What a person means by it. */
function isOverdue({ recordState, workflow, compliance, priority: { dueAt } }: Finding): boolean {
  const isOpen = recordState === 'ACTIVE' && (workflow === 'NEW' || workflow === 'NOTIFIED') && compliance !== 'PASSED';
  return isOpen && dueAt !== undefined && dueAt < NOW;
}

describe.each(labPostgresKinds())('overdue findings on $name', { timeout: 60_000 }, (kind) => {
  let postgres: LabPostgres;
  let store: Store;
  beforeAll(async () => {
    postgres = await kind.start();
    store = await openLabStore(await postgres.newDatabase());
    await store.findings.save(FINDINGS);
  }, 60_000);
  afterAll(async () => {
    await store.close();
    await postgres.stop();
  }, 60_000);

  it.each([true, false])('a list, a count and groups have them, overdue: %s', async (is) => {
    const criteria: FindingCriteria = { overdue: { is, now: NOW } };
    const expected = FINDINGS.filter((finding) => isOverdue(finding) === is).map(({ id }) => id);
    for (const order of FINDING_ORDERS) {
      for (const ascending of [true, false]) {
        const { items } = await store.findings.list({ ...criteria, order, ascending });
        expect(items.map(({ id }) => id).toSorted()).toEqual(expected.toSorted());
      }
    }
    expect(await store.findings.count(criteria)).toBe(expected.length);
    const groups = await store.findings.counts('severity', criteria);
    expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(expected.length);
  });

  it('they are those that the overview counts', async () => {
    const { open } = await store.overview.measure({ from: NOW, now: NOW });
    const counted = await store.findings.counts('severity', { overdue: { is: true, now: NOW } });
    expect(counted).toEqual(
      open.map(({ severity, overdue }) => ({ key: severity, count: overdue })).toSorted((a, b) => b.count - a.count),
    );
    const [group] = await store.findings.byControl({ overdue: { is: true, now: NOW } });
    expect(group?.findings).toBe(FINDINGS.filter(isOverdue).length);
  });

  it('everything else that is asked narrows them, and pages follow one another', async () => {
    const where = compileWhere({
      operator: 'or',
      groups: [
        { operator: 'and', filters: [{ SeverityLabel: [{ Value: 'LOW', Comparison: 'EQUALS' }] }] },
        { operator: 'and', filters: [{ WorkflowStatus: [{ Value: 'NOTIFIED', Comparison: 'EQUALS' }] }] },
      ],
    });
    if ('kind' in where) throw new Error(where.reason);
    const criteria: FindingCriteria = { overdue: { is: true, now: NOW }, filters: { fields: [], where, now: NOW } };
    const found: FindingId[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.findings.list({ ...criteria, limit: 1, ...(cursor === undefined ? {} : { cursor }) });
      found.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== undefined);
    const wanted = FINDINGS.filter((one) => isOverdue(one) && (one.severity === 'LOW' || one.workflow === 'NOTIFIED'));
    expect(found.toSorted()).toEqual(wanted.map(({ id }) => id).toSorted());
  });
});
