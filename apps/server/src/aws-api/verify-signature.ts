import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant, Region } from '@trueup/core';
import { AwsError } from './aws-error.ts';
import { canonicalPath, canonicalQuery } from './canonical-request.ts';

/** What comes before a request's body, as it came in. */
export interface RequestHead {
  readonly method: string;
  /** In percent-encoding, without the query. */
  readonly path: string;
  /** What follows the question mark, or nothing. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface SignedRequest extends RequestHead {
  readonly body: Uint8Array;
}

/** Whose signature a request bears, before it was verified. */
export interface Claim {
  readonly accessKeyId: string;
  readonly region: Region;
  /** One of those that are served. */
  readonly service: string;
  /** `20260131T093000Z` */
  readonly signedAt: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const MOST_SKEW_MS = 5 * 60 * 1000;

/**
 * Reads the signature off a request's headers (AWS Signature Version 4). `served` are the services that a signature may
 * be for. Throws the error that AWS answers.
 */
export function readClaim({ headers }: RequestHead, served: readonly string[]): Claim {
  const authorization = single(headers['authorization']);
  if (authorization === undefined) {
    throw new AwsError('MissingAuthenticationTokenException', 'Request is missing Authentication Token');
  }
  if (!authorization.startsWith(`${ALGORITHM} `))
    throw incomplete(`Authorization header must begin with ${ALGORITHM}.`);
  const part = (name: string): string => {
    const value = new RegExp(`(?:^|[ ,])${name}=([^, ]+)`).exec(authorization.slice(ALGORITHM.length))?.[1];
    if (value === undefined) throw incomplete(`Authorization header requires '${name}' parameter.`);
    return value;
  };
  const scope = part('Credential').split('/');
  const signedHeaders = part('SignedHeaders').split(';');
  const signature = part('Signature');
  const [accessKeyId, date, region, service, end] = scope;
  if (scope.length !== 5 || !accessKeyId || !region)
    throw incomplete('Credential must have 5 slash-delimited elements.');
  const signedAt = single(headers['x-amz-date']);
  if (signedAt === undefined || !/^\d{8}T\d{6}Z$/.test(signedAt)) {
    throw incomplete("Authorization header requires existence of a valid 'X-Amz-Date' header.");
  }
  if (date !== signedAt.slice(0, 8)) throw invalid(`Date in Credential scope does not match ${signedAt}.`);
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) throw invalid('Credential should be scoped to a valid region.');
  if (service === undefined || !served.includes(service)) {
    throw invalid(`Credential should be scoped to correct service: ${served.map((one) => `'${one}'`).join(' or ')}.`);
  }
  if (end !== 'aws4_request') throw invalid("Credential should be scoped with a valid terminator: 'aws4_request'.");
  requireSigned(headers, signedHeaders);
  return { accessKeyId, region: region as Region, service, signedAt, signedHeaders, signature };
}

/** What decides about a request must be signed, so that nobody on the way can change it. */
function requireSigned(headers: RequestHead['headers'], signedHeaders: readonly string[]): void {
  const present = Object.keys(headers).filter((name) => name.startsWith('x-amz-'));
  const unsigned = ['host', 'x-amz-date', ...present].find((name) => !signedHeaders.includes(name));
  if (unsigned !== undefined) throw invalid(`'${unsigned}' must be a 'SignedHeader' in the AWS Authorization header.`);
  const missing = signedHeaders.find((name) => !Object.hasOwn(headers, name));
  if (missing !== undefined) throw invalid(`'${missing}' is a 'SignedHeader', but the request has no such header.`);
}

/** Throws unless the signature is of this request, made with this secret, now. */
export function verifySignature(request: SignedRequest, claim: Claim, secret: string, now: Instant): void {
  const expected = signatureOf(request, claim, secret);
  if (!sameText(expected, claim.signature)) {
    throw invalid(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
  const skew = Date.parse(isoOf(claim.signedAt)) - Date.parse(now);
  if (Number.isNaN(skew)) throw invalid(`${claim.signedAt} is no date.`);
  const clock = basic(now);
  if (skew < -MOST_SKEW_MS)
    throw invalid(`Signature expired: ${claim.signedAt} is more than 5 min. earlier than ${clock}.`);
  if (skew > MOST_SKEW_MS)
    throw invalid(`Signature not yet current: ${claim.signedAt} is more than 5 min. later than ${clock}.`);
}

function signatureOf(
  request: SignedRequest,
  { region, service, signedAt, signedHeaders }: Claim,
  secret: string,
): string {
  const canonicalHeaders = signedHeaders.map((name) => `${name}:${headerText(request.headers[name])}\n`).join('');
  const canonical = [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.query),
    canonicalHeaders,
    signedHeaders.join(';'),
    sha256(request.body),
  ].join('\n');
  const date = signedAt.slice(0, 8);
  const toSign = [ALGORITHM, signedAt, `${date}/${region}/${service}/aws4_request`, sha256(canonical)].join('\n');
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return hmac(key, toSign).toString('hex');
}

function headerText(value: string | string[] | undefined): string {
  const values = Array.isArray(value) ? value : [value ?? ''];
  return values.map((one) => one.trim().replace(/ +/g, ' ')).join(',');
}

/** In constant time. */
function sameText(expected: string, given: string): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text, 'utf8').digest();
const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

const isoOf = (basicDate: string): string =>
  basicDate.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6.000Z');
const basic = (instant: Instant): string => instant.replace(/[-:]|\.\d+/g, '');

const incomplete = (message: string): AwsError => new AwsError('IncompleteSignatureException', message);
const invalid = (message: string): AwsError => new AwsError('InvalidSignatureException', message);

function single(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}
