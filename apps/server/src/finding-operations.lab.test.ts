import type { Finding, FindingGroup, Trueup } from '@trueup/api-contract';
import { findingGroup } from '@trueup/api-contract';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { reportedFinding } from './testing/reported-finding.ts';
import { OWN_ACCOUNT, servedTrueup } from './testing/served-trueup.ts';

let close: () => Promise<void>;
let alice: Trueup;
let bob: Trueup;
beforeAll(async () => {
  const served = await servedTrueup(inject('awsLabEndpoint'));
  close = () => served.close();
  alice = served.as('alice');
  bob = served.as('bob');
});
afterAll(() => close());

async function named(title: string): Promise<Finding> {
  const filters = { Title: [{ Value: title, Comparison: 'EQUALS' }] };
  const { items } = await alice.searchFindings({ filters });
  const [found] = items;
  if (!found || items.length > 1) throw new Error(`expected one finding '${title}', not ${items.length}`);
  return found;
}

const imported = async (...findings: Record<string, unknown>[]): Promise<void> => {
  expect(await alice.importFindings({ findings: findings as never })).toMatchObject({ rejectedTotal: 0 });
};

async function textOf(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let text = '';
  for await (const piece of pieces) text += decoder.decode(piece, { stream: true });
  return text;
}

test('bad findings are rejected alone, by their place, field and reason; what was said before changes nothing', async () => {
  const { Title: _title, ...untitled } = reportedFinding('untitled');
  const findings = [reportedFinding('i-1'), 'no finding', untitled, reportedFinding('i-2'), 7] as never;
  const first = await alice.importFindings({ findings });
  expect(first).toMatchObject({ created: 2, updated: 0, unchanged: 0, rejectedTotal: 3 });
  expect(first.rejected).toEqual([
    { index: 1, field: 'finding', reason: 'must be an object' },
    { index: 2, field: 'Title', reason: 'is required' },
    { index: 4, field: 'finding', reason: 'must be an object' },
  ]);
  expect(await alice.importFindings({ findings })).toMatchObject({ created: 0, unchanged: 2, rejectedTotal: 3 });
  const later = reportedFinding('i-1', { updatedAt: '2026-03-02T10:00:00.000Z', Severity: { Label: 'HIGH' } });
  expect(await alice.importFindings({ findings: [later] as never })).toMatchObject({ updated: 1 });
  expect((await named('Port open on i-1')).severity).toBe('HIGH');
});

test('a stream of a thousand findings is taken in', async () => {
  const encoder = new TextEncoder();
  const lines = async function* (): AsyncGenerator<Uint8Array> {
    for (let index = 0; index < 1000; index += 1) {
      const finding = reportedFinding(`s-${index}`, { ProductName: 'Stream', Severity: { Label: 'LOW' } });
      yield encoder.encode(`${JSON.stringify(finding)}\n`);
    }
  };
  expect(await alice.importFindingStream({ format: 'asff' }, lines())).toMatchObject({ created: 1000 });
  const { counts } = await alice.countFindings({ by: 'product', products: ['Stream'] });
  expect(counts).toEqual([{ key: 'Stream', count: 1000 }]);
});

test('an object of S3 is taken in, and one that is not there is told', async () => {
  const endpoint = inject('awsLabEndpoint');
  await fetch(`${endpoint}/trueup-reports`, { method: 'PUT' });
  const body = JSON.stringify({ Findings: [reportedFinding('from-s3', { ProductName: 'Bucket' })] });
  await fetch(`${endpoint}/trueup-reports/2026/all.json`, { method: 'PUT', body });
  const place = { accountId: OWN_ACCOUNT, region: 'us-east-1' };
  const taken = await alice.importFindingsFromS3({ uri: 's3://trueup-reports/2026/all.json', ...place });
  expect(taken).toMatchObject({ created: 1, rejectedTotal: 0 });
  await expect(alice.importFindingsFromS3({ uri: 's3://trueup-reports/none', ...place })).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringMatching(/^s3:\/\/trueup-reports\/none could not be read: NoSuchKey/),
  });
});

test('a finding that nothing here can repair is shown with its priority and changes, and left alone', async () => {
  await imported(reportedFinding('shown'));
  const { id } = await named('Port open on shown');
  const detail = await alice.getFinding({ id });
  expect(detail).toMatchObject({
    decision: { kind: 'leave', reason: 'no-remediation' },
    plans: [],
    executions: [],
    history: { items: [{ created: true, source: { kind: 'import', identity: 'alice' } }] },
  });
  expect(detail.urgency.score).toBe(detail.urgency.reasons.reduce((sum, { points }) => sum + points, 0));
  expect(detail.urgency.score).toBeGreaterThanOrEqual(detail.finding.priority.base);
  await expect(alice.makePlan({ findingId: id })).rejects.toMatchObject({
    code: 'not-found',
    reason: 'unknown-control',
  });
  await expect(alice.getFinding({ id: 'f-none' })).rejects.toMatchObject({ code: 'not-found' });
  await expect(alice.listFindingHistory({ id: 'f-none' })).rejects.toMatchObject({ code: 'not-found' });
});

