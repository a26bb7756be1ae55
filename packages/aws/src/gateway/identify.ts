import { cbor } from '@smithy/core/cbor';
import { NormalizedSchema } from '@smithy/core/schema';
import type { JsonObject } from '@trueup/core';
import { accessOf } from '../door/access.ts';
import { resolveOperation } from '../door/operation.ts';
import { servicePackage } from '../door/service-package.ts';
import { formParameters, jsonParameters, restParameters } from './wire-parameters.ts';
import { matchRest, restOperations } from './rest-operations.ts';
import type { CredentialScope, WireRequest } from './wire-request.ts';

export type Protocol = 'json' | 'cbor' | 'query' | 'ec2' | 'rest-json' | 'rest-xml';

/** What a request asks for, in the terms of the API. */
export interface Identified {
  readonly kind: 'identified';
  /** boto3's name of the service, or one that the door takes as well. */
  readonly service: string;
  readonly servicePackage: string;
  readonly operation: string;
  readonly access: 'read' | 'write';
  readonly protocol: Protocol;
  readonly parameters: JsonObject;
  /** For what is to be hidden in records. */
  readonly input: NormalizedSchema;
  /** HTTP status of a success. */
  readonly status: number;
}

export interface Unidentified {
  readonly kind: 'refused';
  readonly code: string;
  readonly message: string;
  readonly protocol: Protocol;
}

/** Where boto3's name is not the client's without its dashes. */
const BOTO_NAMES: Readonly<Record<string, string>> = {
  'application-auto-scaling': 'application-autoscaling',
  'cloudwatch-logs': 'logs',
  'cognito-identity': 'cognito-identity',
  'cognito-identity-provider': 'cognito-idp',
  'config-service': 'config',
  'cost-explorer': 'ce',
  'database-migration-service': 'dms',
  'directory-service': 'ds',
  'elastic-load-balancing': 'elb',
  'elastic-load-balancing-v2': 'elbv2',
  'elasticsearch-service': 'es',
  eventbridge: 'events',
  'resource-groups': 'resource-groups',
  'service-quotas': 'service-quotas',
  sfn: 'stepfunctions',
  'sso-admin': 'sso-admin',
};

/** A schema that says nothing: smithy's document. */
const UNKNOWN_SHAPE = NormalizedSchema.of(15);
const FORM = /^application\/x-www-form-urlencoded/;
/** Ten times what the longest of them may have, a message of SNS. */
const LONGEST_FORM = 2_621_440;
const NAME = /^\w{1,128}$/;
const CBOR_PATH = /^\/service\/\w{1,128}\/operation\/(\w{1,128})$/;
const TARGET = /^(?:\w{1,128}\.){0,8}(\w{1,128})$/;
/** Becomes a part of the host, so it holds no dots. */
const SIGNING_NAME = /^[a-z0-9-]{1,64}$/;
/** By which some services let a request be another than its first line says. */
const OTHER_METHOD = /^x-(http-)?method/;
/** What signs so that no name of a service is known by it, or another one's. */
const SIGNING_NAMES: Readonly<Record<string, string>> = { sso: 'sso-admin' };
/** Their hosts are the customers' own, of any account. */
const OWN_HOSTS = ['apigatewaymanagementapi', 'connectparticipant'];
/** Services whose bodies are XML; the rest of those with paths speak JSON. */
const XML_SERVICES = ['s3', 's3-control', 'cloudfront', 'route-53'];

/**
 * Which operation a request is, by every protocol of AWS. Strict, for permissions and plan mode hang on it: a request
 * that could be read in two ways, or that holds what the operation does not know, is refused.
 */
export function identify(request: WireRequest, scope: CredentialScope): Identified | Unidentified {
  const name = packageOf(request, scope.signingName);
  if (name === undefined) {
    const message = `'${scope.signingName}' is not a service of AWS that scripts may call`;
    return { kind: 'refused', code: 'UnknownService', message, protocol: 'rest-json' };
  }
  const rest = restOperations(name);
  if (rest !== undefined && rest.length > 0) return identifyRest(request, name);
  const cborName = CBOR_PATH.exec(request.path)?.[1];
  const target = request.headers['x-amz-target'];
  const isForm = FORM.test(request.headers['content-type'] ?? '');
  if (request.method !== 'POST' || request.query.length > 0 || (request.path !== '/' && cborName === undefined)) {
    return unknownRest(request, scope.signingName, name, rest !== undefined);
  }
  if (cborName !== undefined && target === undefined && !isForm) {
    return named(name, cborName, 'cbor', () => cborParameters(request.body));
  }
  if (target !== undefined && cborName === undefined && !isForm) {
    return named(name, TARGET.exec(target)?.[1] ?? target, 'json', () => jsonParameters(request.body));
  }
  if (isForm && request.body.length > LONGEST_FORM) {
    const message = `a form of ${request.body.length} bytes is not sent; at most ${LONGEST_FORM} are`;
    return { kind: 'refused', code: 'EntityTooLarge', message, protocol: 'query' };
  }
  const actions = isForm ? new URLSearchParams(request.body.toString('utf8')).getAll('Action') : [];
  if (isForm && target === undefined && cborName === undefined && actions.length === 1) {
    const ec2 = name === 'ec2';
    return named(name, actions[0] ?? '', ec2 ? 'ec2' : 'query', (input) =>
      formParameters(request.body.toString('utf8'), input, ec2),
    );
  }
  const message = `a ${request.method} to ${scope.signingName} that names no operation, or more than one, is not sent`;
  return { kind: 'refused', code: 'UnknownOperation', message, protocol: isForm ? 'query' : 'json' };
}

