import type { Asff, FindingId, Store } from '@trueup/core';
import { eventParts, freshAccount, hubFinding, labStore, REQUESTER, type EventParts } from '@trueup/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { batchedParts, type BatchedParts } from '../batched-parts.ts';
import { createAutomationRule } from '../definition/automation-rules.ts';
import { putEventRule, putEventTargets } from '../definition/event-rules.ts';
import { importFindings } from './import-findings.ts';
import { updateFindings } from './update-findings.ts';

let store: Store;
beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());

interface Scene {
  readonly parts: BatchedParts;
  readonly scope: EventParts['scope'];
  readonly account: string;
  finding(members?: Partial<Asff>): Asff;
  take(...given: readonly Asff[]): ReturnType<typeof importFindings>;
  /** The events that went to a target of a rule for all events of this account. */
  events(): Promise<readonly { readonly type: string; readonly findings: readonly Asff[] }[]>;
}

async function scene(more: Parameters<typeof eventParts>[2] = {}): Promise<Scene> {
  const accountId = freshAccount();
  const given = eventParts(store, accountId, more);
  const parts = batchedParts(given);
  const pattern = `{"account": ["${accountId}"]}`;
  const kept = await putEventRule(parts, { name: 'all', enabled: true, pattern }, given.scope, REQUESTER);
  if (kept.kind !== 'kept') throw new Error(JSON.stringify(kept));
  const { arn } = kept.rule;
  await putEventTargets(parts, arn, [{ id: 'one', address: { kind: 'remediation' } }], REQUESTER);
  return {
    parts,
    scope: given.scope,
    account: accountId,
    finding: (members) => hubFinding(accountId, members),
    take: (...all) => importFindings(parts, all, REQUESTER, 'tool'),
    async events() {
      const { items } = await store.events.deliveries({ limit: 1000 });
      return items
        .filter(({ ruleArn }) => ruleArn === arn)
        .map(({ event }) => ({
          type: event['detail-type'],
          findings: (event.detail['findings'] ?? []) as unknown as readonly Asff[],
        }));
    },
  };
}

const importedOf = async ({ events }: Scene): Promise<readonly Asff[]> =>
  (await events()).flatMap(({ type, findings }) => (type === 'Security Hub Findings - Imported' ? findings : []));

async function historyOf(id: FindingId) {
  return (await store.findings.history(id, { limit: 50 })).items.toReversed();
}

async function recordsOf(id: FindingId): Promise<readonly string[]> {
  return (await store.records.list({ subjectId: id, limit: 50 })).items.map(({ action }) => action).toReversed();
}

const day = (number: number): string => `2026-01-${String(number).padStart(2, '0')}T00:00:00.000Z`;

test('a finding is created, updated and left as it was, each with its history, records and events', async () => {
  const at = await scene();
  const [created] = await at.take(at.finding());
  expect(created).toMatchObject({ kind: 'created' });
  const id = created?.findingId ?? ('' as FindingId);
  expect(await at.take(at.finding({ UpdatedAt: day(2), Title: 'Another' }))).toEqual([
    { kind: 'updated', findingId: id },
  ]);
  expect(await at.take(at.finding({ UpdatedAt: day(2), Title: 'Late' }))).toEqual([
    { kind: 'unchanged', findingId: id },
  ]);
  const passed = at.finding({ UpdatedAt: day(3), Title: 'Another', Compliance: { Status: 'PASSED' } });
  await at.take(passed);

  expect(await store.findings.byId(id)).toMatchObject({ title: 'Another', workflow: 'RESOLVED', compliance: 'PASSED' });
  const history = await historyOf(id);
  expect(history.map(({ created: first, changes }) => [first, changes.map(({ field }) => field)])).toEqual([
    [true, []],
    [false, ['Title']],
    [false, expect.arrayContaining(['Compliance.Status', 'Workflow.Status'])],
  ]);
  expect(history.map(({ source }) => source)).toEqual(history.map(() => ({ kind: 'import', identity: 'tool' })));
  expect(await recordsOf(id)).toEqual(['finding.opened', 'finding.resolved']);
  expect((await importedOf(at)).map(({ UpdatedAt }) => UpdatedAt).toSorted()).toEqual([day(1), day(2), day(3)]);
});

