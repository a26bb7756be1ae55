import fc from 'fast-check';
import { expect, test } from 'vitest';
import { incidentMarkdown } from './incident-markdown.ts';
import { sampleFacts, sampleFinding } from './testing/incident-samples.ts';
import { makeIncident } from './make-incident.ts';

test('a report tells what was wrong, who did it, what happened, with proof, and what would prevent it', () => {
  expect(incidentMarkdown(makeIncident(sampleFacts))).toMatchInlineSnapshot(`
    "# Incident: S3 general purpose buckets should have versioning enabled

    |  |  |
    |---|---|
    | Finding | \`f-0000000000000001\` |
    | Control | \`S3.14\` |
    | Severity | LOW |
    | Resource | \`arn:aws:s3:::invoices\` |
    | Type | \`AWS::S3::Bucket\` |
    | Account | \`111122223333\` |
    | Region | \`eu-west-1\` |
    | First seen | 2026-01-31T09:30:05.000Z |
    | Last seen | 2026-01-31T09:30:20.000Z |
    | Came back | 0 times |

    ## What was wrong

    Versioning of the bucket is suspended.

    With versioning, an object that was overwritten by mistake can be had back.

    ## Who changed it

    CloudTrail's event history of eu-west-1 from 2026-01-30T09:30:05.000Z to 2026-01-31T09:30:10.000Z: 1 write(s). The likely cause:

    |  |  |
    |---|---|
    | Who | role \`deployer/mallory\` (\`arn:aws:sts::111122223333:assumed-role/deployer/m\`) |
    | Call | \`s3.amazonaws.com PutBucketVersioning\` |
    | When | 2026-01-31T09:30:01.000Z |
    | From | \`198.51.100.7\` |
    | With | \`\` [evil](https://evil.example) \`x\` \`\` |
    | Event | \`e-1\` |

    ## Timeline

    Times are UTC.

    | When | Who | What | Evidence |
    |---|---|---|---|
    | 2026-01-31T09:30:01.000Z | role deployer/mallory | called s3.amazonaws.com PutBucketVersioning from 198.51.100.7 | CloudTrail \`e-1\` |
    | 2026-01-31T09:30:05.000Z | system engine | finding.opened finding f-0000000000000001: controlId S3.14 | record 1 \`1111111111111111111111111111111111111111111111111111111111111111\` |
    | 2026-01-31T09:30:12.000Z | system engine | execution.started execution x-1: planId plan-1 | record 2 \`2222222222222222222222222222222222222222222222222222222222222222\` |
    | 2026-01-31T09:30:14.000Z | execution x-1 | called s3 PutBucketVersioning: 200 | request \`REQ1\` |
    | 2026-01-31T09:30:20.000Z | verification x-1 | finding changed: Compliance.Status: FAILED → PASSED | – |
    | 2026-01-31T09:30:20.000Z | system engine | execution.finished execution x-1: outcome verified, hash abc | record 3 \`3333333333333333333333333333333333333333333333333333333333333333\` |

    ## What was changed

    ### repair \`x-1\`: verified

    | Where | Before | After |
    |---|---|---|
    | \`Versioning.Status\` | \`"Suspended"\` | \`"Enabled"\` |

    ## Calls to AWS

    | When | Execution | Call | Request | Answer | Request id |
    |---|---|---|---|---|---|
    | 2026-01-31T09:30:14.000Z | \`x-1\` | \`s3 PutBucketVersioning\` | \`{"Bucket":"invoices","VersioningConfiguration":{"Status":"Enabled"}}\` | \`200\` | \`REQ1\` |

    ## Outcome

    The fault is over since 2026-01-31T09:30:20.000Z (RESOLVED, ACTIVE). The last repair ended as verified.

    ## Prevention

    A service control policy that denies the call:

    \`\`\`json
    {
      "Version": "2012-10-17",
      "Statement": []
    }
    \`\`\`

    AWS Config's managed rule \`S3_BUCKET_VERSIONING_ENABLED\` sees the fault wherever it comes from.

    No rule for templates: It is not written.
    "
  `);
});

test('without facts the report says so, and never that nobody did it', () => {
  const { investigation: _investigation, ...finding } = sampleFinding;
  const text = incidentMarkdown(makeIncident({ finding, history: [], executions: [], records: [] }));
  expect(text).toContain('Nobody has looked it up.');
  expect(text).toContain('The library has no measure for S3.14 on AWS::S3::Bucket.');
});

test('a look-up that was denied is told with its reason', () => {
  const investigation = {
    at: '2026-01-31T09:30:00.000Z',
    from: '2026-01-30T09:30:00.000Z',
    to: '2026-01-31T09:30:00.000Z',
    region: 'eu-west-1',
    events: [],
    complete: false,
    unread: { reason: 'access-denied', detail: 'AccessDenied: no' },
  } as const;
  const text = incidentMarkdown(makeIncident({ ...sampleFacts, finding: { ...sampleFinding, investigation } }));
  expect(text).toContain('None of them explains the fault.');
  expect(text).toContain('Not all of it could be read (access-denied: AccessDenied: no)');
});

test('whatever stands in names and fields, the headings stay those of the report', () => {
  const headings = (text: string): readonly string[] => text.split('\n').filter((line) => line.startsWith('#'));
  const expected = headings(incidentMarkdown(makeIncident(sampleFacts)));
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const hostile = `x\n# ${text}\n\`\`\`\n|`;
      const [first] = sampleFacts.records;
      const finding = { ...sampleFinding, reason: hostile };
      const records = first ? [{ ...first, actor: { kind: 'person', name: hostile } as const }] : [];
      const shown = incidentMarkdown(makeIncident({ ...sampleFacts, finding, records }));
      expect(headings(shown)).toEqual(expected);
    }),
  );
});
