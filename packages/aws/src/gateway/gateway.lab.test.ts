import { homedir } from 'node:os';
import { randomInt } from 'node:crypto';
import {
  accountId,
  region,
  type ApiCall,
  type JournalEntry,
  type Json,
  type JsonObject,
  type PermissionStatement,
  type ScriptResult,
  type ScriptRunner,
} from '@trueup/core';
import { afterAll, expect, inject, test } from 'vitest';
import { awsDoor } from '../door/aws-door.ts';
import { scriptRunner } from '../script/script-runner.ts';

const ACCOUNT = accountId(String(randomInt(100_000_000_000, 999_999_999_999)));
const OTHER = accountId(String(randomInt(100_000_000_000, 999_999_999_999)));
const scope = { accountId: ACCOUNT, region: region('eu-west-1'), partition: 'aws' } as const;
const door = awsDoor({
  endpoint: inject('awsLabEndpoint'),
  accountOf: (id) => (id === ACCOUNT ? { role: 'Member' } : undefined),
});
const runner = scriptRunner({ door, unsandboxed: false, python: inject('awsLabPython') });
afterAll(async () => {
  await runner.close();
  door.close();
});

interface Ran {
  readonly result: ScriptResult;
  readonly payload: Json | undefined;
  readonly message: string;
  readonly journal: readonly JournalEntry[];
  readonly planned: readonly ApiCall[];
}

interface RunOptions {
  readonly runner?: ScriptRunner;
  readonly statements?: readonly PermissionStatement[];
  readonly mode?: 'live' | 'plan';
  readonly runtime?: string;
  readonly roleArn?: string;
}

async function run(lines: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const journal: JournalEntry[] = [];
  const planned: ApiCall[] = [];
  const result = await (options.runner ?? runner).run({
    runtime: options.runtime ?? 'python3.11',
    handler: 'handler',
    script: lines.join('\n'),
    payload: { account: ACCOUNT, other: OTHER, paths: [`${homedir()}/.aws`, import.meta.dirname] },
    timeoutMs: 60_000,
    aws: {
      scope,
      session: {
        mode: options.mode ?? 'live',
        journal: (entry) => journal.push(entry),
        ...(options.statements === undefined ? {} : { statements: options.statements }),
        ...(options.roleArn === undefined ? {} : { roleArn: options.roleArn }),
      },
      planned: (call) => planned.push(call),
    },
  });
  return {
    result,
    journal,
    planned,
    payload: result.kind === 'returned' ? result.payload : undefined,
    message: result.kind === 'failed' ? result.message : '',
  };
}

const python = (...body: readonly string[]): string[] => [
  'import boto3, json',
  'from botocore.exceptions import ClientError',
  'def handler(events, context):',
  ...body.map((line) => `    ${line}`),
];
const call = (service: string, operation: string, parameters: JsonObject): ApiCall => ({
  service,
  operation,
  parameters,
});
const calls = ({ journal }: Ran): readonly string[] => journal.map((entry) => `${entry.service}:${entry.operation}`);

