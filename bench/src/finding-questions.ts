import { compileFilters, compileWhere, type AskedWhere, type FindingQuery, type Store } from '@trueup/core';

const LIST_MS = 150;
const COUNT_MS = 500;

const NOW = '2026-06-01T00:00:00.000Z';
const OVERDUE = { is: true, now: NOW } as const;
const BEFORE_ALL = '2025-12-01T00:00:00.000Z';
const OPEN = { recordStates: ['ACTIVE'], workflows: ['NEW', 'NOTIFIED'] } as const;
const REGIONS = ['us-east-1', 'eu-west-1', 'us-west-2', 'ap-northeast-1', 'eu-central-1', 'us-east-2', 'sa-east-1'];

export interface Question {
  readonly name: string;
  readonly atMostMs: number;
  /** Asks about another thing at each call. */
  readonly ask: (call: number) => Promise<unknown>;
}

/** A finding of the store for each call. */
type PickFinding = (call: number) => Awaited<ReturnType<Store['findings']['list']>>['items'][number];

const GROUPS = [
  'severity',
  'controlId',
  'accountId',
  'region',
  'workflow',
  'compliance',
  'product',
  'resourceType',
] as const;
const PATHS = { 'Severity.Label': ['Severity', 'Label'], 'Resources[].Type': ['Resources', '[]', 'Type'] };

export async function findingQuestions(store: Store): Promise<readonly Question[]> {
  const some = (await store.findings.list({ limit: 1000, order: 'updated' })).items;
  const pick: PickFinding = (call) => {
    const one = some[(call * 13) % some.length];
    if (!one) throw new Error('the store is empty');
    return one;
  };
  const lists = { ...consoleLists(pick), ...awsLists(pick), ...whereLists(pick) };
  return [
    ...Object.entries(lists).map(([name, query]) => ({
      name,
      atMostMs: LIST_MS,
      ask: (call: number) => store.findings.list(query(call)),
    })),
    { name: 'list: open, deep pages', atMostMs: LIST_MS, ask: await deepPages(store, OPEN) },
    { name: 'list: all, deep pages', atMostMs: LIST_MS, ask: await deepPages(store, {}) },
    ...GROUPS.flatMap((by) => [
      { name: `count: open, by ${by}`, atMostMs: COUNT_MS, ask: () => store.findings.counts(by, OPEN) },
      { name: `count: all, by ${by}`, atMostMs: COUNT_MS, ask: () => store.findings.counts(by, {}) },
    ]),
    ...Object.entries({
      ...whereLists(pick),
      'open, by severity': () => OPEN,
      'open, title contains a word': titleOf,
      overdue: () => ({ overdue: OVERDUE }),
    }).map(([name, query]) => ({
      name: `count to 10,000: ${name}`,
      atMostMs: LIST_MS,
      ask: (call: number) => store.findings.count(query(call), 10_001),
    })),
    ...Object.entries(groupLists(pick)).map(([name, query]) => ({
      name: `by control: ${name}`,
      atMostMs: LIST_MS,
      ask: (call: number) => store.findings.byControl(query(call)),
    })),
    ...Object.entries(PATHS).map(([name, path]) => ({
      name: `insight: open, by ${name}`,
      atMostMs: COUNT_MS,
      ask: () => store.findings.counts(path, OPEN),
    })),
  ];
}

type Lists = Readonly<Record<string, (call: number) => FindingQuery>>;

const titled = (Value: string) => ({
  ...OPEN,
  ...filtered({ Title: [{ Value, Comparison: 'CONTAINS' }] }, 'search'),
});
const titleOf = (call: number) => titled(['encrypted', 'number 29', 'rotation', 'Bucket'][call % 4] ?? '');

