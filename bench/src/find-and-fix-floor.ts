import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
  EC2Client,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

export interface BareClients {
  readonly ec2: EC2Client;
  readonly s3: S3Client;
}

/** Clients of one account of the stand-in, as the SDK makes them. */
export async function clientsOf(endpoint: string, accountId: string): Promise<BareClients> {
  const common = { endpoint, region: 'us-east-1' };
  const sts = new STSClient({ ...common, credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' } });
  const role = { RoleArn: `arn:aws:iam::${accountId}:role/Bench`, RoleSessionName: 'bench' };
  const { Credentials: given } = await sts.send(new AssumeRoleCommand(role));
  const credentials = {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
  };
  return {
    ec2: new EC2Client({ ...common, credentials }),
    s3: new S3Client({ ...common, credentials, forcePathStyle: true }),
  };
}

export async function breakAccount({ ec2, s3 }: BareClients, each: number): Promise<void> {
  const { Vpcs } = await ec2.send(new DescribeVpcsCommand());
  const account = Math.random().toString(36).slice(2, 8);
  for (let index = 0; index < each; index += 1) {
    const group = await ec2.send(
      new CreateSecurityGroupCommand({ GroupName: `open-${index}`, Description: 'bench', VpcId: Vpcs?.[0]?.VpcId }),
    );
    await ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId: group.GroupId,
        IpPermissions: [
          { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
          { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
        ],
      }),
    );
    const Bucket = `bench-${account}-${index}`;
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  }
}

/** The same reads and changes, one after the other for each resource, `parallel` resources at a time. */
export async function bareFindAndFix(clients: BareClients, parallel: number): Promise<void> {
  const work = [...(await listGroups(clients)), ...(await listBuckets(clients, parallel))];
  await inLanes(work, parallel, (fix) => fix());
}

async function listGroups({ ec2 }: BareClients): Promise<(() => Promise<void>)[]> {
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand());
  const groups = SecurityGroups.map(({ GroupId = '' }) => GroupId);
  const rulesOf = async (ids: readonly string[]): Promise<Map<string, string[]>> => {
    const { SecurityGroupRules = [] } = await ec2.send(
      new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: 'group-id', Values: [...ids] }] }),
    );
    const open = SecurityGroupRules.filter(
      ({ IsEgress, FromPort, CidrIpv4 }) => !IsEgress && FromPort === 22 && CidrIpv4 === '0.0.0.0/0',
    );
    const byGroup = Map.groupBy(open, ({ GroupId = '' }) => GroupId);
    return new Map(
      [...byGroup].map(([id, rules]) => [id, rules.map(({ SecurityGroupRuleId = '' }) => SecurityGroupRuleId)]),
    );
  };
  const read = async (id: string): Promise<string[]> => {
    await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [id] }));
    return (await rulesOf([id])).get(id) ?? [];
  };
  const faulty: string[] = [];
  for (let from = 0; from < groups.length; from += 200)
    faulty.push(...(await rulesOf(groups.slice(from, from + 200))).keys());
  return faulty.map((id) => async () => {
    await read(id);
    const open = await read(id);
    await ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: id, SecurityGroupRuleIds: open }));
    await read(id);
  });
}

async function listBuckets({ s3 }: BareClients, parallel: number): Promise<(() => Promise<void>)[]> {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand());
  const faulty: string[] = [];
  await inLanes(
    Buckets.map(({ Name = '' }) => Name),
    parallel,
    async (name) => {
      if (!(await isBlocked(s3, name))) faulty.push(name);
    },
  );
  const read = async (Bucket: string): Promise<void> => {
    await s3.send(new GetBucketLocationCommand({ Bucket }));
    await isBlocked(s3, Bucket);
    await orNone(s3.send(new GetBucketEncryptionCommand({ Bucket })));
    await s3.send(new GetBucketVersioningCommand({ Bucket }));
    await orNone(s3.send(new GetBucketTaggingCommand({ Bucket })));
  };
  return faulty.map((Bucket) => async () => {
    await read(Bucket);
    await read(Bucket);
    await s3.send(
      new PutPublicAccessBlockCommand({
        Bucket,
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          IgnorePublicAcls: true,
          BlockPublicPolicy: true,
          RestrictPublicBuckets: true,
        },
      }),
    );
    await read(Bucket);
  });
}

async function isBlocked(s3: S3Client, Bucket: string): Promise<boolean> {
  return (await orNone(s3.send(new GetPublicAccessBlockCommand({ Bucket })))) !== undefined;
}

/** S3 answers 404 where a part is not configured. */
async function orNone<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if ((error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === 404) return undefined;
    throw error;
  }
}

async function inLanes<T>(items: readonly T[], limit: number, work: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  await Promise.all(
    Array.from({ length: limit }, async () => {
      for (const item of rest) await work(item);
    }),
  );
}
