import {
  accountId,
  compileFilters,
  compileWhere,
  FINDING_ORDERS,
  identify,
  readAsff,
  receive,
  type AskedWhere,
  type Asff,
  type ControlId,
  type Finding,
  type FindingQuery,
  type JsonObject,
  type Store,
} from '@trueup/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arbitraryAsff } from '../lab/arbitrary-asff.ts';
import { chooser, conditionsOf, type Choose } from '../lab/filter-conditions.ts';
import { FILTER_NAMES, valuesOf, type FilterName } from '../lab/filter-names.ts';
import { labPostgresKinds, runSql, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore, sha256 } from '../lab/open-lab-store.ts';
import { sampleBucket, sampleFinding } from '../lab/samples.ts';

const NOW = '2026-06-01T00:00:00.000Z';
const OPERATORS = ['and', 'or'] as const;
const FEW = [1, 2, 3] as const;

/** Most questions are about these, and each has a way of its own to be found. */
const USUAL = FILTER_NAMES.filter(({ name }) =>
  [
    'SeverityLabel',
    'ComplianceSecurityControlId',
    'AwsAccountId',
    'Title',
    'ResourceType',
    'ResourceId',
    'WorkflowStatus',
  ].includes(name),
);

function findingOf(value: JsonObject): Finding {
  const reading = readAsff(value, { now: NOW });
  if (reading.kind === 'rejected') throw new Error(`${reading.field} ${reading.reason}`);
  const none = () => undefined;
  const lookup = { byId: none, byRequirement: none, byConfigRule: none, byReporterCheck: none };
  const globalControls = new Set<ControlId>();
  return receive(undefined, identify(reading.asff, NOW, { lookup, globalControls, digest: sha256 })).finding;
}

/** What boolean logic says, of one finding at a time. */
function holds({ operator, groups }: AskedWhere, asff: Asff): boolean {
  const joined = (by: 'and' | 'or', each: readonly boolean[]): boolean =>
    by === 'and' ? !each.includes(false) : each.includes(true);
  if (groups.length === 0) return true;
  return joined(
    operator,
    groups.map((group) =>
      joined(
        group.operator,
        group.filters.map((filter) => matches(filter, asff)),
      ),
    ),
  );
}

function matches(filter: JsonObject, asff: Asff): boolean {
  const compiled = compileFilters(filter, 'search');
  if (compiled.kind === 'invalid') throw new Error(`${compiled.field} ${compiled.reason}`);
  return compiled.matches(asff, NOW);
}

const LABELS = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
const CONTROLS = ['S3.1', 'S3.2', 'odd'];
const ACCOUNTS = ['111122223333', '444455556666', '777788889999'];
const TITLES = ['alpha one', 'alpha two', 'beta two'];

/** Findings of which every few have something in common. */
function alike(): readonly Finding[] {
  return LABELS.flatMap((severity) =>
    CONTROLS.flatMap((control) =>
      ACCOUNTS.flatMap((account) =>
        TITLES.map((title) =>
          sampleFinding({
            severity,
            controlId: control as ControlId,
            resource: { ...sampleBucket, accountId: accountId(account) },
            title,
          }),
        ),
      ),
    ),
  );
}

/** One or two fields, mostly compared for equality. */
function usualFilter(choose: Choose): JsonObject {
  const field = (): [string, JsonObject[]] => {
    const [name, values] = choose<[string, readonly string[]]>([
      ['SeverityLabel', LABELS],
      ['ComplianceSecurityControlId', CONTROLS],
      ['AwsAccountId', ACCOUNTS],
      ['Title', TITLES],
      ['Title', ['alpha', 'two']],
      ['ResourceType', ['AwsS3Bucket', 'Other']],
    ]);
    if (values.includes('alpha')) return [name, [{ Value: choose(values), Comparison: 'CONTAINS' }]];
    const Comparison = choose(['EQUALS', 'EQUALS', 'EQUALS', 'NOT_EQUALS']);
    return [name, choose([[1], [1, 2]]).map(() => ({ Value: choose(values), Comparison }))];
  };
  return Object.fromEntries(choose([[1], [1, 2]]).map(field));
}

function queryOf(asked: AskedWhere): FindingQuery {
  const where = compileWhere(asked);
  if ('kind' in where) throw new Error(`${where.field} ${where.reason}`);
  return { filters: { fields: [], where, now: NOW } };
}

