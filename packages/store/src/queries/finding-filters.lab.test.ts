import {
  filterPath,
  identify,
  readAsff,
  receive,
  type Asff,
  type ControlId,
  type Finding,
  type JsonObject,
  type Store,
} from '@trueup/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arbitraryAsff } from '../lab/arbitrary-asff.ts';
import { chooser, conditionsOf } from '../lab/filter-conditions.ts';
import { compiledFilters, FILTER_NAMES, valuesAt, valuesOf, type FilterName } from '../lab/filter-names.ts';
import { labPostgresKinds, runSql, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore, sha256 } from '../lab/open-lab-store.ts';

const NOW = '2026-06-01T00:00:00.000Z';

/** As the engine makes it of what a reporter sends. */
function findingOf(value: JsonObject): Finding {
  const reading = readAsff(value, { now: NOW });
  if (reading.kind === 'rejected') throw new Error(`${reading.field} ${reading.reason}`);
  const known = new Map([
    ['s3.8', 'S3.8'],
    ['iam.1', 'IAM.1'],
    ['pci.s3.1', 'S3.1'],
  ]);
  const none = () => undefined;
  const byId = (id: string) => known.get(id.toLowerCase()) as ControlId | undefined;
  const lookup = { byId, byRequirement: none, byConfigRule: none, byReporterCheck: none };
  const globalControls = new Set(['IAM.1' as ControlId]);
  return receive(undefined, identify(reading.asff, NOW, { lookup, globalControls, digest: sha256 })).finding;
}

describe.each(labPostgresKinds())('filters on $name', { timeout: 300_000 }, (kind) => {
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

  const valuesIn = (findings: readonly Finding[], field: FilterName) =>
    findings.flatMap(({ asff }) => valuesOf(asff, field));

  it('a query finds what core says matches, whatever the findings and the filters', async () => {
    expect(FILTER_NAMES).toHaveLength(104);
    const hits = new Map<string, number>();
    const check = async (findings: readonly Finding[], filters: JsonObject): Promise<void> => {
      const { fields, matches } = compiledFilters(filters);
      const expected = findings.filter(({ asff }) => matches(asff, NOW)).map(({ id }) => id);
      const page = await store.findings.list({ filters: { fields, now: NOW }, limit: 1000 });
      expect({ filters, ids: page.items.map(({ id }) => id).sort() }).toEqual({ filters, ids: expected.sort() });
      const [name = ''] = Object.keys(filters);
      if (expected.length > 0 && expected.length < findings.length) hits.set(name, (hits.get(name) ?? 0) + 1);
    };
    const property = fc.asyncProperty(
      fc.array(arbitraryAsff, { minLength: 20, maxLength: 30 }),
      fc.array(fc.nat(), { minLength: 200, maxLength: 200 }),
      async (asffs, numbers) => {
        const findings = await saved(asffs);
        const choose = chooser(numbers);
        for (const field of FILTER_NAMES) {
          await check(findings, { [field.name]: conditionsOf(field, valuesIn(findings, field), choose) });
        }
        for (let turn = 0; turn < 20; turn += 1) {
          const fields = [choose(FILTER_NAMES), choose(FILTER_NAMES), choose(FILTER_NAMES)];
          await check(
            findings,
            Object.fromEntries(
              fields.map((field) => [field.name, conditionsOf(field, valuesIn(findings, field), choose)]),
            ),
          );
        }
      },
    );
    const missed = () => FILTER_NAMES.filter(({ name }) => !hits.has(name));
    // By chance a filter finds nothing in a dozen runs: then there are more.
    for (let dozen = 0; dozen === 0 || (dozen < 5 && missed().length > 0); dozen += 1) {
      await fc.assert(property, { numRuns: 12, endOnFailure: true });
    }
    // Else the filters would be too rare to prove anything.
    expect(missed()).toEqual([]);
  });

  it('groups are those of a plain count, whatever they are grouped by', async () => {
    const property = fc.asyncProperty(
      fc.array(arbitraryAsff, { minLength: 20, maxLength: 30 }),
      fc.array(fc.nat(), { minLength: 200, maxLength: 200 }),
      async (asffs, numbers) => {
        const findings = await saved(asffs);
        const choose = chooser(numbers);
        for (const { kind: fieldKind, name } of FILTER_NAMES) {
          const path = filterPath(name);
          expect({ name, isText: path !== undefined }).toEqual({ name, isText: fieldKind === 'string' });
          if (!path) continue;
          const field = choose(FILTER_NAMES);
          const { fields, matches } = compiledFilters({
            [field.name]: conditionsOf(field, valuesIn(findings, field), choose),
          });
          const counted = await store.findings.counts(path, { filters: { fields, now: NOW } });
          expect(counted).toEqual(
            groupsOf(
              findings.filter(({ asff }) => matches(asff, NOW)),
              path,
            ),
          );
        }
      },
    );
    await fc.assert(property, { numRuns: 8, endOnFailure: true });
  });
});

function groupsOf(findings: readonly { readonly asff: Asff }[], path: readonly string[]) {
  const counts = new Map<string, number>();
  for (const { asff } of findings) {
    for (const value of new Set(valuesAt(asff, path) as string[])) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([key, count]) => ({ key, count }))
    .sort((one, other) => other.count - one.count || Buffer.compare(Buffer.from(one.key), Buffer.from(other.key)));
}
