import { libraryEntry } from '@trueup/controls';
import type { ControlId, Finding, LibraryEntry, Store } from '@trueup/core';
import { freshAccount, labAws, labEngine, labStore, type LabEngine } from '@trueup/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

/** The actions that no runbook of the library needs, through the whole engine: a script, a sleep, a child. */
const VERSIONING = libraryEntry('S3.14');
const CHILD: LibraryEntry = { ...VERSIONING, control: { ...VERSIONING.control, id: 'Test.Child' as ControlId } };

const parent = (script: string): string => `
schemaVersion: '0.3'
parameters:
  BucketName: { type: String }
mainSteps:
  - name: chooseName
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: choose
      InputPayload: { bucket: '{{ BucketName }}' }
      Script: |
${script.replace(/^/gm, '        ')}
    outputs:
      - { Name: Bucket, Selector: $.Payload.bucket, Type: String }
  - name: rest
    action: aws:sleep
    inputs: { Duration: PT1S }
  - name: repairIt
    action: aws:executeAutomation
    inputs:
      DocumentName: Trueup-Test.Child
      RuntimeParameters:
        BucketName: '{{ chooseName.Bucket }}'
`;
const GOOD = `def choose(events, context):
    return {'bucket': events['bucket']}`;

let store: Store;
beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());

async function withRunbook(runbook: string, work: (lab: LabEngine, bucket: string) => Promise<void>): Promise<void> {
  const endpoint = inject('awsLabEndpoint');
  const aws = labAws(endpoint, freshAccount());
  const bucket = `b-${aws.accountId}`;
  await aws.call('s3', 'CreateBucket', { Bucket: bucket });
  const lab = labEngine({ endpoint, store, entries: [{ ...VERSIONING, runbook }, CHILD], accountId: aws.accountId });
  try {
    await work(lab, bucket);
  } finally {
    await lab.close();
  }
}

async function findingOf(lab: LabEngine): Promise<Finding> {
  const found = (await lab.scan()).find(({ controlId }) => controlId === 'S3.14');
  if (!found) throw new Error('the bucket was not found faulty');
  return found;
}

test('a script gives its answer on, a sleep waits, a child does the work, and the plan knew it all', () =>
  withRunbook(parent(GOOD), async (lab, bucket) => {
    const { plan, execution } = await lab.repair(await findingOf(lab));
    expect(plan).not.toHaveProperty('undetermined');
    expect(plan.calls).toMatchObject([{ operation: 'PutBucketVersioning', parameters: { Bucket: bucket } }]);
    expect(execution).toMatchObject({ outcome: 'verified', status: 'Success' });

    const [child] = await store.executions.children(execution.id);
    expect(child).toMatchObject({ kind: 'child', status: 'Success', parent: { id: execution.id, step: 'repairIt' } });
    const slept = (await store.executions.log(execution.id)).filter(({ step }) => step === 'rest');
    expect(slept.map(({ kind }) => kind)).toEqual(['step.started', 'step.succeeded']);
    expect(Date.parse(slept[1]?.at ?? '') - Date.parse(slept[0]?.at ?? '')).toBeGreaterThanOrEqual(1000);
  }));

test.each([
  ['raises', "raise ValueError('no such bucket')", 'ValueError - no such bucket'],
  ['looks for credentials', "import os\n    assert os.environ['AWS_SECRET_ACCESS_KEY'] == 'lab'", 'AssertionError'],
])('a script that %s fails the step, and a plan says so before anything runs', (_what, body, message) =>
  withRunbook(parent(`def choose(events, context):\n    ${body}`), async (lab) => {
    const { plan, execution } = await lab.repair(await findingOf(lab));
    expect(plan.undetermined).toContain(message);
    expect(execution).toMatchObject({ outcome: 'failed', status: 'Failed' });
    expect(execution.failureMessage).toContain(message);
  }),
);
