import { OWNERS_LINES, type PolicyLine, type PolicyParts } from '../demo-policy.ts';
import { rehearsalDocuments } from './rehearsal-documents.ts';

export const REHEARSAL = { accountId: '333333333333', region: 'us-east-1' } as const;

const OVERRIDE = 'The bucket is there to show a guard.';
const EVERY_MINUTE = { cron: '* * * * *', durationMinutes: 60, timeZone: 'UTC' };

/** The owner's policy, and for each guard a line, a limit or a window that meets it. */
export function rehearsalPolicy(now: Date): PolicyParts {
  return {
    remediations: [...lines(), ...OWNERS_LINES],
    sections: {
      limits: [
        { name: 'one-key-an-hour', per: 'control', ...limited('KMS.4'), started: 1 },
        { name: 'a-quarter-of-them', per: 'control', ...limited('S3.17'), startedPercent: 25 },
        { name: 'one-at-a-time', per: 'control', ...limited('S3.8'), running: 1 },
      ],
      breakers: [{ per: 'remediation', failures: 3, windowMinutes: 60, pauseMinutes: 30 }],
      flaps: { regressions: 2, windowHours: 24 },
      critical: { tags: { tier: ['0'] } },
      windows: [
        { name: 'half-a-year-from-now', kind: 'allow', ...farFrom(now), arns: bucketArns('change-window') },
        { name: 'release-week', kind: 'deny', ...EVERY_MINUTE, arns: bucketArns('freeze') },
      ],
    },
  };
}

/** The name of the bucket that shows a guard. */
export const bucketOf = (what: string): string => `guard-${what}`;
export const bucketArns = (what: string): readonly string[] => [`arn:aws:s3:::${bucketOf(what)}`];

function lines(): PolicyLine[] {
  const { good, unclear, failing, pausing } = rehearsalDocuments;
  const acceptNoUndo = 'The document is part of the demo.';
  const runs = ({ name: document }: { readonly name: string }) => ({
    runbook: { document, runs: 'trueup', parameters: { Bucket: 'RESOURCE_ID' }, acceptNoUndo },
  });
  const line = (what: string, members: PolicyLine = {}): PolicyLine => ({
    name: what,
    controls: ['S3.14'],
    arns: bucketArns(what),
    mode: 'automatic',
    override: OVERRIDE,
    concurrencyPercent: 100,
    ...members,
  });
  const { acceptNoUndo: _accepted, ...withoutUndo } = runs(good).runbook;
  return [
    { name: 'mode', controls: ['S3.14'], arns: [...bucketArns('mode'), ...bucketArns('finding')], mode: 'manual' },
    { name: 'promotion', controls: ['S3.14'], arns: bucketArns('promotion'), mode: 'automatic' },
    line('breaker', { ...runs(failing), attempts: 5 }),
    line('attempts', { ...runs(failing), attempts: 2 }),
    line('errors', {
      ...runs(failing),
      attempts: 1,
      errorPercent: 1,
      concurrencyPercent: 1,
      arns: bucketArns('errors-*'),
    }),
    line('plan', runs(unclear)),
    line('undo', { runbook: withoutUndo }),
    line('running', { ...runs(pausing), controls: ['S3.8'], arns: bucketArns('running-*') }),
    line('all-guards', { controls: ['S3.14', 'S3.17', 'Trueup.Tags.1'], arns: bucketArns('*') }),
    { name: 'keys', controls: ['KMS.4'], mode: 'automatic', override: OVERRIDE, concurrencyPercent: 100 },
  ];
}

const limited = (control: string) => ({ controls: [control], accounts: [REHEARSAL.accountId], withinSeconds: 3600 });

/** Half an hour in another half of the year. */
function farFrom(now: Date) {
  return { ...EVERY_MINUTE, cron: `0 0 1 ${((now.getUTCMonth() + 6) % 12) + 1} *`, durationMinutes: 30 };
}