function consoleLists(pick: PickFinding): Lists {
  return {
    'list: open, by severity': () => OPEN,
    'list: open, by priority': () => ({ ...OPEN, order: 'priority' }),
    'list: open, HIGH and CRITICAL': () => ({ ...OPEN, severities: ['HIGH', 'CRITICAL'] }),
    'list: open, of an account': (call) => ({ ...OPEN, accounts: [pick(call).resource.accountId] }),
    'list: open, of a control': (call) => ({ ...OPEN, controls: [pick(call).controlId] }),
    'list: open, of an account, a control and a severity': (call) => {
      const { resource, controlId, severity } = pick(call);
      return { ...OPEN, accounts: [resource.accountId], controls: [controlId], severities: [severity] };
    },
    'list: of a resource': (call) => ({ resourceArn: pick(call).resource.arn }),
    'list: open, of a product': (call) => ({ ...OPEN, products: [pick(call).asff.ProductName ?? ''] }),
    'list: overdue': () => ({ overdue: OVERDUE }),
    'list: overdue, by priority': () => ({ overdue: OVERDUE, order: 'priority' }),
    'list: overdue, of a severity': (call) => ({ overdue: OVERDUE, severities: [pick(call).severity] }),
    'list: overdue, of which there are none': () => ({ overdue: { is: true, now: BEFORE_ALL } }),
    'list: open, FAILED': () => ({ ...OPEN, compliances: ['FAILED'] }),
    'list: open, of a region': (call) => ({ ...OPEN, regions: [REGIONS[call % REGIONS.length] ?? ''] }),
    'list: open, of a resource type': (call) => ({ ...OPEN, resourceTypes: [pick(call).resource.type] }),
    'list: open, of a resource type that is nowhere': (call) => ({ ...OPEN, resourceTypes: [`AWS::None::${call}`] }),
    'list: open, title contains a word': titleOf,
    'list: open, title contains a word that is nowhere': (call) => titled(`nowhere ${call}`),
    'list: all, by updated': () => ({ order: 'updated' }),
    'list: all, by last-observed': () => ({ order: 'last-observed' }),
    'list: all, by first-observed': () => ({ order: 'first-observed' }),
  };
}

function awsLists(pick: PickFinding): Lists {
  const equals = (Value: string) => [{ Value, Comparison: 'EQUALS' }];
  const hoursAgo = (hours: number) => new Date(Date.parse(NOW) - hours * 3_600_000).toISOString();
  return {
    'GetFindings: product, severity, ACTIVE, NEW': (call) =>
      filtered({
        ProductName: equals(pick(call).asff.ProductName ?? ''),
        SeverityLabel: equals(['HIGH', 'CRITICAL', 'LOW'][call % 3] ?? ''),
        RecordState: equals('ACTIVE'),
        WorkflowStatus: equals('NEW'),
      }),
    'GetFindings: by id': (call) => filtered({ Id: equals(pick(call).asff.Id) }),
    'GetFindings: by resource id': (call) => filtered({ ResourceId: equals(pick(call).resource.arn) }),
    'GetFindings: by second resource id': (call) => filtered({ ResourceId: equals(`${pick(call).resource.arn}-2`) }),
    'GetFindings: by control id, ACTIVE': (call) =>
      filtered({
        ComplianceSecurityControlId: equals(pick(call).asff.Compliance?.SecurityControlId ?? 'S3.0'),
        RecordState: equals('ACTIVE'),
      }),
    'GetFindings: of a resource type, ACTIVE': (call) =>
      filtered({ ResourceType: equals(pick(call).asff.Resources[0]?.Type ?? ''), RecordState: equals('ACTIVE') }),
    'GetFindings: updated within 7 days': () => filtered({ UpdatedAt: [{ DateRange: { Unit: 'DAYS', Value: 7 } }] }),
    'GetFindings: updated within an hour': (call) =>
      filtered({ UpdatedAt: [{ Start: hoursAgo(call + 1), End: hoursAgo(call) }] }),
  };
}

const equal = (field: string, ...values: readonly (string | undefined)[]) => ({
  [field]: values.map((value) => ({ Value: value ?? '', Comparison: 'EQUALS' })),
});
const OPEN_FIELDS = { ...equal('RecordState', 'ACTIVE'), ...equal('WorkflowStatus', 'NEW', 'NOTIFIED') };

