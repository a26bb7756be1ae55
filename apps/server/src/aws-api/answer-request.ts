import { partitionOf, type AccessKey } from '@trueup/core';
import { secretOf } from './access-keys.ts';
import { AwsError } from './aws-error.ts';
import type { AwsApiParts, AwsCall } from './aws-operation.ts';
import type { AwsService, FoundOperation } from './protocol/aws-service.ts';
import { readInput } from './read-input.ts';
import { services } from './services.ts';
import { readClaim, verifySignature, type Claim, type RequestHead } from './verify-signature.ts';

/** What is known of a request before its body was read. That the signature is right is not: it covers the body. */
export interface Identified {
  readonly head: RequestHead;
  readonly claim: Claim;
  readonly service: AwsService;
  readonly caller: { readonly key: AccessKey; readonly secret: string };
  readonly asked: FoundOperation | undefined;
}

const bySigningName = new Map(services.map((service) => [service.signingName, service]));
const served = [...bySigningName.keys()];

/** Rejects unless the request bears a signature for a service that is served, by a key that there is. */
export async function identifyRequest(
  { store }: Pick<AwsApiParts, 'store'>,
  masterKey: Buffer,
  request: { readonly method: string; readonly url: string; readonly headers: RequestHead['headers'] },
): Promise<Identified> {
  const head = headOf(request);
  const claim = readClaim(head, served);
  const service = bySigningName.get(claim.service);
  if (!service) throw new Error(`${claim.service} is not served`);
  const caller = await knownCaller(store, masterKey, claim.accessKeyId, head);
  return { head, claim, service, caller, asked: service.operationOf(head) };
}

/** The output of the operation that was asked for, once the signature is verified. */
export async function answerRequest(
  parts: AwsApiParts,
  { head, claim, service, caller, asked }: Identified,
  body: Buffer,
): Promise<object> {
  verifySignature({ ...head, body }, claim, caller.secret, parts.engineParts.clock.now());
  if (!asked) throw new AwsError('UnknownOperationException', `The operation ${shown(head)} is not known here.`);
  await checkHolder(parts, caller.key, asked.name);
  const call: AwsCall = {
    parts,
    caller: caller.key,
    actor: { kind: 'person', name: caller.key.name },
    scope: { accountId: caller.key.accountId, region: claim.region, partition: partitionOf(claim.region) },
  };
  const run = asked.operation.run as (input: unknown, call: AwsCall) => Promise<object>;
  return run(readInput(asked.operation.input, asked.inputOf(jsonOf(body)), service.invalidInput), call);
}

/** Not before the signature was verified: until then nobody knows whose request it is. */
async function checkHolder({ admits }: AwsApiParts, key: AccessKey, operation: string): Promise<void> {
  const verdict = await admits(key, operation);
  switch (verdict.kind) {
    case 'admitted':
      return;
    case 'expired':
      throw new AwsError('ExpiredTokenException', 'The security token included in the request is expired.');
    case 'denied':
      throw new AwsError('AccessDeniedException', `${key.name} may not do this: ${verdict.reason}.`);
  }
}

function headOf(request: Parameters<typeof identifyRequest>[2]): RequestHead {
  const { method, url, headers } = request;
  const mark = url.indexOf('?');
  const [path, query] = mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
  return { method, path, query, headers };
}

/** Session tokens belong to keys that AWS hands out; those here have none. */
async function knownCaller(
  store: AwsApiParts['store'],
  masterKey: Buffer,
  accessKeyId: string,
  { headers }: RequestHead,
): Promise<Identified['caller']> {
  const key = headers['x-amz-security-token'] === undefined ? await store.accessKeys.byId(accessKeyId) : undefined;
  if (key) return { key, secret: secretOf(masterKey, accessKeyId) };
  throw new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.');
}

/** As the request names it: a target of JSON 1.1, or a method and a path. */
function shown({ method, path, headers }: RequestHead): string {
  const target = headers['x-amz-target'];
  return (typeof target === 'string' ? target : `${method} ${path}`).slice(0, 128);
}

function jsonOf(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new AwsError('SerializationException', 'The body is not well-formed JSON.', { cause: error });
  }
}