test('an update is kept, its note is said by whoever asks, and its history tells who', async () => {
  await imported(reportedFinding('noted'));
  const { id } = await named('Port open on noted');
  const Note = { Text: 'accepted until May', UpdatedBy: 'somebody else' };
  const update = {
    Workflow: { Status: 'SUPPRESSED' },
    Severity: { Label: 'LOW' },
    Note,
    UserDefinedFields: { a: 'b' },
  };
  expect(await bob.updateFindings({ ids: [id, 'f-none'], update })).toEqual({
    items: [
      { id, result: 'updated' },
      { id: 'f-none', result: 'unknown', reason: 'there is no such finding' },
    ],
  });
  const { finding, history, decision } = await alice.getFinding({ id });
  expect(finding).toMatchObject({ workflow: 'SUPPRESSED', severity: 'LOW' });
  expect(finding.asff).toMatchObject({ Note: { Text: 'accepted until May', UpdatedBy: 'bob' } });
  expect(decision).toEqual({ kind: 'leave', reason: 'finding-not-open' });
  expect(history.items[0]).toMatchObject({ created: false, source: { kind: 'update', identity: 'bob' } });
  expect(history.items[0]?.changes).toContainEqual({ field: 'Workflow.Status', from: 'NEW', to: 'SUPPRESSED' });
  // A reporter no longer changes what a person has set.
  await imported(reportedFinding('noted', { updatedAt: '2026-03-05T00:00:00.000Z', Severity: { Label: 'CRITICAL' } }));
  expect((await alice.getFinding({ id })).finding.severity).toBe('LOW');
  const newest = await alice.listFindingHistory({ id, limit: 1 });
  expect(newest.items).toHaveLength(1);
  const older = await alice.listFindingHistory({ id, cursor: newest.next ?? '' });
  expect([...newest.items, ...older.items].at(-1)).toMatchObject({ created: true });
  expect((await alice.listFindingHistory({ id, to: '2020-01-01T00:00:00+09:00' })).items).toEqual([]);
});

test.each([
  [{ Workflow: { Status: 'DONE' } }, 'update.Workflow.Status'],
  [{ Compliance: { Status: 'PASSED' } }, 'update.Compliance'],
  [{ Note: { Text: '' } }, 'update.Note.Text'],
  [{}, 'update'],
])('an update %j is refused and names its field', async (update, path) => {
  const refused = alice.updateFindings({ ids: ['f-1'], update });
  await expect(refused).rejects.toMatchObject({ code: 'invalid', faults: [expect.objectContaining({ path })] });
});

test.each([
  [{ Titel: [{ Value: 'x', Comparison: 'EQUALS' }] }, 'filters.Titel'],
  [{ Title: [{ Value: 'x', Comparison: 'LIKE' }] }, 'filters.Title[0].Comparison'],
])('a search with filters %j is refused and names its field', async (filters, path) => {
  await expect(alice.searchFindings({ filters })).rejects.toMatchObject({
    code: 'invalid',
    faults: [expect.objectContaining({ path })],
  });
});

test('a cursor that is none is refused, in a list as in a history', async () => {
  await expect(alice.listFindings({ cursor: 'made-up' })).rejects.toMatchObject({ code: 'invalid' });
  const { id } = await named('Port open on i-2');
  await expect(alice.listFindingHistory({ id, cursor: 'made-up' })).rejects.toMatchObject({ code: 'invalid' });
});

test('findings are narrowed, sorted and counted by what other tools say', async () => {
  await imported(
    reportedFinding('bucket-1', {
      ProductName: 'Sorter',
      Severity: { Label: 'CRITICAL' },
      Compliance: { Status: 'WARNING' },
    }),
    reportedFinding('bucket-2', { ProductName: 'Sorter', Severity: { Label: 'LOW' } }),
  );
  const own = { products: ['Sorter'] };
  const severities = async (query: Parameters<Trueup['listFindings']>[0]): Promise<string[]> =>
    (await alice.listFindings({ ...own, ...query })).items.map(({ severity }) => severity);
  expect(await severities({})).toEqual(['CRITICAL', 'LOW']);
  expect(await severities({ ascending: true })).toEqual(['LOW', 'CRITICAL']);
  expect(await severities({ order: 'priority' })).toEqual(['CRITICAL', 'LOW']);
  expect(await severities({ compliances: ['WARNING'] })).toEqual(['CRITICAL']);
  expect(await severities({ resourceArn: `arn:aws:ec2:us-east-1:${OWN_ACCOUNT}:instance/bucket-2` })).toEqual(['LOW']);
  const first = await alice.listFindings({ ...own, limit: 1, order: 'priority' });
  const second = await alice.listFindings({ ...own, limit: 1, order: 'priority', cursor: first.next ?? '' });
  expect([...first.items, ...second.items].map(({ severity }) => severity)).toEqual(['CRITICAL', 'LOW']);
});

test.each(findingGroup.options)('findings are counted by %s', async (by: FindingGroup) => {
  const { counts } = await alice.countFindings({ by, products: ['Sorter'] });
  expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(2);
});

test('an export in ASFF or OCSF is taken in again as what is there already', async () => {
  for (const format of ['asff', 'ocsf'] as const) {
    const pieces = await alice.exportFindings({ format, products: ['Stream'] });
    expect(await alice.importFindingStream({}, pieces)).toMatchObject({
      created: 0,
      unchanged: 1000,
      rejectedTotal: 0,
    });
  }
});

test('an export as a table or as SARIF has a line or a result for each finding', async () => {
  const csv = await textOf(await alice.exportFindings({ format: 'csv', products: ['Sorter'] }));
  expect(csv).toMatch(/^\uFEFFId,Control,Title,Severity,/);
  expect(csv.trim().split('\r\n')).toHaveLength(3);
  const sarif = JSON.parse(await textOf(await alice.exportFindings({ format: 'sarif', products: ['Sorter'] }))) as {
    readonly runs: readonly { readonly results: readonly unknown[] }[];
  };
  expect(sarif.runs[0]?.results).toHaveLength(2);
});

test.each(['asff', 'ocsf', 'csv', 'sarif'] as const)('an export of nothing is %s all the same', async (format) => {
  const text = await textOf(await alice.exportFindings({ format, products: ['Nobody'] }));
  if (format === 'csv') expect(text.split('\r\n')).toHaveLength(2);
  else expect(() => JSON.parse(text) as unknown).not.toThrow();
});