test('boto3 acts in the account of the session, through every protocol of AWS', async () => {
  const ran = await run(
    python(
      'who = boto3.client("sts").get_caller_identity()',
      'ssm = boto3.client("ssm")',
      'ssm.put_parameter(Name="/gw/one", Value="v", Type="String")',
      'ec2 = boto3.client("ec2")',
      'group = ec2.create_security_group(GroupName="gw", Description="d")["GroupId"]',
      'found = ec2.describe_security_groups(GroupIds=[group], Filters=[{"Name": "group-name", "Values": ["gw"]}])',
      's3 = boto3.client("s3")',
      'bucket = "gw-" + events["account"]',
      's3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})',
      's3.put_object(Bucket=bucket, Key="a b/ü+c", Body=b"content")',
      'body = s3.get_object(Bucket=bucket, Key="a b/ü+c")["Body"].read().decode()',
      'keys = [o["Key"] for o in s3.list_objects_v2(Bucket=bucket)["Contents"]]',
      'iam = boto3.client("iam")',
      'iam.create_user(UserName="gw", Tags=[{"Key": "k", "Value": "v"}])',
      'value = ssm.get_parameter(Name="/gw/one")["Parameter"]["Value"]',
      'return {"arn": who["Arn"], "groups": len(found["SecurityGroups"]), "body": body, "keys": keys, "value": value}',
    ),
  );
  expect(ran.message).toBe('');
  expect(ran.payload).toMatchObject({ groups: 1, body: 'content', keys: ['a b/ü+c'], value: 'v' });
  expect(JSON.stringify(ran.payload)).toContain(`arn:aws:sts::${ACCOUNT}:assumed-role/Member/trueup`);
  expect(calls(ran)).toEqual([
    'sts:GetCallerIdentity',
    'ssm:PutParameter',
    'ec2:CreateSecurityGroup',
    'ec2:DescribeSecurityGroups',
    's3:CreateBucket',
    's3:PutObject',
    's3:GetObject',
    's3:ListObjectsV2',
    'iam:CreateUser',
    'ssm:GetParameter',
  ]);
  const common = { accountId: ACCOUNT, region: 'eu-west-1', httpStatus: 200, attempts: 1 };
  expect(ran.journal[3]).toMatchObject({
    ...common,
    access: 'read',
    request: { GroupIds: [expect.stringMatching(/^sg-/)], Filters: [{ Name: 'group-name', Values: ['gw'] }] },
  });
  expect(ran.journal[5]).toMatchObject({ ...common, access: 'write', request: { Key: 'a b/ü+c', Body: '(7 bytes)' } });
  expect(ran.journal[8]).toMatchObject({ request: { UserName: 'gw', Tags: [{ Key: 'k', Value: 'v' }] } });
});

test('the JS SDK acts there as well', async () => {
  const ran = await run(
    [
      "const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');",
      "const { S3Client, CreateBucketCommand, PutObjectCommand, GetObjectCommand } = require('@aws-sdk/client-s3');",
      "const { S3ControlClient, PutPublicAccessBlockCommand } = require('@aws-sdk/client-s3-control');",
      'async function handler(events) {',
      '  const who = await new STSClient({}).send(new GetCallerIdentityCommand({}));',
      '  const s3 = new S3Client({}), Bucket = "gwjs-" + events.account;',
      '  const home = { LocationConstraint: "eu-west-1" };',
      '  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: home }));',
      '  await s3.send(new PutObjectCommand({ Bucket, Key: "k", Body: "text" }));',
      '  const got = await s3.send(new GetObjectCommand({ Bucket, Key: "k" }));',
      '  const AccountId = events.account, control = new S3ControlClient({});',
      '  const PublicAccessBlockConfiguration = { BlockPublicAcls: true };',
      '  await control.send(new PutPublicAccessBlockCommand({ AccountId, PublicAccessBlockConfiguration }));',
      '  return { account: who.Account, body: await got.Body.transformToString() };',
      '}',
    ],
    { runtime: 'nodejs20.x' },
  );
  expect(ran.message).toBe('');
  expect(ran.payload).toEqual({ account: ACCOUNT, body: 'text' });
  const s3 = ['s3:CreateBucket', 's3:PutObject', 's3:GetObject', 's3control:PutPublicAccessBlock'];
  expect(calls(ran)).toEqual(['sts:GetCallerIdentity', ...s3]);
});

