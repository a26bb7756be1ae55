import {
  BatchImportFindingsCommand,
  BatchUpdateFindingsCommand,
  GetFindingHistoryCommand,
  GetFindingsCommand,
  type AwsSecurityFinding,
} from '@aws-sdk/client-securityhub';
import { InvalidPageRequest } from '@trueup/store';
import { expect, test } from 'vitest';
import { ACCOUNT, OTHER } from '../scripted-api.ts';
import { hubOf } from './scripted-hub.ts';

const HUB = `arn:aws:securityhub:eu-west-1:${ACCOUNT}`;
const PRODUCT = `${HUB.replace(ACCOUNT, '')}:product/aws/securityhub`;
const AT = '2026-03-01T10:00:00.250Z';

const finding = (Id: string, changes: Partial<AwsSecurityFinding> = {}): AwsSecurityFinding =>
  ({ Id, ProductArn: PRODUCT, AwsAccountId: ACCOUNT, Title: 't', ...changes }) as AwsSecurityFinding;

test('an import tells which findings failed and why, in their order', async () => {
  const asked: unknown[] = [];
  const hub = await hubOf({
    importFindings: (findings, by) => {
      asked.push(
        findings.map(({ Id }) => Id),
        by.actor.name,
        by.scope,
      );
      return Promise.resolve(
        findings.map(({ Id }) => {
          if (Id === 'bad') return { kind: 'rejected', field: 'Resources[0].Type', reason: 'must be a text' };
          return Id === 'late' ? { kind: 'failed', reason: 'the store is away' } : { kind: 'imported' };
        }),
      );
    },
  });
  const Findings = [
    finding('bad'),
    finding('good'),
    finding('other', { AwsAccountId: OTHER }),
    finding('late'),
    finding('integration', { ProductArn: `${HUB}:product/${OTHER}/default` }),
    finding('partner', { ProductArn: `arn:aws:securityhub:eu-west-1:${OTHER}:product/acme/scanner` }),
    finding('own', { ProductArn: `${HUB}:product/${ACCOUNT}/default` }),
  ];
  const access = `This key is of account ${ACCOUNT} and cannot import findings of account ${OTHER}.`;
  expect(await hub.send(new BatchImportFindingsCommand({ Findings }))).toMatchObject({
    SuccessCount: 3,
    FailedCount: 4,
    FailedFindings: [
      {
        Id: 'bad',
        ErrorCode: 'InvalidInput',
        ErrorMessage: 'Finding does not adhere to Amazon Finding Format. data.Resources[0].Type must be a text',
      },
      { Id: 'other', ErrorCode: 'InvalidAccess', ErrorMessage: access },
      { Id: 'late', ErrorCode: 'InternalFailure', ErrorMessage: 'the store is away' },
      { Id: 'integration', ErrorCode: 'InvalidAccess', ErrorMessage: access },
    ],
  });
  expect(asked).toEqual([
    ['bad', 'good', 'late', 'partner', 'own'],
    'ann',
    { accountId: ACCOUNT, region: 'eu-west-1', partition: 'aws' },
  ]);
});

test.each([
  [[], 'greater than or equal to 1'],
  [Array.from({ length: 101 }, (_, index) => finding(String(index))), 'less than or equal to 100'],
])('an import has 1 to 100 findings', async (Findings, message) => {
  const hub = await hubOf({});
  await expect(hub.send(new BatchImportFindingsCommand({ Findings }))).rejects.toMatchObject({
    name: 'InvalidInputException',
    message: expect.stringContaining(message) as string,
    $metadata: { httpStatusCode: 400 },
  });
});

test('an update tells which findings it changed, and passes on only what customers may write', async () => {
  const asked: unknown[] = [];
  const hub = await hubOf({
    updateFindings: (identifiers, update) => {
      asked.push(update);
      if (update['Confidence'] === 0)
        return Promise.resolve({ kind: 'invalid', field: 'Types[0]', reason: 'must be …' });
      const outcomes = identifiers.map(({ Id }) =>
        Id === 'a'
          ? ({ kind: 'updated' } as const)
          : ({ kind: 'failed', code: 'FindingNotFound', reason: 'no such finding' } as const),
      );
      return Promise.resolve({ kind: 'updated', outcomes });
    },
  });
  const FindingIdentifiers = ['a', 'b'].map((Id) => ({ Id, ProductArn: PRODUCT }));
  const update = {
    Note: { Text: 'seen', UpdatedBy: 'ann' },
    Severity: { Label: 'LOW', Product: 0.5 },
    UserDefinedFields: { ticket: 'A-1' },
    Workflow: { Status: 'NOTIFIED' },
  } as const;
  const send = (changes: object) => hub.send(new BatchUpdateFindingsCommand({ FindingIdentifiers, ...changes }));
  expect(await send({ ...update, RecordState: 'ARCHIVED' })).toMatchObject({
    ProcessedFindings: [FindingIdentifiers[0]],
    UnprocessedFindings: [
      { FindingIdentifier: FindingIdentifiers[1], ErrorCode: 'FindingNotFound', ErrorMessage: 'no such finding' },
    ],
  });
  expect(asked).toEqual([update]);
  const refused = (message: string) => ({ name: 'InvalidInputException', message });
  await expect(send({ Confidence: 0 })).rejects.toMatchObject(refused("Invalid parameter 'Types[0]': must be …"));
  await expect(send({})).rejects.toMatchObject(
    refused(
      'Nothing to update: expected one or more of Note, Severity, VerificationState, Confidence, Criticality, Types, UserDefinedFields, Workflow, RelatedFindings.',
    ),
  );
  await expect(send({ Workflow: { Status: 'OPEN' } })).rejects.toMatchObject({ name: 'InvalidInputException' });
});

