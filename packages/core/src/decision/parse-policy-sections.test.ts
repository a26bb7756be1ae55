import { expect, test } from 'vitest';
import { z } from 'zod';
import { parsePolicy, type ParsedPolicy } from './parse-policy.ts';

const vocabulary = {
  controls: [
    { id: 'S3.8', parameters: z.strictObject({}) },
    { id: 'RDS.3', parameters: z.strictObject({}), approvalOnly: 'It replaces the database.' },
  ],
  otherControls: ['GuardDuty.1'],
  now: '2026-03-01T12:00:00.000Z',
};

const HEAD = `regions: [eu-west-1]
accounts:
  - { id: "111111111111", name: production, organizationalUnit: /Prod/Payments, owner: pay@example.com }
  - { id: "222222222222", name: test }
`;

const parse = (text: string): ParsedPolicy =>
  parsePolicy([{ name: 'trueup.yaml', text: `${HEAD}${text}` }], vocabulary, (given) => `#${given.length}`);

const EXCEPTION = `exceptions:
  - id: legacy-website
    scope: { controls: [S3.8], arns: ["arn:aws:s3:::www.example.com"] }
    owner: web team
    approver: head of security
    justification: Public on purpose.
    placedAt: 2026-01-15
    expiresAt: 2026-06-30T12:00:00+02:00
`;
const WINDOW =
  'windows: [{ name: nights, kind: allow, cron: "0 22 * * MON-FRI", durationMinutes: 480, timeZone: Europe/Berlin }]';
const RUNBOOK = `remediations:
  - name: own
    configRules: [s3-bucket-logging-enabled]
    mode: approval
    runbook:
      document: AWS-ConfigureS3BucketLogging
      version: "3"
      runs: account
      parameters:
        BucketName: RESOURCE_ID
        TargetArn: RESOURCE_ARN
        GranteeType: Group
        Grantees: [one, two]
        Owner: { finding: "Resources[0].Details.AwsS3Bucket.OwnerId" }
        LogBucket: { account: { "111111111111": logs-prod } }
`;

test('what is left out has its documented value', () => {
  const parsed = parse('remediations: [{ controls: [S3.8], mode: manual }]');
  expect(parsed).toEqual({
    kind: 'policy',
    warnings: [],
    policy: expect.objectContaining({
      remediations: [
        {
          name: 'line-1',
          controls: ['S3.8'],
          mode: 'manual',
          attempts: 5,
          retrySeconds: 60,
          concurrencyPercent: 10,
          errorPercent: 50,
          undoOnFailure: false,
          changeOwned: false,
        },
      ],
      approvals: { quorum: { safe: 1, low: 1, disruptive: 1, destructive: 2 } },
      promotion: { verifiedInARow: 5 },
      limits: [
        { name: 'running-per-account', per: 'account', running: 10, withinSeconds: 3600 },
        { name: 'started-per-account', per: 'account', started: 100, withinSeconds: 3600 },
      ],
      breakers: [{ per: 'control', failures: 3, windowMinutes: 60, pauseMinutes: 30 }],
      flaps: { regressions: 3, windowHours: 24 },
      critical: { tags: {} },
      windows: [],
      exceptions: [],
    }),
  });
});

test('every source of a parameter is read', () => {
  expect(parse(RUNBOOK)).toMatchObject({
    policy: {
      remediations: [
        {
          runbook: {
            document: 'AWS-ConfigureS3BucketLogging',
            version: '3',
            runs: 'account',
            parameters: {
              BucketName: { kind: 'resource-id' },
              TargetArn: { kind: 'resource-arn' },
              GranteeType: { kind: 'static', values: ['Group'] },
              Grantees: { kind: 'static', values: ['one', 'two'] },
              Owner: { kind: 'finding', path: 'Resources[0].Details.AwsS3Bucket.OwnerId' },
              LogBucket: { kind: 'account', values: { '111111111111': 'logs-prod' } },
            },
          },
        },
      ],
    },
  });
});

