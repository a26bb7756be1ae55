import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { scriptedWith } from '../testing/scripted-with.ts';
import { servedUntil } from '../testing/served.ts';

const { served } = servedUntil(onTestFinished);

const FIRST = 'f-0000000000000001';

test('a finding is shown with who reports it, why it is urgent and which rule changed it', async () => {
  const at = '2026-01-31T09:30:00.000Z';
  const source = { productArn: 'arn:aws:x', id: 'prowler-1', generatorId: 'prowler/s3', title: 'x', own: false };
  const state = {
    severity: 'HIGH',
    compliance: 'FAILED',
    recordState: 'ACTIVE',
    updatedAt: at,
    statusSince: at,
  } as const;
  const { trueup } = await served(
    scriptedWith((scripted) => ({
      getFinding: async (input) => {
        const detail = await scripted.getFinding(input);
        const { compliance: _compliance, ...finding } = detail.finding;
        return {
          ...detail,
          finding: {
            ...finding,
            sources: [
              { ...source, ...state, productName: 'Prowler' },
              { ...source, ...state, id: 'hub-1' },
            ],
            priority: { base: 400, reasons: [], dueAt: '2026-02-07T09:30:00.000Z' },
            customerFields: ['Severity'],
            asff: {
              ...finding.asff,
              Note: { Text: 'ours', UpdatedBy: 'bob', UpdatedAt: at },
              UserDefinedFields: { ticket: 'OPS-42' },
            },
          },
          urgency: {
            score: 430,
            reasons: [
              { kind: 'severity', points: 400, detail: 'CRITICAL' },
              { kind: 'age', points: 30, detail: '3 days' },
            ],
          },
          history: {
            items: [
              {
                findingId: FIRST,
                at,
                created: true,
                source: { kind: 'import', identity: 'alice' },
                changes: [],
                rules: [
                  {
                    ruleArn: 'arn:aws:securityhub:us-east-1:222222222222:automation-rule/r-1',
                    ruleName: 'production is critical',
                    changes: [{ field: 'Severity.Label', from: 'HIGH', to: 'CRITICAL' }],
                  },
                ],
              },
            ],
            next: 'more',
          },
        };
      },
    })),
  );
  const shown = await trueup('findings', 'show', FIRST);
  expect(shown).toMatchObject({ code: 0, stderr: '' });
  expect(shown.stdout).toMatchInlineSnapshot(`
    "Finding f-0000000000000001
      control        S3.8  S3 buckets should block public access
      severity       CRITICAL
      resource       arn:aws:s3:::invoices
      type           AWS::S3::Bucket
      place          111111111111 us-east-1
      what is wrong  Bucket invoices does not block public access.
      status         NEW, ACTIVE
      first seen     2026-01-31 09:30:00Z
      last seen      2026-01-31 09:30:00Z
      note           ours (bob, 2026-01-31 09:30:00Z)
      fields         ticket=OPS-42
      set here       Severity
      decision       remediate: it may run by itself

    Priority 430 of 1000
      +400  severity: CRITICAL
       +30  age: 3 days
      to be repaired by 2026-02-07 09:30:00Z

    Reported by
    PRODUCT    SEVERITY  SAYS           SINCE                 LAST WORD             ITS ID
    Prowler    HIGH      FAILED ACTIVE  2026-01-31 09:30:00Z  2026-01-31 09:30:00Z  prowler-1
    arn:aws:x  HIGH      FAILED ACTIVE  2026-01-31 09:30:00Z  2026-01-31 09:30:00Z  hub-1

    History
    2026-01-31 09:30:00Z  created by import alice
      rule production is critical r-1
        Severity.Label: HIGH -> CRITICAL

    There is more: trueup findings history f-0000000000000001
    "
  `);
  const yaml = await trueup('findings', 'show', FIRST, '-o', 'yaml');
  expect(parse(yaml.stdout)).toMatchObject({ urgency: { score: 430 } });
});
