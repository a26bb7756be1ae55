import { isJsonObject, type Json, type JsonObject } from '@trueup/core';
import type { Operation } from './operation.ts';

/**
 * Where boto3 gives or takes something else than the API itself (botocore/handlers.py). Runbooks and scripts are
 * written for boto3's shapes.
 */
export interface BotoShapes {
  /** Parameters that are not members of the operation's input. */
  readonly extraMembers: readonly string[];
  readonly input?: (input: Record<string, unknown>) => void;
  readonly output?: (output: Record<string, Json>) => void;
}

const NONE: BotoShapes = { extraMembers: [] };
/** The SDK presigns the call to the other region out of it. */
const FROM_REGION: BotoShapes = { extraMembers: ['SourceRegion'] };
const USER_DATA: BotoShapes = { extraMembers: [], input: encodeUserData };
const COPY_SOURCE: BotoShapes = { extraMembers: [], input: writeCopySource };
const POLICIES: BotoShapes = { extraMembers: [], output: (output) => decodePolicies(output) };

const BY_OPERATION: Readonly<Record<string, BotoShapes>> = {
  'auto-scaling:CreateLaunchConfiguration': USER_DATA,
  'cloudformation:GetTemplate': { extraMembers: [], output: parseTemplate },
  'ec2:GetConsoleOutput': { extraMembers: [], output: decodeConsole },
  'ec2:RunInstances': USER_DATA,
  'lambda:Invoke': { extraMembers: [], output: readPayload },
  'rds:CopyDBClusterSnapshot': FROM_REGION,
  'rds:CopyDBSnapshot': FROM_REGION,
  'rds:CreateDBCluster': FROM_REGION,
  'rds:CreateDBInstanceReadReplica': FROM_REGION,
  'rds:StartDBInstanceAutomatedBackupsReplication': FROM_REGION,
  's3:CopyObject': COPY_SOURCE,
  's3:GetBucketLocation': { extraMembers: [], output: nameLocation },
  's3:UploadPartCopy': COPY_SOURCE,
};

export function botoShapes(operation: Pick<Operation, 'service' | 'name'>): BotoShapes {
  return BY_OPERATION[`${operation.service}:${operation.name}`] ?? (operation.service === 'iam' ? POLICIES : NONE);
}

function encodeUserData(input: Record<string, unknown>): void {
  if (typeof input['UserData'] === 'string') input['UserData'] = Buffer.from(input['UserData']).toString('base64');
}

/** `{Bucket, Key, VersionId}` was made JSON text by the schema; `bucket/key?versionId=…` is taken as it is written. */
function writeCopySource(input: Record<string, unknown>): void {
  const source = input['CopySource'];
  if (typeof source !== 'string') return;
  const given = parsed(source);
  const [path = '', version] = isJsonObject(given)
    ? [`${text(given['Bucket'])}/${text(given['Key'])}`, text(given['VersionId'])]
    : source.split('?versionId=');
  const quoted = path.split('/').map(encodeURIComponent).join('/');
  input['CopySource'] = version ? `${quoted}?versionId=${version}` : quoted;
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** us-east-1 answers nothing; boto3 shows that as null. */
function nameLocation(output: Record<string, Json>): void {
  output['LocationConstraint'] ??= null;
}

function decodeConsole(output: Record<string, Json>): void {
  if (typeof output['Output'] === 'string') output['Output'] = Buffer.from(output['Output'], 'base64').toString('utf8');
}

/** A stream in boto3, so its text; the SDK gives the bytes. */
function readPayload(output: Record<string, Json>): void {
  const { Payload } = output;
  if (typeof Payload === 'string') output['Payload'] = Buffer.from(Payload, 'base64').toString('utf8');
}

function parseTemplate(output: Record<string, Json>): void {
  const body = output['TemplateBody'];
  if (typeof body === 'string') output['TemplateBody'] = (parsed(body) as Json | undefined) ?? body;
}

/** The members of IAM's `policyDocumentType`. IAM sends URL-encoded JSON text, boto3 shows the object. */
const POLICY_MEMBERS: ReadonlySet<string> = new Set(['PolicyDocument', 'AssumeRolePolicyDocument', 'Document']);

function decodePolicies(value: Json | undefined): void {
  if (Array.isArray(value)) value.forEach((item: Json) => decodePolicies(item));
  if (!isJsonObject(value)) return;
  const members = value as Record<string, Json | undefined>;
  for (const key of Object.keys(members)) {
    const member = members[key];
    if (typeof member === 'string' && POLICY_MEMBERS.has(key)) members[key] = decodedPolicy(member);
    else if (typeof member === 'object') decodePolicies(member);
  }
}

function decodedPolicy(encoded: string): Json {
  try {
    return JSON.parse(decodeURIComponent(encoded)) as JsonObject;
  } catch {
    // Not a document after all: boto3 leaves the text as it came.
    return encoded;
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
