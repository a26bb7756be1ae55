import type { Control } from '../../control/control.ts';
import { sampleAsff } from '../../finding/asff/testing/sample-asff.ts';
import type { Finding, FindingId } from '../../finding/finding.ts';
import type { ResourceRef } from '../../resource/resource.ts';
import { instantAfter, type Instant } from '../../value/instant.ts';
import type { BreakerHistory, DecisionFacts, DecisionInput, Fact } from '../decision.ts';
import type { Exception } from '../exception.ts';
import type { LimitCounts, LimitScope } from '../limits.ts';
import type { PolicyRemediation, PolicyWindow } from '../policy.ts';
import type { RemediationRun } from '../remediation-run.ts';
import type { DecisionTarget } from '../target-scope.ts';

/** A decision that nothing stands against: each test changes one thing of it. */

export const NOW: Instant = '2026-03-01T12:00:00.000Z';

/** Minutes from now; a negative number is in the past. */
export const minutes = (count: number): Instant => instantAfter(NOW, count * 60_000);

export const RESOURCE = {
  arn: 'arn:aws:s3:::bucket',
  type: 'AWS::S3::Bucket',
  id: 'bucket',
  accountId: '111122223333',
  region: 'eu-west-1',
  partition: 'aws',
} as ResourceRef;

export const TARGET: DecisionTarget = {
  controlId: 'S3.8',
  resource: RESOURCE,
  organizationalUnit: '/Prod/Payments',
  tags: { env: 'prod' },
};

const { tags: _tags, ...untagged } = TARGET;
/** The same, with tags that nobody has read. */
export const UNTAGGED: DecisionTarget = untagged;

export const FINDING = {
  id: 'f-1' as FindingId,
  controlId: 'S3.8',
  resource: RESOURCE,
  compliance: 'FAILED',
  workflow: 'NEW',
  recordState: 'ACTIVE',
  sources: [],
  asff: sampleAsff(),
} as unknown as Finding;

export const CONTROL = {
  id: 'S3.8',
  risk: 'low',
  undo: { kind: 'runbook' },
} as unknown as Control;

export const LINE: PolicyRemediation = {
  name: 'buckets',
  controls: ['S3.8'],
  mode: 'automatic',
  attempts: 5,
  retrySeconds: 60,
  concurrencyPercent: 10,
  errorPercent: 50,
  undoOnFailure: false,
  changeOwned: false,
};

export const known = <T>(value: T): Fact<T> => ({ kind: 'known', value });
export const UNREADABLE: Fact<never> = { kind: 'unreadable', detail: 'the store did not answer' };

const FACTS: DecisionFacts = {
  killSwitches: known([]),
  latestRecordAt: known(minutes(-1)),
  exceptions: known([]),
  windows: known([]),
  attempts: known([]),
  breakers: known([]),
  batch: known({ nonCompliant: 10, failed: 0, running: 0 }),
  limits: known([]),
  lock: known(undefined),
  record: known({ runs: 9, verified: 9, undone: 0, failed: 0, verifiedInARow: 9 }),
};

export const given = (change: Partial<DecisionFacts>): Pick<DecisionInput, 'facts'> => ({
  facts: { ...FACTS, ...change },
});

export const INPUT: DecisionInput = {
  finding: FINDING,
  target: TARGET,
  line: LINE,
  control: CONTROL,
  policy: {
    promotion: { verifiedInARow: 5 },
    flaps: { regressions: 3, windowHours: 24 },
    critical: { tags: { criticality: ['high'] } },
  },
  facts: FACTS,
  now: NOW,
  asked: 'policy',
  kind: 'repair',
};

export const exception = (change: Partial<Exception> = {}): Exception => ({
  id: 'legacy-bucket',
  scope: { arns: [RESOURCE.arn] },
  owner: 'payments',
  approver: 'ann',
  justification: 'It is moved in April.',
  createdAt: minutes(-60),
  expiresAt: minutes(60),
  origin: 'person',
  createdBy: 'bob',
  ...change,
});

export const window = (change: Partial<PolicyWindow> = {}): PolicyWindow => ({
  name: 'month-end',
  kind: 'deny',
  cron: '0 0 28 * *',
  durationMinutes: 60,
  timeZone: 'UTC',
  overrun: 'finish',
  ...change,
});

let runs = 0;

/** A repair by the policy that began and ended so many minutes ago. */
export function run(
  result: RemediationRun['result'],
  startedAt: Instant,
  change: Partial<RemediationRun> = {},
): RemediationRun {
  runs += 1;
  return {
    id: `run-${runs}`,
    kind: 'repair',
    findingId: FINDING.id,
    remediation: LINE.name,
    controlId: 'S3.8',
    documentName: 'Trueup-S3.8',
    accountId: RESOURCE.accountId,
    resourceArn: RESOURCE.arn,
    automatic: true,
    startedAt,
    ...(result === undefined ? {} : { finishedAt: startedAt, result }),
    ...change,
  };
}

/** So many failures, ten minutes apart, newest first. */
export const failedRuns = (count: number): RemediationRun[] =>
  Array.from({ length: count }, (_, index) => run('failed', minutes(-10 * (index + 1))));

/** Two began in the last minute, and no more may. */
export const FULL_LIMIT: { readonly scope: LimitScope; readonly counts: LimitCounts } = {
  scope: {
    limit: { name: 'per-account', per: 'account', started: 2, withinSeconds: 60 },
    key: 'per-account/111122223333',
  },
  counts: { started: 2, running: 0, nonCompliant: 0, freesAt: minutes(1) },
};

export const BREAKER_OF_TWO: Omit<BreakerHistory, 'runs'> = {
  key: 'control/S3.8',
  settings: { per: 'control', failures: 2, windowMinutes: 60, pauseMinutes: 30 },
};