test.each<[string, string[], RegExp, Partial<JournalEntry>]>([
  [
    'a call outside its permissions',
    ['boto3.client("iam").delete_user(UserName="someone")'],
    /ClientError - .*NotPermittedByRunbook.*iam:DeleteUser/,
    { service: 'iam', operation: 'DeleteUser', errorCode: 'NotPermittedByRunbook', request: { UserName: 'someone' } },
  ],
  [
    'an object outside its permissions',
    ['boto3.client("s3").put_object(Bucket="b", Key="k", Body=b"x")'],
    /ClientError - .*NotPermittedByRunbook.*s3:PutObject/,
    { service: 's3', operation: 'PutObject', errorCode: 'NotPermittedByRunbook' },
  ],
  [
    'a role of another account',
    [
      'boto3.client("sts").assume_role(RoleArn="arn:aws:iam::" + events["other"] + ":role/r", RoleSessionName="script")',
    ],
    /ClientError - .*CredentialsStayOutside.*in account \d{12} only/,
    { service: 'sts', operation: 'AssumeRole', errorCode: 'CredentialsStayOutside' },
  ],
  [
    'keys of its own',
    ['boto3.client("ec2", aws_access_key_id="AKIAIOSFODNN7EXAMPLE", aws_secret_access_key="x").describe_vpcs()'],
    /ClientError - .*NotTheCredentialsOfThisScript/,
    { service: 'ec2', operation: 'DescribeVpcs', errorCode: 'NotTheCredentialsOfThisScript' },
  ],
  [
    'a call without a signature',
    [
      'from botocore import UNSIGNED',
      'from botocore.config import Config',
      'boto3.client("s3", config=Config(signature_version=UNSIGNED)).list_objects_v2(Bucket="public")',
    ],
    /ClientError - .*MissingAuthenticationToken/,
    { errorCode: 'MissingAuthenticationToken' },
  ],
  [
    'the metadata address',
    ['import urllib.request', 'urllib.request.urlopen("http://169.254.169.254/latest/meta-data/iam/", timeout=5)'],
    /HTTPError - HTTP Error 403/,
    {
      service: 'network',
      errorCode: 'NotAws',
      request: { Host: '169.254.169.254', Url: 'http://169.254.169.254/latest/meta-data/iam/' },
    },
  ],
  [
    'the metadata address by a socket',
    [
      'import socket',
      's = socket.create_connection(("169.254.169.254", 80), 5)',
      's.sendall(b"PUT /latest/api/token HTTP/1.1\\r\\nHost: 169.254.169.254\\r\\nContent-Length: 0\\r\\n\\r\\n")',
      'raise RuntimeError(s.recv(1000).decode())',
    ],
    /RuntimeError - HTTP\/1.1 403 Forbidden/,
    {
      service: 'network',
      operation: 'PUT',
      errorCode: 'NotAws',
      request: { Host: '169.254.169.254', Url: '/latest/api/token' },
    },
  ],
  [
    'another host',
    ['import urllib.request', 'urllib.request.urlopen("https://example.com/", timeout=5)'],
    /(URLError|OSError) - .*403/,
    { service: 'network', operation: 'CONNECT', errorCode: 'NotAws', request: { Url: 'example.com:443' } },
  ],
])('%s fails with a reason and is recorded', async (_name, lines, message, entry) => {
  const ran = await run(python(...lines), { statements: [{ Action: ['ec2:Describe*'], Resource: '*' }] });
  expect(ran.message).toMatch(message);
  expect(ran.journal).toMatchObject([{ ...entry, accountId: ACCOUNT, httpStatus: 403, attempts: 0 }]);
});

