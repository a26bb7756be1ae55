import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Canned answers for a scan, in pages: BUCKETS buckets with their parts, GROUPS security groups with two rules each.
 * It runs in a process of its own so that the scanner is measured and not this.
 */
const BUCKETS = Number(process.env['BUCKETS'] ?? 1_000);
const GROUPS = Number(process.env['GROUPS'] ?? 1_000);
const BUCKETS_PAGE = 250;
const GROUPS_PAGE = 200;
const XML = '<?xml version="1.0" encoding="UTF-8"?>';
const S3 = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';
const EC2 = 'xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"';

const NO_INSTANCES = `${XML}<DescribeInstancesResponse ${EC2}><requestId>r</requestId><reservationSet/></DescribeInstancesResponse>`;

const parts: Readonly<Record<string, string>> = {
  publicAccessBlock: `${XML}<PublicAccessBlockConfiguration ${S3}><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>`,
  encryption: `${XML}<ServerSideEncryptionConfiguration ${S3}><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>true</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>`,
  versioning: `${XML}<VersioningConfiguration ${S3}><Status>Enabled</Status></VersioningConfiguration>`,
  tagging: `${XML}<Tagging ${S3}><TagSet><Tag><Key>owner</Key><Value>web</Value></Tag></TagSet></Tagging>`,
};

const pad = (index: number): string => String(index).padStart(8, '0');
const groupId = (index: number): string => `sg-${String(index).padStart(17, '0')}`;
const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_none, at) => from + at);

function listBuckets(url: URL): string {
  const from = Number(url.searchParams.get('continuation-token') ?? 0);
  const to = Math.min(from + BUCKETS_PAGE, BUCKETS);
  const buckets = range(from, to).map(
    (index) =>
      `<Bucket><Name>bucket-${pad(index)}</Name><CreationDate>2026-01-01T00:00:00.000Z</CreationDate><BucketRegion>us-east-1</BucketRegion></Bucket>`,
  );
  const next = to < BUCKETS ? `<ContinuationToken>${to}</ContinuationToken>` : '';
  return `${XML}<ListAllMyBucketsResult ${S3}><Buckets>${buckets.join('')}</Buckets>${next}</ListAllMyBucketsResult>`;
}

function describeGroups(form: URLSearchParams): string {
  const from = Number(form.get('NextToken') ?? 0);
  const to = Math.min(from + GROUPS_PAGE, GROUPS);
  const groups = range(from, to).map(
    (index) =>
      `<item><ownerId>111111111111</ownerId><groupId>${groupId(index)}</groupId><groupName>g${index}</groupName><groupDescription>x</groupDescription><vpcId>vpc-1</vpcId><ipPermissions/><ipPermissionsEgress/><tagSet/></item>`,
  );
  const next = to < GROUPS ? `<nextToken>${to}</nextToken>` : '';
  return `${XML}<DescribeSecurityGroupsResponse ${EC2}><requestId>r</requestId><securityGroupInfo>${groups.join('')}</securityGroupInfo>${next}</DescribeSecurityGroupsResponse>`;
}

function describeRules(form: URLSearchParams): string {
  const rules = [...form]
    .filter(([name]) => /^Filter\.\d+\.Value\.\d+$/.test(name))
    .flatMap(([, group]) =>
      [22, 443].map(
        (port) =>
          `<item><securityGroupRuleId>sgr-${group.slice(3, 17)}${port === 22 ? 'a' : 'b'}${group.slice(-3)}</securityGroupRuleId><groupId>${group}</groupId><groupOwnerId>111111111111</groupOwnerId><isEgress>false</isEgress><ipProtocol>tcp</ipProtocol><fromPort>${port}</fromPort><toPort>${port}</toPort><cidrIpv4>10.0.0.0/8</cidrIpv4><tagSet/></item>`,
      ),
    );
  return `${XML}<DescribeSecurityGroupRulesResponse ${EC2}><requestId>r</requestId><securityGroupRuleSet>${rules.join('')}</securityGroupRuleSet></DescribeSecurityGroupRulesResponse>`;
}

function answerOf(request: IncomingMessage, body: string): string | undefined {
  const url = new URL(request.url ?? '/', 'http://replay');
  if (request.method === 'GET') {
    const part = [...url.searchParams.keys()].find((key) => key in parts);
    if (part !== undefined) return parts[part];
    return url.pathname === '/' ? listBuckets(url) : undefined;
  }
  const form = new URLSearchParams(body);
  const action = form.get('Action');
  if (action === 'DescribeInstances') return NO_INSTANCES;
  if (action === 'DescribeSecurityGroups') return describeGroups(form);
  return action === 'DescribeSecurityGroupRules' ? describeRules(form) : undefined;
}

let calls = 0;

function respond(request: IncomingMessage, body: string, response: ServerResponse): void {
  if (request.url === '/_calls') {
    response.end(String(calls));
    return;
  }
  calls += 1;
  const answer = answerOf(request, body);
  const text = answer ?? `<Error><Code>NotRecorded</Code><Message>${request.method} ${request.url}</Message></Error>`;
  response.writeHead(answer === undefined ? 501 : 200, {
    'content-type': 'text/xml',
    'content-length': Buffer.byteLength(text),
    'x-amzn-requestid': 'r',
  });
  response.end(text);
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => respond(request, Buffer.concat(chunks).toString('utf8'), response));
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`ready ${(server.address() as AddressInfo).port}\n`);
});