test('findings come in pages, with filters and order as they were asked for', async () => {
  const asked: unknown[] = [];
  const hub = await hubOf({
    findings: (query) => {
      asked.push(query);
      if (query.cursor !== undefined && query.cursor !== 'two') throw new InvalidPageRequest('cursor');
      if (Object.hasOwn(query.filters, 'Keyword')) {
        return Promise.resolve({ kind: 'invalid', field: 'Filters.Keyword', reason: 'is not taken' });
      }
      const items = [finding(query.cursor ?? 'one')] as never[];
      return Promise.resolve({ kind: 'page', items, ...(query.cursor === undefined ? { next: 'two' } : {}) });
    },
  });
  const Filters = { SeverityLabel: [{ Value: 'HIGH', Comparison: 'EQUALS' }] } as const;
  const SortCriteria = [{ Field: 'UpdatedAt', SortOrder: 'desc' as const }];
  const ask = (more: object) => hub.send(new GetFindingsCommand({ Filters: { ...Filters }, ...more } as never));
  const first = await ask({ SortCriteria, MaxResults: 1 });
  expect(first.Findings).toEqual([finding('one')]);
  const second = await ask({ NextToken: first.NextToken });
  expect([second.Findings?.[0]?.Id, second.NextToken]).toEqual(['two', undefined]);
  expect(asked).toEqual([
    { filters: Filters, sort: [{ field: 'UpdatedAt', order: 'desc' }], limit: 1 },
    { filters: Filters, sort: [], limit: 100, cursor: 'two' },
  ]);
  const refused = { name: 'InvalidInputException' };
  await expect(ask({ NextToken: 'x' })).rejects.toMatchObject({
    ...refused,
    message: 'The specified token is not valid.',
  });
  await expect(ask({ MaxResults: 101 })).rejects.toMatchObject(refused);
  await expect(ask({ SortCriteria: [{ SortOrder: 'asc' }] })).rejects.toMatchObject(refused);
  await expect(ask({ Filters: { Keyword: [{ Value: 'x' }] } })).rejects.toMatchObject({
    ...refused,
    message: "Invalid parameter 'Filters.Keyword': is not taken",
  });
});

test("a finding's history is told in AWS's words; one that is not there has none", async () => {
  const asked: unknown[] = [];
  const hub = await hubOf({
    history: (query) => {
      asked.push(query);
      if (query.finding.Id !== 'a') return Promise.resolve({ kind: 'unknown' });
      const source = { type: 'BATCH_UPDATE_FINDINGS', identity: 'ann' } as const;
      const updates = [
        { field: 'Workflow.Status', from: 'NEW', to: 'NOTIFIED' },
        { field: 'Note.Text', to: 'seen' },
      ];
      return Promise.resolve({ kind: 'page', items: [{ at: AT, created: false, source, updates }] });
    },
  });
  const FindingIdentifier = { Id: 'a', ProductArn: PRODUCT };
  const StartTime = new Date('2026-03-01T00:00:00Z');
  const { Records } = await hub.send(new GetFindingHistoryCommand({ FindingIdentifier, StartTime }));
  expect(Records).toEqual([
    {
      FindingIdentifier,
      UpdateTime: new Date(AT),
      FindingCreated: false,
      UpdateSource: { Type: 'BATCH_UPDATE_FINDINGS', Identity: 'ann' },
      Updates: [
        { UpdatedField: 'Workflow.Status', OldValue: 'NEW', NewValue: 'NOTIFIED' },
        { UpdatedField: 'Note.Text', NewValue: 'seen' },
      ],
    },
  ]);
  expect(asked).toEqual([{ finding: FindingIdentifier, from: '2026-03-01T00:00:00.000Z', limit: 100 }]);
  const unknown = new GetFindingHistoryCommand({ FindingIdentifier: { Id: 'b', ProductArn: PRODUCT } });
  expect(await hub.send(unknown)).toMatchObject({ Records: [] });
});