test('a report that only repeats is an event, as in Security Hub, and no history', async () => {
  const at = await scene();
  const [created] = await at.take(at.finding());
  await at.take(at.finding({ UpdatedAt: day(2) }));
  expect(await importedOf(at)).toHaveLength(2);
  expect(await historyOf(created?.findingId ?? ('' as FindingId))).toHaveLength(1);
});

test('the audit log says when it was taken in, not what a reporter claims', async () => {
  const at = await scene();
  const before = new Date().toISOString();
  const [created] = await at.take(at.finding({ LastObservedAt: '2030-01-01T00:00:00.000Z' }));
  const [record] = (await store.records.list({ subjectId: created?.findingId ?? '', limit: 1 })).items;
  expect(record?.at && record.at >= before && record.at <= new Date().toISOString()).toBe(true);
});

test('several reports about one fault in one batch are taken in their order, into one finding', async () => {
  const at = await scene();
  const prowler = at.finding({
    Id: 'prowler-1',
    ProductArn: 'arn:aws:securityhub:eu-west-1::product/prowler/prowler',
    Title: 'By Prowler',
  });
  const outcomes = await at.take(
    at.finding(),
    prowler,
    at.finding({ Id: 'other', Resources: [{ Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::other' }] }),
    at.finding({ UpdatedAt: day(2), Title: 'Second' }),
    at.finding({ UpdatedAt: day(2), Title: 'Too late' }),
  );
  expect(outcomes.map(({ kind }) => kind)).toEqual(['created', 'updated', 'created', 'updated', 'unchanged']);
  expect(new Set(outcomes.map(({ findingId }) => findingId)).size).toBe(2);
  const finding = await store.findings.byId(outcomes[0]?.findingId ?? ('' as FindingId));
  expect(finding).toMatchObject({ title: 'Second' });
  expect(finding?.sources.map(({ id }) => id)).toEqual([at.finding().Id, 'prowler-1']);
  expect(await importedOf(at)).toHaveLength(4);
});

test('what a reporter says later stays with the finding it became part of, also within a batch', async () => {
  const at = await scene();
  const moved = at.finding({ UpdatedAt: day(2), Resources: [{ Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::elsewhere' }] });
  const [one, two] = await at.take(at.finding(), moved);
  expect(two).toEqual({ kind: 'updated', findingId: one?.findingId });
  const [three] = await at.take({ ...moved, UpdatedAt: day(3) });
  expect(three).toEqual({ kind: 'updated', findingId: one?.findingId });
});

const rule = (name: string, order: number, update: object, criteria: object = {}) => ({
  RuleName: name,
  Description: name,
  RuleOrder: order,
  Criteria: { Title: [{ Value: 'A title', Comparison: 'EQUALS' }], ...criteria },
  Actions: [{ Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: update }],
});

test('automation rules are applied in turn, with their trace in the history and the field as a customer’s', async () => {
  const at = await scene();
  const fromNew = { WorkflowStatus: [{ Value: 'NEW', Comparison: 'EQUALS' }] };
  for (const input of [
    rule('second', 20, { Severity: { Label: 'CRITICAL' }, Workflow: { Status: 'NOTIFIED' } }, fromNew),
    rule('first', 10, { Severity: { Label: 'LOW' } }),
  ]) {
    expect(await createAutomationRule(at.parts, input as never, at.scope, REQUESTER)).toMatchObject({ kind: 'kept' });
  }
  const [created] = await at.take(at.finding());
  const id = created?.findingId ?? ('' as FindingId);
  const finding = await store.findings.byId(id);
  expect(finding).toMatchObject({ severity: 'CRITICAL', workflow: 'NOTIFIED', customerFields: ['Severity'] });
  expect(finding?.asff.FindingProviderFields?.Severity).toEqual({ Label: 'HIGH' });
  const [entry] = await historyOf(id);
  expect(
    entry?.rules.map(({ ruleName, changes }) => [ruleName, changes.map(({ field, to }) => `${field} ${to}`)]),
  ).toEqual([
    ['first', ['Severity.Label LOW', 'Severity.Normalized 1']],
    ['second', ['Severity.Label CRITICAL', 'Severity.Normalized 90', 'Workflow.Status NOTIFIED']],
  ]);
  expect((await importedOf(at)).map(({ Severity }) => Severity?.Label)).toEqual(['CRITICAL']);

  // What rules do again each time is no change.
  await at.take(at.finding({ UpdatedAt: day(2) }));
  expect(await historyOf(id)).toHaveLength(1);
});

test('rules of another account have no say, and those of the administrator everywhere', async () => {
  const admin = await scene();
  const [own, other] = [freshAccount(), freshAccount()];
  const input = rule('own', 10, { Confidence: 7 });
  await createAutomationRule(admin.parts, input as never, { ...admin.scope, accountId: own }, REQUESTER);
  const all = rule('all', 20, { Criticality: 9 });
  await createAutomationRule(admin.parts, all as never, admin.scope, REQUESTER);
  const outcomes = await admin.take(hubFinding(own), hubFinding(other, { Id: 'finding-2' }));
  const findings = await store.findings.byIds(outcomes.map(({ findingId }) => findingId));
  const said = Object.fromEntries(findings.map(({ asff }) => [asff.AwsAccountId, [asff.Confidence, asff.Criticality]]));
  expect(said).toEqual({ [own]: [7, 9], [other]: [undefined, 9] });
});

test('an import that fails leaves nothing: no finding, history, delivery or record', async () => {
  const at = await scene();
  const failing: Store = {
    ...store,
    transaction: (work) =>
      store.transaction(async (stores) => {
        const result = await work(stores);
        // After all was written, and before the commit.
        if (result) throw new Error('the power fails');
        return result;
      }),
  };
  const parts = batchedParts({ ...at.parts, store: failing });
  const head = await store.records.head();
  await expect(importFindings(parts, [at.finding()], REQUESTER, 'tool')).rejects.toThrow('the power fails');
  expect(await store.findings.count({ accounts: [at.account] })).toBe(0);
  expect(await at.events()).toEqual([]);
  expect(await store.records.head()).toEqual(head);
  const { ProductArn: productArn, Id: id } = at.finding();
  expect(await store.findings.ofReporters([{ productArn, id }])).toEqual([undefined]);
  const [created] = await at.take(at.finding());
  expect(created).toMatchObject({ kind: 'created' });
  expect(await historyOf(created?.findingId ?? ('' as FindingId))).toHaveLength(1);
});

test('priority: the time to repair runs from when a fault came back', async () => {
  let now = '2026-03-01T00:00:00.000Z';
  const at = await scene({ clock: { now: () => now } });
  const [created] = await at.take(at.finding({ FirstObservedAt: day(1) }));
  const id = created?.findingId ?? ('' as FindingId);
  expect((await store.findings.byId(id))?.priority.since).toBe(day(1));
  await at.take(at.finding({ UpdatedAt: day(2), Compliance: { Status: 'PASSED' } }));
  now = '2026-03-09T00:00:00.000Z';
  await at.take(at.finding({ UpdatedAt: day(3) }));
  expect((await store.findings.byId(id))?.priority).toMatchObject({ since: now });
  now = '2026-03-10T00:00:00.000Z';
  await at.take(at.finding({ UpdatedAt: day(4), Severity: { Label: 'CRITICAL', Normalized: 90 } }));
  expect((await store.findings.byId(id))?.priority).toMatchObject({ since: '2026-03-09T00:00:00.000Z' });
});

test('an update sets what customers may set, with history, a record and an event; UpdatedAt stays', async () => {
  const at = await scene();
  const [created] = await at.take(at.finding());
  const id = created?.findingId ?? ('' as FindingId);
  const update = {
    Severity: { Label: 'LOW', Normalized: 1 },
    Workflow: { Status: 'SUPPRESSED' },
    Note: { Text: 'known', UpdatedBy: 'ann' },
  } as const;
  const unknown = 'f-unknown' as FindingId;
  expect(await updateFindings(at.parts, [id, unknown, undefined, id], update, REQUESTER)).toEqual([
    { kind: 'updated', findingId: id },
    { kind: 'unknown' },
    { kind: 'unknown' },
    { kind: 'updated', findingId: id },
  ]);
  expect(await store.findings.byId(id)).toMatchObject({
    severity: 'LOW',
    workflow: 'SUPPRESSED',
    customerFields: ['Severity'],
    asff: { UpdatedAt: day(1), Note: { Text: 'known', UpdatedBy: 'ann' } },
  });
  const [, entry, ...rest] = await historyOf(id);
  expect(rest).toEqual([]);
  expect(entry?.source).toEqual({ kind: 'update', identity: 'requester' });
  expect(entry?.changes.map(({ field }) => field)).toEqual(expect.arrayContaining(['Severity.Label', 'Note.Text']));
  expect(await recordsOf(id)).toEqual(['finding.opened', 'finding.updated']);
  expect(await importedOf(at)).toHaveLength(2);

  // The provider goes on, and what the customer set stays.
  await at.take(at.finding({ UpdatedAt: day(2), Severity: { Label: 'CRITICAL', Normalized: 90 } }));
  expect(await store.findings.byId(id)).toMatchObject({ severity: 'LOW', workflow: 'SUPPRESSED' });
});

test('an update is no matter for automation rules', async () => {
  const at = await scene();
  const [created] = await at.take(at.finding());
  await createAutomationRule(at.parts, rule('late', 1, { Confidence: 99 }) as never, at.scope, REQUESTER);
  const id = created?.findingId ?? ('' as FindingId);
  await updateFindings(at.parts, [id], { Criticality: 5 }, REQUESTER);
  expect((await store.findings.byId(id))?.asff).toMatchObject({ Criticality: 5 });
  expect((await store.findings.byId(id))?.asff.Confidence).toBeUndefined();
});

test('what would be too large is refused, and the finding stays', async () => {
  const at = await scene();
  const [created] = await at.take(at.finding());
  const id = created?.findingId ?? ('' as FindingId);
  const UserDefinedFields = Object.fromEntries(Array.from({ length: 51 }, (_none, index) => [`k${index}`, 'v']));
  expect(await updateFindings(at.parts, [id], { UserDefinedFields }, REQUESTER)).toEqual([
    { kind: 'refused', reason: 'too-many-user-defined-fields' },
  ]);
  expect(await historyOf(id)).toHaveLength(1);
  expect(await importedOf(at)).toHaveLength(1);
});

test('an id that another account’s reporter uses as well names another finding', async () => {
  const at = await scene();
  const other = freshAccount();
  for (const members of [{}, { Compliance: {}, GeneratorId: 'detector' }]) {
    const Id = `${at.account}-${Object.keys(members).length}`;
    const [one] = await at.take(at.finding({ ...members, Id }));
    const [two] = await at.take(hubFinding(other, { ...members, Id, UpdatedAt: day(2), RecordState: 'ARCHIVED' }));
    expect(two).toMatchObject({ kind: 'created' });
    expect(two?.findingId).not.toBe(one?.findingId);
    expect(await store.findings.byId(one?.findingId ?? ('' as FindingId))).toMatchObject({ recordState: 'ACTIVE' });
    const later = hubFinding(other, { ...members, Id, UpdatedAt: day(3) });
    expect(await at.take(later)).toEqual([{ kind: 'updated', findingId: two?.findingId }]);
  }
});

test('two reporters that tell of one new fault at the same time make one finding with both', async () => {
  const at = await scene();
  const reporters = Array.from({ length: 6 }, (_none, index) =>
    at.finding({ Id: `tool-${index}`, ProductArn: `arn:aws:securityhub:eu-west-1::product/tools/tool-${index}` }),
  );
  const outcomes = await Promise.all(reporters.map((asff) => at.take(asff)));
  const ids = new Set(outcomes.flat().map(({ findingId }) => findingId));
  expect(ids.size).toBe(1);
  const finding = await store.findings.byId([...ids][0] ?? ('' as FindingId));
  expect(finding?.sources.map(({ id }) => id).toSorted()).toEqual(reporters.map(({ Id }) => Id));
});
