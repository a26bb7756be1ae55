import type { IncomingHttpHeaders } from 'node:http';

/** The wire form, which decides how an error must be written. */
export type Protocol = 'ec2' | 'query' | 's3' | 'rest-xml' | 'json';

/** Who calls what, read off one signed request. */
export interface AwsCall {
  /** The signing name, such as `s3`, `ec2`, `iam`. */
  readonly service: string;
  /** The operation, such as `PutBucketVersioning`; method and path where a REST service does not name it. */
  readonly action: string;
  readonly region: string;
  readonly accessKeyId: string;
  /** True unless the action is known to change nothing. */
  readonly write: boolean;
  readonly protocol: Protocol;
}

export interface AwsRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const READS =
  /^(?:Describe|List|Get|Head|BatchGet|Lookup|Search|Query|Scan|Select|Simulate|Decode|Assume|GenerateCredentialReport|GET |HEAD )/;
const REST_XML = new Set(['cloudfront', 'route53']);

/** Sub-resources of a bucket whose operation is not spelled like the query parameter. */
const BUCKET_NOUNS: Readonly<Record<string, string>> = {
  publicAccessBlock: 'PublicAccessBlock',
  'object-lock': 'ObjectLockConfiguration',
  notification: 'BucketNotificationConfiguration',
  lifecycle: 'BucketLifecycleConfiguration',
  analytics: 'BucketAnalyticsConfiguration',
  metrics: 'BucketMetricsConfiguration',
  inventory: 'BucketInventoryConfiguration',
  'intelligent-tiering': 'BucketIntelligentTieringConfiguration',
  ownershipControls: 'BucketOwnershipControls',
  policyStatus: 'BucketPolicyStatus',
  requestPayment: 'BucketRequestPayment',
  accelerate: 'BucketAccelerateConfiguration',
  acl: 'BucketAcl',
  cors: 'BucketCors',
  encryption: 'BucketEncryption',
  location: 'BucketLocation',
  logging: 'BucketLogging',
  policy: 'BucketPolicy',
  replication: 'BucketReplication',
  tagging: 'BucketTagging',
  versioning: 'BucketVersioning',
  website: 'BucketWebsite',
};
const VERBS: Readonly<Record<string, string>> = {
  GET: 'Get',
  HEAD: 'Head',
  PUT: 'Put',
  DELETE: 'Delete',
  POST: 'Post',
};
const WHOLE_BUCKET: Readonly<Record<string, string>> = {
  GET: 'ListObjects',
  HEAD: 'HeadBucket',
  PUT: 'CreateBucket',
  DELETE: 'DeleteBucket',
  POST: 'DeleteObjects',
};

function s3Action(method: string, url: URL): string {
  const named = url.searchParams.get('x-id');
  if (named) return named;
  const [bucket, ...key] = url.pathname.split('/').filter(Boolean);
  const verb = VERBS[method] ?? method;
  if (bucket === undefined) return 'ListBuckets';
  if (key.length > 0) return `${verb}Object`;
  for (const parameter of url.searchParams.keys()) {
    const noun = BUCKET_NOUNS[parameter];
    if (noun) return `${verb}${noun}`;
  }
  return WHOLE_BUCKET[method] ?? `${verb}Bucket`;
}

function actionAndProtocol(service: string, request: AwsRequest): { action: string; protocol: Protocol } {
  const url = new URL(request.path, 'http://localhost');
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') return { action: target.split('.').at(-1) ?? target, protocol: 'json' };
  const form = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')
    ? new URLSearchParams(request.body.toString('utf8'))
    : url.searchParams;
  const action = form.get('Action');
  if (action) return { action, protocol: service === 'ec2' ? 'ec2' : 'query' };
  if (service === 's3' && !url.pathname.startsWith('/v20180820/')) {
    return { action: s3Action(request.method, url), protocol: 's3' };
  }
  const rpc = /\/operation\/(\w+)$/.exec(url.pathname)?.[1];
  const protocol = service === 's3' || REST_XML.has(service) ? 'rest-xml' : 'json';
  return { action: rpc ?? `${request.method} ${url.pathname}`, protocol };
}

/** Reads the call off a request's signature, headers, path and body. An unsigned request has the service `unsigned`. */
export function identifyCall(request: AwsRequest): AwsCall {
  const scope = /Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(request.headers.authorization ?? '');
  const service = scope?.[3] ?? 'unsigned';
  const { action, protocol } = actionAndProtocol(service, request);
  return {
    service,
    action,
    region: scope?.[2] ?? '',
    accessKeyId: scope?.[1] ?? '',
    write: !READS.test(action),
    protocol,
  };
}