test('an exception of the policy counts as placed on its date, and its end is an instant', () => {
  expect(parse(EXCEPTION)).toMatchObject({
    policy: {
      exceptions: [
        {
          id: 'legacy-website',
          createdAt: '2026-01-15T00:00:00.000Z',
          expiresAt: '2026-06-30T10:00:00.000Z',
          origin: 'policy',
          createdBy: 'policy',
        },
      ],
    },
  });
});

test('no limits is said by an empty list', () => {
  expect(parse('limits: []')).toMatchObject({ policy: { limits: [] } });
});

test.each<[string, string, string, RegExp]>([
  ['a line about nothing', 'remediations: [{ mode: manual }]', 'remediations[0]', /controls, configRules or a pattern/],
  [
    'a name that two lines have',
    'remediations: [{ name: a, controls: [S3.8], mode: manual }, { name: a, controls: [S3.8], mode: manual }]',
    'remediations[1].name',
    /another line has the name 'a'/,
  ],
  [
    'a name that a line without one has by its place',
    'remediations: [{ name: line-2, controls: [S3.8], mode: manual }, { controls: [S3.8], mode: manual }]',
    'remediations[1].name',
    /line-2/,
  ],
  [
    'the name that stands for no line',
    'remediations: [{ name: none, controls: [S3.8], mode: manual }]',
    'remediations[0].name',
    /another name/,
  ],
  [
    'a control that only other tools know, without a runbook',
    'remediations: [{ controls: [GuardDuty.1], mode: manual }]',
    'remediations[0].controls[0]',
    /unknown control/,
  ],
  [
    'an event pattern that is none',
    'remediations: [{ pattern: { detail: 1 }, mode: manual }]',
    'remediations[0].pattern',
    /not valid/,
  ],
  [
    'an organizational unit of no account',
    'remediations: [{ controls: [S3.8], mode: manual, organizationalUnits: [/Prd] }]',
    'remediations[0].organizationalUnits[0]',
    /expected one of \/Prod\/Payments/,
  ],
  [
    'an ARN of another partition',
    'remediations: [{ controls: [S3.8], mode: manual, arns: ["arn:aws-cn:s3:::x*"] }]',
    'remediations[0].arns[0]',
    /partition aws/,
  ],
  [
    'what is no ARN',
    'remediations: [{ controls: [S3.8], mode: manual, arns: ["*"] }]',
    'remediations[0].arns[0]',
    /arn:aws:s3:::logs-\*/,
  ],
  [
    'too many attempts',
    'remediations: [{ controls: [S3.8], mode: manual, attempts: 26 }]',
    'remediations[0].attempts',
    /25/,
  ],
  [
    'a long wait',
    'remediations: [{ controls: [S3.8], mode: manual, retrySeconds: 2678001 }]',
    'remediations[0].retrySeconds',
    /2678000/,
  ],
  [
    'no concurrency',
    'remediations: [{ controls: [S3.8], mode: manual, concurrencyPercent: 0 }]',
    'remediations[0].concurrencyPercent',
    /1/,
  ],
  [
    'an override without a reason worth the name',
    'remediations: [{ controls: [S3.8], mode: automatic, override: yes }]',
    'remediations[0].override',
    /10/,
  ],
  [
    'a parameter that comes from nowhere',
    RUNBOOK.replace('{ finding: "Resources[0].Details.AwsS3Bucket.OwnerId" }', '{ tag: owner }'),
    'remediations[0].runbook.parameters.Owner',
    /RESOURCE_ID.*finding.*account/,
  ],
  [
    'a value for an account that is not listed',
    RUNBOOK.replace('{ "111111111111": logs-prod }', '{ "333333333333": logs-prod }'),
    'remediations[0].runbook.parameters.LogBucket.account.333333333333',
    /unknown account/,
  ],
  ['nobody to ask', 'approvals: { quorum: { low: 0 } }', 'approvals.quorum.low', /1/],
  ['a crowd to ask', 'approvals: { quorum: { destructive: 6 } }', 'approvals.quorum.destructive', /5/],
  ['a risk that is none', 'approvals: { quorum: { severe: 2 } }', 'approvals.quorum.severe', /destructive/],
  ['a limit on nothing', 'limits: [{ per: account }]', 'limits[0]', /one of started/],
  ['a limit per something else', 'limits: [{ per: region, started: 1 }]', 'limits[0].per', /account, control/],
  [
    'a limit on an account that is not listed',
    'limits: [{ per: all, started: 1, accounts: ["999999999999"] }]',
    'limits[0].accounts[0]',
    /unknown account/,
  ],
  ['a cron of four fields', WINDOW.replace('0 22 * *', '0 22 *'), 'windows[0].cron', /five fields/],
  ['a zone that is none', WINDOW.replace('Europe/Berlin', 'Europe/Atlantis'), 'windows[0].timeZone', /IANA/],
  ['an offset for a zone', WINDOW.replace('Europe/Berlin', '"+01:00"'), 'windows[0].timeZone', /IANA/],
  ['a window of more than a week', WINDOW.replace('480', '10081'), 'windows[0].durationMinutes', /10080/],
  ['a window without a zone', WINDOW.replace(', timeZone: Europe/Berlin', ''), 'windows[0].timeZone', /is missing/],
  ['an exception without an end', EXCEPTION.replace(/ {4}expiresAt.*\n/, ''), 'exceptions[0].expiresAt', /is missing/],
  [
    'an exception without a beginning',
    EXCEPTION.replace(/ {4}placedAt.*\n/, ''),
    'exceptions[0].placedAt',
    /is missing/,
  ],
  [
    'an exception for more than a year',
    EXCEPTION.replace('2026-06-30T12:00:00+02:00', '2027-02-01'),
    'exceptions[0].expiresAt',
    /2027-01-16/,
  ],
  [
    'an exception that ended before it began',
    EXCEPTION.replace('2026-06-30T12:00:00+02:00', '2026-01-15'),
    'exceptions[0].expiresAt',
    /after placedAt/,
  ],
  [
    'an exception that is dated ahead',
    EXCEPTION.replace('2026-01-15', '2026-04-01'),
    'exceptions[0].placedAt',
    /in the future/,
  ],
  ['a day that is none', EXCEPTION.replace('2026-01-15', '2026-02-30'), 'exceptions[0].placedAt', /not a date/],
  ['a time without a zone', EXCEPTION.replace('12:00:00+02:00', '12:00:00'), 'exceptions[0].expiresAt', /not a date/],
  [
    'an exception of everything',
    EXCEPTION.replace(/scope: .*/, 'scope: { controls: ["*"], tags: {} }'),
    'exceptions[0].scope',
    /name something/,
  ],
  ['an exception of nothing', EXCEPTION.replace(/scope: .*/, 'scope: {}'), 'exceptions[0].scope', /name something/],
  [
    'an exception twice',
    EXCEPTION + EXCEPTION.split('\n').slice(1).join('\n'),
    'exceptions[1].id',
    /another exception/,
  ],
  ['an exception in words of no one', EXCEPTION.replace('web team', '"  "'), 'exceptions[0].owner', /empty/],
])('%s is refused', (_name, text, path, message) => {
  const parsed = parse(text);
  expect(parsed).toMatchObject({
    kind: 'invalid',
    problems: [{ file: 'trueup.yaml', path, message: expect.stringMatching(message) }],
  });
});

test.each<[string, string, string, RegExp]>([
  [
    'automatic repair of a control that always asks',
    'remediations: [{ controls: [RDS.3], mode: automatic }]',
    'remediations[0].controls[0]',
    /asks for an approval: It replaces/,
  ],
  [
    'an override in another mode',
    'remediations: [{ controls: [S3.8], mode: manual, override: ten characters }]',
    'remediations[0].override',
    /mode manual/,
  ],
  [
    'a line after one that covers everything',
    'remediations: [{ name: all, controls: ["*"], mode: manual }, { controls: [S3.8], mode: automatic }]',
    'remediations[1]',
    /never decides: all/,
  ],
  [
    'an exception that has ended',
    EXCEPTION.replace('2026-06-30T12:00:00+02:00', '2026-03-01'),
    'exceptions[0].expiresAt',
    /legacy-website has ended/,
  ],
])('%s is doubtful, and no fault', (_name, text, path, message) => {
  expect(parse(text)).toMatchObject({
    kind: 'policy',
    warnings: [{ line: path.startsWith('exceptions') ? 12 : 5, path, message: expect.stringMatching(message) }],
  });
});