test('a write of a plan is not sent, and the script goes on', async () => {
  const lines = python(
    's3 = boto3.client("s3")',
    'bucket = "plan-" + events["account"]',
    's3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})',
    's3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": [{"Key": "a", "Value": "b"}, {"Key": "c", "Value": ""}]})',
    's3.put_object(Bucket=bucket, Key="k", Body=b"text", Metadata={"m": "n"})',
    's3.delete_object(Bucket=bucket, Key="k")',
    'boto3.client("iam").tag_role(RoleName="r", Tags=[{"Key": "a", "Value": "b"}])',
    'boto3.client("ec2").run_instances(ImageId="ami-1", MinCount=1, MaxCount=2, SecurityGroupIds=["sg-1", "sg-2"])',
    'boto3.client("ssm").put_parameter(Name="/plan", Value="v", Type="String", Overwrite=True)',
    'boto3.client("sns").publish(TopicArn="arn:aws:sns:eu-west-1:1:t", Message="m", MessageAttributes={"x": {"DataType": "String", "StringValue": "y"}})',
    'block = {"BlockPublicAcls": True, "RestrictPublicBuckets": False}',
    'boto3.client("s3control").put_public_access_block(AccountId=events["account"], PublicAccessBlockConfiguration=block)',
    'boto3.client("lambda").update_function_configuration(FunctionName="f", MemorySize=256)',
    'return [b["Name"] for b in s3.list_buckets()["Buckets"] if b["Name"] == bucket]',
  );
  const ran = await run(lines, { mode: 'plan' });
  expect(ran.message).toBe('');
  expect(ran.payload).toEqual([]);
  expect(calls(ran)).toEqual(['s3:ListBuckets']);
  const Bucket = `plan-${ACCOUNT}`;
  expect(ran.planned).toEqual([
    call('s3', 'CreateBucket', { Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }),
    call('s3', 'PutBucketTagging', {
      Bucket,
      Tagging: {
        TagSet: [
          { Key: 'a', Value: 'b' },
          { Key: 'c', Value: '' },
        ],
      },
    }),
    call('s3', 'PutObject', { Bucket, Key: 'k', Body: '(4 bytes)', Metadata: { m: 'n' } }),
    call('s3', 'DeleteObject', { Bucket, Key: 'k' }),
    call('iam', 'TagRole', { RoleName: 'r', Tags: [{ Key: 'a', Value: 'b' }] }),
    call('ec2', 'RunInstances', { ImageId: 'ami-1', MinCount: 1, MaxCount: 2, SecurityGroupIds: ['sg-1', 'sg-2'] }),
    call('ssm', 'PutParameter', { Name: '/plan', Value: '(redacted)', Type: 'String', Overwrite: true }),
    call('sns', 'Publish', {
      TopicArn: 'arn:aws:sns:eu-west-1:1:t',
      Message: 'm',
      MessageAttributes: { x: { DataType: 'String', StringValue: 'y' } },
    }),
    call('s3control', 'PutPublicAccessBlock', {
      AccountId: ACCOUNT,
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: false },
    }),
    call('lambda', 'UpdateFunctionConfiguration', { FunctionName: 'f', MemorySize: 256 }),
  ]);
});

test('without a sandbox the calls go the same way', async () => {
  const without = scriptRunner({ door, unsandboxed: true, bubblewrap: 'no-bwrap', python: inject('awsLabPython') });
  const lines = python(
    'boto3.client("ec2").describe_vpcs()',
    'boto3.client("s3control").get_public_access_block(AccountId=events["other"])',
  );
  const statements = [{ Action: ['ec2:Describe*'], Resource: '*' }];
  const ran = await run(lines, { runner: without, statements });
  await without.close();
  expect(ran.message).toMatch(/NotPermittedByRunbook.*s3:GetAccountPublicAccessBlock/);
  expect(ran.journal).toMatchObject([
    { operation: 'DescribeVpcs', httpStatus: 200, attempts: 1 },
    { operation: 'GetPublicAccessBlock', errorCode: 'NotPermittedByRunbook' },
  ]);
});