/** Several services sign with one name. */
function packageOf(request: WireRequest, signingName: string): string | undefined {
  const { headers, path } = request;
  if (!SIGNING_NAME.test(signingName)) return undefined;
  switch (signingName) {
    case 's3':
      return headers['x-amz-account-id'] === undefined ? 's3' : 's3-control';
    case 'elasticloadbalancing':
      return /(^|&)Version=2015-12-01(&|$)/.test(request.body.toString('latin1'))
        ? 'elastic-load-balancing-v2'
        : 'elastic-load-balancing';
    case 'dynamodb':
      return headers['x-amz-target']?.startsWith('DynamoDBStreams_') === true ? 'dynamodb-streams' : 'dynamodb';
    case 'ses':
      return path.startsWith('/v2/email/') ? 'sesv2' : 'ses';
    case 'aws-marketplace':
      return headers['x-amz-target']?.startsWith('AWSMPMeteringService.') === true ? 'marketplace-metering' : undefined;
    default: {
      const name = SIGNING_NAMES[signingName] ?? servicePackage(signingName);
      return name === undefined || OWN_HOSTS.includes(name) ? undefined : name;
    }
  }
}

function identifyRest(request: WireRequest, name: string): Identified | Unidentified {
  const protocol = XML_SERVICES.includes(name) ? 'rest-xml' : 'rest-json';
  if (namesTwice(request)) {
    const message = `${name} knows its operations by method and path; a request that names another one as well is not sent`;
    return { kind: 'refused', code: 'UnknownOperation', message, protocol };
  }
  const matched = matchRest(restOperations(name) ?? [], request);
  if (matched === undefined) {
    const message = `${name} has no operation for ${request.method} ${request.path} with the query (${request.query.map(([key]) => key).join(', ')})`;
    return { kind: 'refused', code: 'UnknownOperation', message, protocol };
  }
  return {
    kind: 'identified',
    service: BOTO_NAMES[name] ?? name.replaceAll('-', ''),
    servicePackage: name,
    operation: matched.operation.name,
    access: accessOf(name, matched.operation.name),
    protocol,
    parameters: restParameters(matched, request),
    input: matched.operation.input,
    status: matched.operation.status,
  };
}

/** In the manner of another protocol, or with another method. */
function namesTwice({ headers, query, body }: WireRequest): boolean {
  if (Object.keys(headers).some((header) => header === 'x-amz-target' || OTHER_METHOD.test(header))) return true;
  if (query.some(([key]) => key === 'Action')) return true;
  return (
    FORM.test(headers['content-type'] ?? '') &&
    new URLSearchParams(body.toString('utf8', 0, LONGEST_FORM)).has('Action')
  );
}

function unknownRest(request: WireRequest, signingName: string, name: string, installed: boolean): Unidentified {
  const where = `${request.method} ${request.path}`;
  const message = installed
    ? `${signingName} has no operation for ${where}`
    : `which operation of ${signingName} ${where} is, only its client knows: npm install @aws-sdk/client-${name}`;
  return {
    kind: 'refused',
    code: installed ? 'UnknownOperation' : 'ServiceNotInstalled',
    message,
    protocol: 'rest-json',
  };
}

function named(
  name: string,
  operation: string,
  protocol: Protocol,
  read: (input: NormalizedSchema | undefined) => JsonObject,
): Identified | Unidentified {
  const wellFormed = NAME.test(operation);
  const resolved = wellFormed ? resolveOperation(name, operation) : undefined;
  const known = resolved?.kind === 'operation' ? resolved.operation : undefined;
  const absent = resolved?.kind === 'failed' && resolved.failure.code === 'UnknownOperation';
  // A name that the door would take for the operation's is not yet one that the service runs.
  const spelled = known === undefined || known.name.toLowerCase() === operation.toLowerCase();
  if (absent || !spelled || !wellFormed) {
    const message = `${name} has no operation '${operation.slice(0, 100)}'`;
    return { kind: 'refused', code: 'UnknownOperation', message, protocol };
  }
  return {
    kind: 'identified',
    service: BOTO_NAMES[name] ?? name.replaceAll('-', ''),
    servicePackage: name,
    operation: known?.name ?? operation,
    // By AWS's own spelling: verbs are told by their capital letters.
    access: accessOf(name, known?.name ?? operation),
    protocol,
    parameters: read(known?.input),
    input: known?.input ?? UNKNOWN_SHAPE,
    status: 200,
  };
}

function cborParameters(body: Buffer): JsonObject {
  try {
    return JSON.parse(JSON.stringify(cbor.deserialize(body))) as JsonObject;
  } catch {
    // What it asks for is still known by its name; the service will refuse it.
    return {};
  }
}
