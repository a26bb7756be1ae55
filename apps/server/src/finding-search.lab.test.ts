import type { Trueup } from '@trueup/api-contract';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { reportedFinding } from './testing/reported-finding.ts';
import { servedTrueup } from './testing/served-trueup.ts';

let close: () => Promise<void>;
let alice: Trueup;
beforeAll(async () => {
  const served = await servedTrueup(inject('awsLabEndpoint'));
  close = () => served.close();
  alice = served.as('alice');
  const findings = [
    reportedFinding('a', { Severity: { Label: 'CRITICAL' }, Region: 'eu-west-1' }),
    reportedFinding('b', { Severity: { Label: 'LOW' } }),
    reportedFinding('c', { Severity: { Label: 'LOW' }, Region: 'eu-west-1' }),
    reportedFinding('d', { Severity: { Label: 'HIGH' } }),
  ];
  expect(await alice.importFindings({ findings: findings as never })).toMatchObject({ created: 4 });
});
afterAll(() => close());

type Where = NonNullable<Parameters<Trueup['searchFindings']>[0]['where']>;

const is = (field: string, Value: string, Comparison = 'EQUALS') => ({ [field]: [{ Value, Comparison }] });
const LOW = is('SeverityLabel', 'LOW');
const IN_EUROPE = is('Region', 'eu-west-1');
const CRITICAL = is('SeverityLabel', 'CRITICAL');

async function textOf(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const piece of pieces) text += decoder.decode(piece, { stream: true });
  return text;
}

const ASKED: readonly (readonly [string, Where, readonly string[]])[] = [
  ['all', { operator: 'or', groups: [] }, ['a', 'b', 'c', 'd']],
  ['one and the other', { operator: 'and', groups: [{ operator: 'and', filters: [LOW, IN_EUROPE] }] }, ['c']],
  ['one or the other', { operator: 'and', groups: [{ operator: 'or', filters: [LOW, IN_EUROPE] }] }, ['a', 'b', 'c']],
  [
    'either of two groups',
    {
      operator: 'or',
      groups: [
        { operator: 'and', filters: [LOW, IN_EUROPE] },
        { operator: 'and', filters: [is('SeverityLabel', 'HIGH')] },
      ],
    },
    ['c', 'd'],
  ],
  [
    'both of two groups',
    {
      operator: 'and',
      groups: [
        { operator: 'or', filters: [LOW, CRITICAL] },
        { operator: 'or', filters: [IN_EUROPE, is('Title', 'on b', 'CONTAINS')] },
      ],
    },
    ['a', 'b', 'c'],
  ],
];

test.each(ASKED)(
  '%s: the list, the count, the groups and the export are of the same findings',
  async (_what, where, expected) => {
    const titles = expected.map((name) => `Port open on ${name}`);
    const { items } = await alice.searchFindings({ where });
    expect(items.map(({ title }) => title).sort()).toEqual(titles);
    const counted = await alice.countMatching({ where, by: 'title' });
    expect(counted).toEqual({
      total: expected.length,
      atLeast: false,
      groups: titles.map((key) => ({ key, count: 1 })),
    });
    const groups = await alice.listFindingGroups({ where });
    expect(groups.items.map(({ findings }) => findings)).toEqual([expected.length]);
    const exported = await textOf(await alice.exportFindings({ format: 'csv', where: JSON.stringify(where) }));
    expect(exported.trim().split('\r\n')).toHaveLength(1 + expected.length);
    for (const title of titles) expect(exported).toContain(title);
  },
);

test('a where stands beside filters and lists: all of them hold', async () => {
  const where: Where = { operator: 'and', groups: [{ operator: 'or', filters: [LOW, CRITICAL] }] };
  const asked = { where, filters: IN_EUROPE, severities: ['LOW'] as const };
  expect((await alice.searchFindings(asked)).items.map(({ title }) => title)).toEqual(['Port open on c']);
  const { filters, ...rest } = asked;
  const text = { where: JSON.stringify(where), filters: JSON.stringify(filters), severities: rest.severities };
  const exported = await textOf(await alice.exportFindings({ format: 'csv', ...text }));
  expect(exported.trim().split('\r\n')).toHaveLength(2);
});

test('groups are counted only where they are asked for, the largest first', async () => {
  expect(await alice.countMatching({})).toEqual({ total: 4, atLeast: false, groups: [] });
  expect(await alice.countMatching({ by: 'severity', limit: 1 })).toMatchObject({ groups: [{ key: 'LOW', count: 2 }] });
  expect(await alice.countMatching({ exact: true })).toMatchObject({ total: 4, atLeast: false });
});

test.each([
  [is('SeverityLable', 'LOW'), 'where.groups[1].filters[0].SeverityLable'],
  [is('Title', 'x', 'LIKE'), 'where.groups[1].filters[0].Title[0].Comparison'],
  [{}, 'where.groups[1].filters[0]'],
])('a filter %j in a where is refused and names its place, wherever it is asked', async (filter, path) => {
  const groups = [LOW, filter].map((one) => ({ operator: 'and' as const, filters: [one] }));
  const where: Where = { operator: 'or', groups };
  const refused = { code: 'invalid', faults: [expect.objectContaining({ path })] };
  await expect(alice.searchFindings({ where })).rejects.toMatchObject(refused);
  await expect(alice.countMatching({ where })).rejects.toMatchObject(refused);
  await expect(alice.listFindingGroups({ where })).rejects.toMatchObject(refused);
  await expect(alice.exportFindings({ format: 'csv', where: JSON.stringify(where) })).rejects.toMatchObject(refused);
});