test('the session may ask for a role of the account, and for no other', async () => {
  const lines = python('return boto3.client("sts").get_caller_identity()["Arn"]');
  const own = await run(lines, { roleArn: `arn:aws:iam::${ACCOUNT}:role/Other` });
  expect(own.payload).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/Other/trueup`);
  const foreign = await run(lines, { roleArn: `arn:aws:iam::${OTHER}:role/Other` });
  expect(foreign.message).toMatch(/ClientError - .*RoleOfAnotherAccount.*is not of account/);
  expect(foreign.journal).toMatchObject([{ errorCode: 'RoleOfAnotherAccount', httpStatus: 403, attempts: 0 }]);
});

test("AWS's own refusals reach the script and the record", async () => {
  const ran = await run(python('boto3.client("iam").get_user(UserName="nobody")'));
  expect(ran.message).toMatch(/NoSuchEntityException - .*NoSuchEntity/);
  expect(ran.journal).toMatchObject([{ httpStatus: 404, errorCode: 'NoSuchEntity', attempts: 1 }]);
});

test('a secret is not in the record', async () => {
  const ran = await run(
    python('boto3.client("ssm").put_parameter(Name="/gw/s", Value="hunter2", Type="SecureString")'),
  );
  expect(ran.journal).toMatchObject([{ operation: 'PutParameter', httpStatus: 200 }]);
  expect(JSON.stringify(ran.journal)).not.toContain('hunter2');
});

test('a file and an object of several parts arrive whole', async () => {
  const ran = await run(
    python(
      'import os',
      's3 = boto3.client("s3")',
      'bucket = "parts-" + events["account"]',
      's3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})',
      'content = os.urandom(1 << 20) * 20',
      'open("large", "wb").write(content)',
      's3.upload_file("large", bucket, "large")',
      'with open("large", "rb") as file:',
      '    s3.put_object(Bucket=bucket, Key="file", Body=file)',
      'return [s3.get_object(Bucket=bucket, Key=key)["Body"].read() == content for key in ("large", "file")]',
    ),
  );
  expect(ran.message).toBe('');
  expect(ran.payload).toEqual([true, true]);
  expect(calls(ran)).toContain('s3:UploadPart');
});

test('two scripts see nothing of each other', async () => {
  const look = [
    'import os, time, glob',
    'for place in ("/tmp", "/dev/shm"): open(place + "/mine", "w").close()',
    'time.sleep(1)',
    'processes = [name for name in os.listdir("/proc") if name.isdigit()]',
    'files = glob.glob("/tmp/*") + glob.glob("/dev/shm/*") + glob.glob("/run/trueup/*/*.*")',
    'return {"key": os.environ["AWS_ACCESS_KEY_ID"], "processes": len(processes), "files": files, "user": os.getuid()}',
  ];
  const [one, other] = (await Promise.all([run(python(...look)), run(python(...look))])).map(
    (ran) => ran.payload as { key: string; processes: number; files: string[]; user: number },
  );
  expect(one?.key).not.toBe(other?.key);
  for (const seen of [one, other]) {
    // Its own and the one that leads to the gateway.
    expect(seen?.processes).toBe(2);
    expect(seen?.files.filter((path) => !/^\/tmp\/[0-9a-f-]{36}$/.test(path)).sort()).toEqual([
      '/dev/shm/mine',
      '/run/trueup/script/script_job.py',
      '/run/trueup/script/script_zygote.py',
      '/tmp/mine',
    ]);
  }
  const stolen = await run(
    python(`boto3.client("ec2", aws_access_key_id="${one?.key}", aws_secret_access_key="x").describe_vpcs()`),
  );
  expect(stolen.message).toContain('NotTheCredentialsOfThisScript');
});

test('a host of the network and a file of the machine are not there', async () => {
  const ran = await run(
    python(
      'import os, socket',
      'def error(call):',
      '    try:',
      '        return str(call())',
      '    except OSError as problem:',
      '        return type(problem).__name__',
      'paths = ["/etc/passwd", "/etc/shadow", "/etc/hostname", "/var/log"] + events["paths"]',
      'return {',
      '    "files": [error(lambda: os.listdir(path) if os.path.isdir(path) else open(path).read()) for path in paths],',
      '    "host": error(lambda: socket.create_connection(("10.0.0.1", 443), 2)),',
      '    "name": error(lambda: socket.getaddrinfo("example.com", 443)),',
      '    "write": [error(lambda: open(path, "w")) for path in ("/usr/x", "/x", "/dev/x", "/run/trueup/x")],',
      '}',
    ),
  );
  expect(ran.message).toBe('');
  const { files, host, name, write } = ran.payload as { files: string[]; host: string; name: string; write: string[] };
  expect(new Set(files)).toEqual(new Set(['FileNotFoundError']));
  expect(host).toBe('OSError');
  expect(name).toBe('gaierror');
  for (const one of write) expect(one).toMatch(/PermissionError|OSError/);
});
