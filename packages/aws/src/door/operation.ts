import { NormalizedSchema } from '@smithy/core/schema';
import { nearestNames, type CallFailure } from '@trueup/core';
import { accessOf } from './access.ts';
import {
  foldName,
  loadSdkModule,
  type SdkClientConstructor,
  type SdkCommandConstructor,
  type SdkModule,
} from './sdk.ts';
import { SERVICE_PACKAGES } from './service-names.ts';
import { servicePackage } from './service-package.ts';

/** One operation of AWS, found by name. */
export interface Operation {
  /** Its client: `@aws-sdk/client-<service>`. */
  readonly service: string;
  /** As AWS writes it, such as `DescribeInstances`. */
  readonly name: string;
  readonly access: 'read' | 'write';
  readonly input: NormalizedSchema;
  /** The input member that makes a repeated request take effect once. */
  readonly tokenMember: string | undefined;
  readonly client: SdkClientConstructor;
  readonly command: SdkCommandConstructor;
}

export type Resolved =
  | { readonly kind: 'operation'; readonly operation: Operation }
  /** `UnknownService`, `UnknownOperation`, `ServiceNotInstalled` or `EventStream`, with what may have been meant. */
  | { readonly kind: 'failed'; readonly failure: CallFailure };

const modules = new Map<string, SdkModule>();
const operations = new Map<string, Operation>();

/**
 * Finds an operation by boto3's, the CLI's or the SDK's names, such as `events` and `put_targets`.
 * The first call for a service loads its client.
 */
export function resolveOperation(service: string, operation: string): Resolved {
  const key = `${service}:${operation}`;
  const known = operations.get(key);
  if (known !== undefined) return { kind: 'operation', operation: known };
  const resolved = find(service, operation);
  if (resolved.kind === 'operation') operations.set(key, resolved.operation);
  return resolved;
}

function find(service: string, operation: string): Resolved {
  const name = servicePackage(service);
  if (name === undefined) {
    return failed('UnknownService', `AWS has no service '${service}'`, nearestNames(service, SERVICE_PACKAGES));
  }
  const module = modules.get(name) ?? loadSdkModule(name);
  if (module === undefined) {
    return failed('ServiceNotInstalled', `the client of '${service}' is missing: npm install @aws-sdk/client-${name}`);
  }
  modules.set(name, module);
  const found = module.operations.get(foldName(operation));
  if (found === undefined) {
    const all = [...module.operations.values()].map((one) => one.name);
    return failed('UnknownOperation', `${service} has no operation '${operation}'`, nearestNames(operation, all));
  }
  const input = normalized(found.schema[4]);
  if (input.getEventStreamMember() !== '' || normalized(found.schema[5]).getEventStreamMember() !== '') {
    return failed('EventStream', `${service} ${found.name} answers with a stream of events, which is not supported`);
  }
  return {
    kind: 'operation',
    operation: {
      service: name,
      name: found.name,
      access: accessOf(name, found.name),
      input,
      tokenMember: tokenMember(input),
      client: module.client,
      command: found.command,
    },
  };
}

function normalized(schema: unknown): NormalizedSchema {
  return NormalizedSchema.of(schema as Parameters<typeof NormalizedSchema.of>[0]);
}

/** Most models mark the member; some older ones only name it. */
function tokenMember(input: NormalizedSchema): string | undefined {
  if (!input.isStructSchema()) return undefined;
  let named: string | undefined;
  for (const [member, schema] of input.structIterator()) {
    if (schema.isIdempotencyToken()) return member;
    if (schema.isStringSchema() && (member === 'ClientToken' || member === 'ClientRequestToken')) named = member;
  }
  return named;
}

function failed(code: string, message: string, near: readonly string[] = []): Resolved {
  const meant = near.length === 0 ? '' : `; did you mean ${near.join(', ')}?`;
  return { kind: 'failed', failure: { code, message: message + meant, httpStatus: 0, kind: 'invalid' } };
}
