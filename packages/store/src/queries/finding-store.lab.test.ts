import {
  accountId,
  FINDING_ORDERS,
  SEVERITIES,
  type FieldFilter,
  type Finding,
  type FindingHistoryEntry,
  type FindingId,
  type FindingOrder,
  type FindingQuery,
  type FindingSource,
  type Store,
} from '@trueup/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { labPostgresKinds, runSql, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore } from '../lab/open-lab-store.ts';
import { sampleExecution, sampleFinding, samplePlan } from '../lab/samples.ts';

const AT = '2026-03-01T10:00:00.000Z';
const ODD = 'NUL \u0000, halves \ud800 \udc00, line\nbreak, "quotes", \\u0000, 日本, 𝒳';
const READABLE = 'NUL \ufffd, halves \ufffd \ufffd, line\nbreak, "quotes", \\u0000, 日本, 𝒳';

describe.each(labPostgresKinds())('findings on $name', { timeout: 60_000 }, (kind) => {
  let postgres: LabPostgres;
  let url: string;
  let store: Store;
  beforeAll(async () => {
    postgres = await kind.start();
  }, 60_000);
  afterAll(() => postgres.stop(), 60_000);
  beforeEach(async () => {
    url = await postgres.newDatabase();
    store = await openLabStore(url);
  });
  afterEach(() => store.close());

  const idsOf = async (query: FindingQuery): Promise<readonly FindingId[]> =>
    (await store.findings.list(query)).items.map(({ id }) => id);

  const allPages = async (query: FindingQuery, between = async (): Promise<void> => {}): Promise<FindingId[]> => {
    const seen: FindingId[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await store.findings.list({ ...query, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.items.map(({ id }) => id));
      await between();
      if (page.next === undefined) return seen;
      cursor = page.next;
    }
  };

  it('a finding comes back with U+FFFD for what SQL cannot read, in texts and in names', async () => {
    const finding = sampleFinding({ reason: ODD, title: ODD });
    const odd = { ...finding, asff: { ...finding.asff, ProductFields: { [ODD]: ODD, plain: 'x' } } };
    await store.findings.save([odd]);
    const readable = sampleFinding({ id: finding.id, reason: READABLE, title: READABLE });
    expect(await store.findings.byId(odd.id)).toEqual({
      ...readable,
      asff: { ...readable.asff, ProductFields: { [READABLE]: READABLE, plain: 'x' } },
    });
    expect(await store.findings.byId('none' as FindingId)).toBeUndefined();
  });

  it('what has odd characters is found by them', async () => {
    const finding = sampleFinding({ title: ODD });
    const odd = { ...finding, asff: { ...finding.asff, ProductFields: { [ODD]: ODD } } };
    await store.findings.save([odd, sampleFinding()]);
    const filters: readonly FieldFilter[] = [
      { kind: 'string', field: 'Title', path: ['Title'], any: [{ comparison: 'CONTAINS', value: '\u0000' }], none: [] },
      {
        kind: 'map',
        field: 'ProductFields',
        path: ['ProductFields'],
        none: [],
        any: [
          {
            key: ODD,
            comparison: 'EQUALS',
            value: ODD,
          },
        ],
      },
    ];
    for (const field of filters) expect(await idsOf({ filters: { fields: [field], now: AT } })).toEqual([odd.id]);
    expect(await idsOf({ resourceArn: 'x\u0000', accounts: ['\ud800'] })).toEqual([]);
  });

  it('what ASFF lets in can be kept: ids of any length and the year 0', async () => {
    const finding = sampleFinding();
    const long = Array.from({ length: 4000 }, (_, at) => String.fromCodePoint(0x4e00 + ((at * 7919) % 20_000))).join(
      '',
    );
    const resource = { ...finding.resource, arn: long as Finding['resource']['arn'] };
    const early = '0000-02-29T00:00:00.000Z';
    const asff = {
      ...finding.asff,
      UpdatedAt: early,
      Resources: [
        { Type: 'Other', Id: long },
        { Type: 'AwsS3Bucket', Id: `${long}2` },
      ],
    };
    const kept = { ...finding, asff, resource, firstObservedAt: early, lastObservedAt: early };
    await store.findings.save([kept, sampleFinding()]);
    expect(await store.findings.byId(kept.id)).toEqual(kept);
    const byId = { kind: 'string', field: 'ResourceId', path: ['Resources', '[]', 'Id'], none: [] } as const;
    const any = [{ comparison: 'EQUALS', value: `${long}2` }] as const;
    expect(await idsOf({ filters: { fields: [{ ...byId, any }], now: AT } })).toEqual([kept.id]);
    expect(await allPages({ order: 'updated', ascending: true, limit: 1 })).toHaveLength(2);
  });

  const many = () =>
    Array.from({ length: 40 }, (_, index) => {
      const finding = sampleFinding({
        id: `f-${(index * 17) % 40}` as FindingId,
        severity: SEVERITIES[index % 3] ?? 'LOW',
        lastObservedAt: `2026-03-0${1 + (index % 4)}T00:00:00.00${index % 2}Z`,
        firstObservedAt: `2026-02-0${1 + (index % 3)}T00:00:00.000Z`,
        priority: { base: index % 5, reasons: [] },
      });
      return { ...finding, asff: { ...finding.asff, UpdatedAt: `2026-03-0${1 + (index % 3)}T00:00:00.000Z` } };
    });
  const keys: Readonly<Record<FindingOrder, (finding: Finding) => string>> = {
    severity: ({ severity, lastObservedAt }) => `${SEVERITIES.indexOf(severity)} ${lastObservedAt}`,
    priority: ({ priority }) => String(priority.base),
    'first-observed': ({ firstObservedAt }) => firstObservedAt,
    'last-observed': ({ lastObservedAt }) => lastObservedAt,
    updated: ({ asff }) => asff.UpdatedAt,
  };

  it.each(FINDING_ORDERS.flatMap((order) => [false, true].map((ascending) => ({ order, ascending }))))(
    'findings by $order (ascending: $ascending) come in pages that neither repeat nor miss one, ties by id',
    async ({ order, ascending }) => {
      const findings = many();
      await store.findings.save(findings);
      const sign = ascending ? 1 : -1;
      const compared = (one: string, other: string) => (one === other ? 0 : one < other ? -sign : sign);
      const expected = findings.toSorted(
        (one, other) => compared(keys[order](one), keys[order](other)) || compared(one.id, other.id),
      );
      // What comes in before the place of the cursor does not move the pages.
      const first = expected[0] ?? sampleFinding();
      const before = () =>
        store.findings.save([{ ...first, id: `${ascending ? 'a' : 'z'}-${Math.random()}` as FindingId }]);
      expect(await allPages({ order, ascending, limit: 7 }, before)).toEqual(expected.map(({ id }) => id));
      await expect(
        store.findings.list({ order, ascending: !ascending, cursor: await cursorOf(order, ascending) }),
      ).rejects.toThrow('the cursor is not one');
    },
  );
  const cursorOf = async (order: FindingOrder, ascending: boolean): Promise<string> =>
    (await store.findings.list({ order, ascending, limit: 1 })).next ?? '';

  it('lists that are put together of several parts come in the same order and pages', async () => {
    const findings = many().map((finding, index) => {
      const Type = ['AwsS3Bucket', 'AwsIamRole', 'Other'][index % 3] ?? 'Other';
      const [first] = finding.asff.Resources;
      const more = index % 4 === 0 ? [{ Type: 'AwsIamRole', Id: `role-${index}` }] : [];
      const Resources = [{ ...first, Type, Id: finding.resource.arn }, ...more];
      return { ...finding, asff: { ...finding.asff, Title: `title ${index % 7}`, Resources } };
    });
    await store.findings.save(findings);
    const all = await idsOf({ limit: 1000 });
    const value = (text: string) => ({ comparison: 'EQUALS', value: text }) as const;
    const types = { kind: 'string', field: 'ResourceType', path: ['Resources', '[]', 'Type'], none: [] } as const;
    const titles = { kind: 'string', field: 'Title', path: ['Title'], none: [] } as const;
    const byType = { ...types, any: [value('AwsS3Bucket'), value('AwsIamRole'), value('AwsIamRole')] };
    const byTitle = {
      ...titles,
      any: [
        { comparison: 'CONTAINS', value: '3' },
        { comparison: 'PREFIX', value: 'title 5' },
      ],
    } as const;
    const expected = (test: (finding: Finding) => boolean) =>
      all.filter((id) => findings.some((finding) => finding.id === id && test(finding)));
    const hasType = ({ asff }: Finding) => asff.Resources.some(({ Type }) => Type !== 'Other');
    const hasTitle = ({ asff }: Finding) => /[35]/.test(asff.Title);
    const paged = (fields: NonNullable<FindingQuery['filters']>['fields']) =>
      allPages({ filters: { fields, now: AT }, limit: 5 });
    expect(await paged([byType])).toEqual(expected(hasType));
    expect(await paged([byTitle])).toEqual(expected(hasTitle));
    expect(await paged([byTitle, byType])).toEqual(expected((finding) => hasType(finding) && hasTitle(finding)));
    expect(await store.findings.count({ filters: { fields: [byTitle], now: AT } })).toBe(expected(hasTitle).length);
  });

  const source = (id: string): FindingSource => ({
    productArn: 'arn:aws:securityhub:eu-west-1::product/a/b',
    id,
    generatorId: 'g',
    title: 't',
    severity: 'LOW',
    recordState: 'ACTIVE',
    own: false,
    updatedAt: AT,
    statusSince: AT,
  });

  it('a reporter’s finding stays part of the finding that it first became part of', async () => {
    const [one, two] = [
      sampleFinding({ sources: [source('a'), source('b')] }),
      sampleFinding({ sources: [source('b')] }),
    ];
    await store.findings.save([one]);
    await store.findings.save([two]);
    const { productArn } = source('a');
    const asked = ['b', 'none', 'a'].map((id) => ({ productArn, id }));
    expect(await store.findings.ofReporters(asked)).toEqual([one.id, undefined, one.id]);
    expect(await store.findings.ofReporters([])).toEqual([]);
  });

  const entry = (findingId: FindingId, at: string, identity = 'a'): FindingHistoryEntry => ({
    findingId,
    at,
    created: false,
    source: {
      kind: 'update',
      identity,
    },
    rules: [],
    changes: [
      {
        field: 'Title',
        to: `${ODD} ${at}`,
      },
    ],
  });

  it('history is told newest first, in pages, and between two instants', async () => {
    const id = 'f-1' as FindingId;
    const times = [1, 2, 3, 4, 5].map((day) => `2026-03-0${day}T00:00:00.000Z`);
    await store.findings.addHistory([...times.map((at) => entry(id, at)), entry('f-2' as FindingId, AT)]);
    await store.findings.addHistory([]);
    const first = await store.findings.history(id, { limit: 3 });
    const rest = await store.findings.history(id, { limit: 3, cursor: first.next ?? '' });
    expect([...first.items, ...rest.items].map(({ at }) => at)).toEqual(times.toReversed());
    expect(first.items[0]?.changes).toEqual([{ field: 'Title', to: `${READABLE} ${times[4]}` }]);
    expect(rest.next).toBeUndefined();
    const within = await store.findings.history(id, { from: times[1] ?? '', to: times[3] ?? '' });
    expect(within.items.map(({ at }) => at)).toEqual([times[3], times[2], times[1]]);
  });

  it('findings without an update are removed with their history, but for those that something waits for', async () => {
    const old = (changes: Partial<Finding>) =>
      sampleFinding({ lastObservedAt: '2025-11-01T00:00:00.000Z', ...changes });
    const recent = '2026-02-01T00:00:00.000Z';
    const named = {
      gone: old({ sources: [source('gone')] }),
      archivedSooner: old({ recordState: 'ARCHIVED', lastObservedAt: recent }),
      activeLonger: old({ lastObservedAt: recent }),
      running: old({}),
      finished: old({}),
      planned: old({}),
      paused: old({ pausedReason: 'undone' }),
    };
    await store.findings.save(Object.values(named));
    await store.findings.addHistory([entry(named.gone.id, AT), entry(named.running.id, AT)]);
    await store.executions.insert([
      sampleExecution({ findingId: named.running.id, phase: 'running' }),
      sampleExecution({ findingId: named.finished.id, phase: 'finished' }),
    ]);
    await store.plans.insert(
      samplePlan({ findingId: named.planned.id, status: 'waiting-for-approval', createdAt: AT }),
    );
    const before = { active: '2025-12-01T00:00:00.000Z', archived: '2026-03-01T00:00:00.000Z' };
    expect(await store.findings.removeUnchangedSince(before)).toBe(3);
    expect(await store.findings.removeUnchangedSince(before)).toBe(0);
    const { activeLonger, running, planned, paused } = named;
    expect([...(await idsOf({}))].sort()).toEqual([activeLonger, running, planned, paused].map(({ id }) => id).sort());
    expect(await store.findings.ofReporters([source('gone')])).toEqual([undefined]);
    expect(await runSql(url, 'select finding_id from trueup.finding_history')).toEqual([{ finding_id: running.id }]);
  });

  it('groups are counted by column, most first, at most as many as asked for', async () => {
    const { resource } = sampleFinding();
    const other = { ...resource, accountId: accountId('444455556666') };
    await store.findings.save([
      sampleFinding(),
      sampleFinding({ resource: other }),
      sampleFinding({ resource: other }),
    ]);
    const groups = [
      { key: '444455556666', count: 2 },
      { key: '111122223333', count: 1 },
    ];
    expect(await store.findings.counts('accountId', {})).toEqual(groups);
    expect(await store.findings.counts('accountId', {}, 1)).toEqual(groups.slice(0, 1));
    expect(await store.findings.counts('accountId', { accounts: [] })).toEqual([]);
  });
});
