import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accountId } from '@trueup/core';
import { labAws } from '@trueup/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { awsClients, freePort, type AwsClients, type Credentials } from './src/aws-clients.ts';
import { trueupHome, type TrueupHome, type TrueupServer } from './src/trueup-process.ts';

/** Our own scan, Prowler's file and Security Hub's findings about the same buckets. */
const ACCOUNT = '600000000021';
const POLICY = `
regions: [us-east-1]
accounts: [{ id: "${ACCOUNT}", name: e2e, role: TrueupMember }]
`;
const BUCKETS = ['one-row-open', 'one-row-closed'] as const;

let home: TrueupHome;
let server: TrueupServer;
let aws: AwsClients;

beforeAll(async () => {
  const account = labAws(inject('awsLabEndpoint'), accountId(ACCOUNT));
  for (const Bucket of BUCKETS) await account.call('s3', 'CreateBucket', { Bucket });
  const block = {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  };
  const Bucket = 'one-row-closed';
  await account.call('s3', 'PutPublicAccessBlock', { Bucket, PublicAccessBlockConfiguration: block });
  home = await trueupHome(inject('awsLabEndpoint'), POLICY);
  const port = await freePort();
  server = await home.serve('--aws-api-port', String(port));
  const made = await home.run('keys', 'create', '--name', 'ann', '-o', 'json');
  aws = awsClients(`http://127.0.0.1:${port}`, JSON.parse(made.stdout) as Credentials);
});
afterAll(async () => {
  await server.stop();
  await home.remove();
});

/** As `prowler aws --output-formats json-ocsf` writes it. */
const prowler = (bucket: string, status: 'FAIL' | 'PASS') => ({
  message: `S3 bucket ${bucket} has public access block ${status === 'PASS' ? 'on' : 'off'}.`,
  metadata: {
    event_code: 's3_bucket_level_public_access_block',
    product: { name: 'Prowler', uid: 'prowler', vendor_name: 'Prowler', version: '5.4.0' },
    version: '1.5.0',
  },
  severity_id: 3,
  severity: 'Medium',
  status: 'New',
  status_code: status,
  status_id: 1,
  unmapped: { compliance: { 'CIS-3.0': ['2.1.4'] }, provider: 'aws', provider_uid: ACCOUNT },
  activity_name: 'Create',
  activity_id: 1,
  finding_info: {
    created_time: 1767225600,
    created_time_dt: '2026-01-01T00:00:00',
    desc: 'Check S3 Bucket Level Public Access Block.',
    title: 'Check S3 Bucket Level Public Access Block.',
    uid: `prowler-aws-s3_bucket_level_public_access_block-${ACCOUNT}-us-east-1-${bucket}`,
  },
  resources: [
    {
      cloud_partition: 'aws',
      region: 'us-east-1',
      labels: [],
      name: bucket,
      type: 'AwsS3Bucket',
      uid: `arn:aws:s3:::${bucket}`,
    },
  ],
  category_uid: 2,
  class_uid: 2004,
  cloud: { account: { uid: ACCOUNT }, provider: 'aws', region: 'us-east-1' },
  time: 1767225600,
  time_dt: '2026-01-01T00:00:00',
  type_uid: 200401,
});

const securityHub = (bucket: string) => ({
  SchemaVersion: '2018-10-08',
  Id: `arn:aws:securityhub:us-east-1:${ACCOUNT}:security-control/S3.8/finding/${bucket}`,
  ProductArn: `arn:aws:securityhub:us-east-1:${ACCOUNT}:product/${ACCOUNT}/default`,
  GeneratorId: 'security-control/S3.8',
  AwsAccountId: ACCOUNT,
  CreatedAt: '2026-01-01T00:00:00Z',
  UpdatedAt: '2026-01-01T00:00:00Z',
  Severity: { Label: 'HIGH' },
  Title: 'S3 general purpose buckets should block public access',
  Description: 'This control checks the bucket.',
  Resources: [{ Type: 'AwsS3Bucket', Id: `arn:aws:s3:::${bucket}`, Region: 'us-east-1', Partition: 'aws' }],
  Compliance: { Status: 'FAILED', SecurityControlId: 'S3.8' },
});

interface Listed {
  readonly items: readonly {
    readonly resource: { readonly arn: string };
    readonly compliance: string;
    readonly workflow: string;
    readonly sources: readonly { readonly productName?: string; readonly compliance: string }[];
  }[];
}

async function findings(): Promise<Listed['items']> {
  const listed = await home.run('findings', 'list', '--control', 'S3.8', '-o', 'json');
  return (JSON.parse(listed.stdout) as Listed).items;
}

test('three tools that report one fault make one finding, and sending it all again changes nothing', async () => {
  const path = join(home.dataDir, 'prowler.ocsf.json');
  await writeFile(path, JSON.stringify([prowler('one-row-open', 'FAIL'), prowler('one-row-closed', 'PASS')]));
  const batch = join(home.dataDir, 'batch.json');
  await writeFile(batch, JSON.stringify([securityHub('one-row-open')]));
  const everything = async (): Promise<void> => {
    expect(await home.run('findings', 'import', path)).toMatchObject({ code: 0 });
    await aws.securityhub('batch-import-findings', '--findings', `file://${batch}`);
    expect(await home.run('scan', '--control', 'S3.8')).toMatchObject({ code: 2 });
  };
  await everything();
  const once = await findings();
  expect(once).toMatchObject([
    { resource: { arn: 'arn:aws:s3:::one-row-open' }, compliance: 'FAILED', workflow: 'NEW', regressions: 0 },
  ]);
  expect(once[0]?.sources.map(({ productName, compliance }) => `${productName} ${compliance}`).sort()).toEqual([
    'Default FAILED',
    'Prowler FAILED',
    'Trueup FAILED',
  ]);
  await everything();
  expect(await findings()).toMatchObject([
    { resource: { arn: 'arn:aws:s3:::one-row-open' }, compliance: 'FAILED', workflow: 'NEW', regressions: 0 },
  ]);
});
