import { libraryEntry } from '@trueup/controls';
import type { Answer, ApiCall, Asff, Door, Execution, Finding, JsonObject, Plan, Store } from '@trueup/core';
import { freshAccount, labAws, labEngine, labStore, REQUESTER, type LabAws, type LabEngine } from '@trueup/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

/**
 * A line of the policy that names another runbook, from the finding to the verification. The stand-in for AWS has no
 * Automation, so its three operations are answered here; what the remote document would do is done for real.
 */
const VERSIONING = libraryEntry('S3.14');
const REMOTE = '99999999-0000-4000-8000-000000000000';

let store: Store;
beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());

interface Scene {
  readonly aws: LabAws;
  readonly lab: LabEngine;
  readonly finding: Finding;
  /** What reached SSM of the account. */
  readonly asked: readonly ApiCall[];
}

interface Remote {
  readonly status: string;
  readonly fix: boolean;
}

const answered = (output: JsonObject): Answer => ({ kind: 'answered', output });

/** SSM of the account: the document enables versioning, or does not. */
function remoteSsm(asked: ApiCall[], { status, fix }: Remote): (door: Door) => Door {
  return (door) => ({
    ...door,
    open(context, options) {
      const session = door.open(context, options);
      return {
        async call(call, callOptions) {
          if (call.service !== 'ssm' || options.mode === 'plan') return session.call(call, callOptions);
          asked.push(call);
          if (call.operation === 'StartAutomationExecution') {
            const { BucketName } = call.parameters['Parameters'] as { readonly BucketName: readonly string[] };
            const VersioningConfiguration = { Status: 'Enabled' };
            const parameters = { Bucket: BucketName[0] ?? '', VersioningConfiguration };
            const own = door.open(context, { mode: 'live' });
            if (fix) await own.call({ service: 's3', operation: 'PutBucketVersioning', parameters });
            return answered({ AutomationExecutionId: REMOTE });
          }
          return answered({ AutomationExecution: { AutomationExecutionStatus: status, FailureMessage: 'it broke' } });
        },
      };
    },
  });
}

async function scene(remote: Remote, work: (scene: Scene) => Promise<void>): Promise<void> {
  const endpoint = inject('awsLabEndpoint');
  const accountId = freshAccount();
  const aws = labAws(endpoint, accountId);
  await aws.call('s3', 'CreateBucket', { Bucket: `b-${accountId}` });
  const asked: ApiCall[] = [];
  const runbook = {
    document: 'Own-EnableVersioning',
    runs: 'account',
    parameters: {
      BucketName: 'RESOURCE_ID',
      AutomationAssumeRole: `arn:aws:iam::${accountId}:role/Repair`,
    },
  };
  const remediations = [{ name: 'versioning', controls: ['*'], mode: 'approval', runbook }];
  const wrapDoor = remoteSsm(asked, remote);
  const lab = labEngine({ endpoint, store, entries: [VERSIONING], accountId, policy: { remediations }, wrapDoor });
  try {
    const [finding] = await lab.scan();
    if (!finding) throw new Error('the bucket was not found faulty');
    await work({ aws, lab, finding, asked });
  } finally {
    await lab.close();
  }
}

const repaired = ({ lab, finding }: Scene): Promise<{ readonly plan: Plan; readonly execution: Execution }> =>
  lab.repair(finding);

test("a document of the account's own SSM repairs, and the check that found the fault says so", () =>
  scene({ status: 'Success', fix: true }, async (at) => {
    const { plan, execution } = await repaired(at);
    expect(plan.calls).toMatchObject([{ service: 'ssm', operation: 'StartAutomationExecution' }]);
    expect(execution).toMatchObject({ status: 'Success', outcome: 'verified' });
    expect(at.asked[0]).toMatchObject({
      operation: 'StartAutomationExecution',
      parameters: {
        DocumentName: 'Own-EnableVersioning',
        DocumentVersion: '$DEFAULT',
        ClientToken: execution.id,
        Parameters: { BucketName: [`b-${at.aws.accountId}`] },
      },
    });
    expect(await store.findings.byId(at.finding.id)).toMatchObject({ workflow: 'RESOLVED' });
  }));