/** What the property filter of the console asks. */
function whereLists(pick: PickFinding): Lists {
  const either = (...filters: AskedWhere['groups'][number]['filters']): AskedWhere => ({
    operator: 'and',
    groups: [
      { operator: 'and', filters: [OPEN_FIELDS] },
      { operator: 'or', filters },
    ],
  });
  const account = (call: number) => pick(call).resource.accountId;
  const control = (call: number) => pick(call).controlId;
  const known = (call: number) => pick(call).asff.Compliance?.SecurityControlId ?? 'S3.0';
  return {
    'where: open, a severity and an account': (call) =>
      joined({
        operator: 'and',
        groups: [
          {
            operator: 'and',
            filters: [OPEN_FIELDS, equal('SeverityLabel', pick(call).severity), equal('AwsAccountId', account(call))],
          },
        ],
      }),
    'where: open, two controls': (call) =>
      joined(
        either(
          equal('ComplianceSecurityControlId', known(call)),
          equal('ComplianceSecurityControlId', known(call + 1)),
        ),
      ),
    'where: open, LOW or CRITICAL': () =>
      joined(either(equal('SeverityLabel', 'LOW'), equal('SeverityLabel', 'CRITICAL'))),
    'where: open, a control or an account': (call) =>
      joined(either(equal('ComplianceSecurityControlId', known(call)), equal('AwsAccountId', account(call + 1)))),
    'where: two groups, three fields': (call) =>
      joined({
        operator: 'or',
        groups: [
          { operator: 'and', filters: [OPEN_FIELDS, equal('AwsAccountId', account(call))] },
          {
            operator: 'and',
            filters: [equal('SeverityLabel', 'LOW'), equal('Region', REGIONS[call % REGIONS.length]), OPEN_FIELDS],
          },
        ],
      }),
    'where: a word in the title or a control': (call) =>
      joined(
        either(
          { Title: [{ Value: 'rotation', Comparison: 'CONTAINS' }] },
          equal('ComplianceSecurityControlId', known(call)),
        ),
      ),
    'where: open, fifty accounts': (call) => ({
      ...OPEN,
      accounts: [...new Set(Array.from({ length: 50 }, (_, at) => account(call * 50 + at)))],
    }),
    'where: open, two controls by id': (call) => ({ ...OPEN, controls: [control(call), control(call + 7)] }),
  };
}

function groupLists(pick: PickFinding): Lists {
  return {
    'all open': () => ({}),
    'HIGH and CRITICAL': () => ({ severities: ['HIGH', 'CRITICAL'] }),
    'an account': (call) => ({ accounts: [pick(call).resource.accountId] }),
    'a control': (call) => ({ controls: [pick(call).controlId] }),
    'a region': (call) => ({ regions: [REGIONS[call % REGIONS.length] ?? ''] }),
    'where: open, two severities': () =>
      joined({
        operator: 'and',
        groups: [
          { operator: 'and', filters: [OPEN_FIELDS] },
          { operator: 'or', filters: [equal('SeverityLabel', 'LOW'), equal('SeverityLabel', 'CRITICAL')] },
        ],
      }),
    'a word in the title': (call) => titleOf(call),
  };
}

function joined(asked: AskedWhere): Pick<FindingQuery, 'filters'> {
  const where = compileWhere(asked);
  if ('kind' in where) throw new Error(`${where.field} ${where.reason}`);
  return { filters: { fields: [], where, now: NOW } };
}

function filtered(
  filters: object,
  dialect: Parameters<typeof compileFilters>[1] = 'get-findings',
): Pick<FindingQuery, 'filters'> {
  const compiled = compileFilters(filters, dialect);
  if (compiled.kind === 'invalid') throw new Error(`${compiled.field} ${compiled.reason}`);
  return { filters: { fields: compiled.fields, now: NOW } };
}

/** Goes on, page by page, from far down the list. */
async function deepPages(store: Store, query: FindingQuery): Promise<Question['ask']> {
  let cursor: string | undefined;
  for (let page = 0; page < 50; page += 1) {
    cursor = (await store.findings.list({ ...query, limit: 1000, ...(cursor === undefined ? {} : { cursor }) })).next;
  }
  return async () => {
    const page = await store.findings.list({ ...query, ...(cursor === undefined ? {} : { cursor }) });
    cursor = page.next;
  };
}