describe.each(labPostgresKinds())('where on $name', { timeout: 300_000 }, (kind) => {
  let postgres: LabPostgres;
  let store: Store;
  let url: string;
  beforeAll(async () => {
    postgres = await kind.start();
    url = await postgres.newDatabase();
    store = await openLabStore(url);
  }, 60_000);
  afterAll(async () => {
    await store.close();
    await postgres.stop();
  }, 60_000);

  const saved = async (asffs: readonly JsonObject[]): Promise<readonly Finding[]> => {
    await runSql(url, 'truncate trueup.findings, trueup.finding_sources');
    const findings = new Map(asffs.map(findingOf).map((finding) => [finding.id, finding]));
    await store.findings.save([...findings.values()]);
    return [...findings.values()];
  };

  const asked = (findings: readonly Finding[], choose: Choose): AskedWhere => {
    const some = <T>(make: () => T): T[] => Array.from({ length: choose(FEW) }, make);
    const one = (name: FilterName): [string, JsonObject[]] => [
      name.name,
      conditionsOf(
        name,
        findings.flatMap(({ asff }) => valuesOf(asff, name)),
        choose,
      ),
    ];
    const filter = (): JsonObject => Object.fromEntries(some(() => one(choose([...USUAL, ...USUAL, ...FILTER_NAMES]))));
    const group = () => ({ operator: choose(OPERATORS), filters: some(filter) });
    return { operator: choose(OPERATORS), groups: some(group) };
  };

  it('a query finds what boolean logic says, in every order, page by page, and counts the same', async () => {
    let hits = 0;
    const property = fc.asyncProperty(
      fc.array(arbitraryAsff, { minLength: 20, maxLength: 30 }),
      fc.array(fc.nat(), { minLength: 400, maxLength: 400 }),
      async (asffs, numbers) => {
        const findings = await saved(asffs);
        const choose = chooser(numbers);
        for (let turn = 0; turn < 30; turn += 1) {
          const where = asked(findings, choose);
          const expected = findings.filter(({ asff }) => holds(where, asff)).map(({ id }) => id);
          const query = { ...queryOf(where), order: choose(FINDING_ORDERS), ascending: choose([true, false]) };
          const first = await store.findings.list({ ...query, limit: 3 });
          const rest =
            first.next === undefined ? [] : (await store.findings.list({ ...query, cursor: first.next })).items;
          const ids = [...first.items, ...rest].map(({ id }) => id);
          expect({ where, ids: ids.sort() }).toEqual({ where, ids: expected.toSorted() });
          expect({ where, count: await store.findings.count(query) }).toEqual({ where, count: expected.length });
          if (expected.length > 0 && expected.length < findings.length) hits += 1;
        }
      },
    );
    await fc.assert(property, { numRuns: 12, endOnFailure: true });
    // Else the filters would be too rare to prove anything.
    expect(hits).toBeGreaterThan(100);
  });

  it('what indexes find in parts is found once, and nothing else is', async () => {
    const findings = alike();
    await runSql(url, 'truncate trueup.findings, trueup.finding_sources');
    await store.findings.save(findings);
    const property = fc.asyncProperty(fc.array(fc.nat(), { minLength: 200, maxLength: 200 }), async (numbers) => {
      const choose = chooser(numbers);
      const some = <T>(make: () => T): T[] => Array.from({ length: choose(FEW) }, make);
      const group = () => ({ operator: choose(OPERATORS), filters: some(() => usualFilter(choose)) });
      const where: AskedWhere = { operator: choose(OPERATORS), groups: some(group) };
      const beside = usualFilter(choose);
      const severities: readonly string[] = choose<readonly string[]>([['LOW', 'CRITICAL'], LABELS]);
      const filters = compileFilters(beside, 'search');
      if (filters.kind === 'invalid') throw new Error(filters.reason);
      const query = { severities, filters: { ...queryOf(where).filters, fields: filters.fields, now: NOW } };
      const expected = findings.filter(
        ({ asff, severity }) => holds(where, asff) && filters.matches(asff, NOW) && severities.includes(severity),
      );
      const ids = (await store.findings.list({ ...query, limit: 1000 })).items.map(({ id }) => id).sort();
      expect({ where, beside, ids }).toEqual({ where, beside, ids: expected.map(({ id }) => id).sort() });
    });
    await fc.assert(property, { numRuns: 400, endOnFailure: true });
  });

  it('without groups nothing is narrowed, and other filters stand beside it', async () => {
    const findings = await saved(fc.sample(arbitraryAsff, { numRuns: 20, seed: 7 }));
    const all = findings.map(({ id }) => id).sort();
    const idsOf = async (query: FindingQuery) => (await store.findings.list(query)).items.map(({ id }) => id).sort();
    expect(await idsOf(queryOf({ operator: 'or', groups: [] }))).toEqual(all);
    expect(await idsOf(queryOf({ operator: 'and', groups: [] }))).toEqual(all);
    const [severity = 'LOW', other = 'HIGH'] = [...new Set(findings.map((one) => one.severity))];
    const label = (Value: string) => ({ SeverityLabel: [{ Value, Comparison: 'EQUALS' }] });
    const either = queryOf({ operator: 'or', groups: [{ operator: 'or', filters: [label(severity), label(other)] }] });
    expect(await idsOf({ ...either, severities: [severity] })).toEqual(
      findings.flatMap((one) => (one.severity === severity ? [one.id] : [])).sort(),
    );
  });
});