test('one that fails there fails here, and the finding stays open', () =>
  scene({ status: 'Failed', fix: false }, async (at) => {
    const { execution } = await repaired(at);
    expect(execution).toMatchObject({ status: 'Failed' });
    expect(execution.outcome).not.toBe('verified');
    expect(await store.findings.byId(at.finding.id)).toMatchObject({ workflow: 'NEW' });
  }));

test('one that says Success and changed nothing verifies nothing', () =>
  scene({ status: 'Success', fix: false }, async (at) => {
    const { execution } = await repaired(at);
    expect(execution).toMatchObject({ status: 'Success', outcome: 'still-non-compliant' });
  }));

/** What a tool says of the bucket that no check of the library judges. */
async function told({ aws, lab }: Scene, change: Partial<Asff> = {}): Promise<Finding> {
  const now = new Date().toISOString();
  const asff: Asff = {
    SchemaVersion: '2018-10-08',
    Id: 'watchdog/1',
    ProductArn: `arn:aws:securityhub:us-east-1:${aws.accountId}:product/${aws.accountId}/default`,
    ProductName: 'Watchdog',
    GeneratorId: 'watchdog/no-versions',
    AwsAccountId: aws.accountId,
    Region: 'us-east-1',
    CreatedAt: now,
    UpdatedAt: now,
    Title: 'The bucket keeps no versions',
    Description: 'What is overwritten is lost.',
    Resources: [
      { Type: 'AwsS3Bucket', Id: `arn:aws:s3:::b-${aws.accountId}`, Region: 'us-east-1', Tags: { team: 'a' } },
    ],
    Compliance: { Status: 'FAILED' },
    ...change,
  };
  await lab.engine.operations.importFindings([asff], REQUESTER, 'watchdog');
  const { items } = await store.findings.list({ accounts: [aws.accountId], limit: 100 });
  const found = items.find(({ controlId }) => controlId === asff.GeneratorId);
  if (!found) throw new Error('the report was not kept');
  return found;
}

const planOf = async ({ lab }: Scene, finding: Finding): Promise<Plan> => {
  const outcome = await lab.engine.plan(finding.id, REQUESTER);
  if (outcome.kind !== 'planned') throw new Error(`${outcome.reason}: ${outcome.detail}`);
  return outcome.plan;
};

test('what no check judges stays open after the repair, until its reporter says that it is over', () =>
  scene({ status: 'Success', fix: true }, async (at) => {
    const finding = await told(at);
    const plan = await planOf(at, finding);
    const execution = await at.lab.finish((await at.lab.start(plan)).id);
    expect(execution).toMatchObject({
      status: 'Success',
      outcome: 'inconclusive',
      verification: { kind: 'inconclusive', reason: 'no-check' },
    });
    expect(await store.findings.byId(finding.id)).toMatchObject({ workflow: 'NEW' });
    expect(await told(at, { Compliance: { Status: 'PASSED' } })).toMatchObject({ compliance: 'PASSED' });
  }));

test('what its reporter says otherwise since then makes the plan stale, and nothing is started', () =>
  scene({ status: 'Success', fix: true }, async (at) => {
    const plan = await planOf(at, await told(at));
    const before = at.asked.length;
    const Details = { AwsS3Bucket: { OwnerName: 'another' } };
    await told(at, {
      Resources: [
        {
          Type: 'AwsS3Bucket',
          Id: `arn:aws:s3:::b-${at.aws.accountId}`,
          Region: 'us-east-1',
          Tags: { team: 'a' },
          Details,
        },
      ],
    });
    const execution = await at.lab.finish((await at.lab.start(plan)).id);
    expect(execution).toMatchObject({ outcome: 'refused-stale' });
    expect(at.asked).toHaveLength(before);
  }));
