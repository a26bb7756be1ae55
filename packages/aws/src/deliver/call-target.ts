import {
  type ApiCall,
  type CallFailure,
  type DeliveryOutcome,
  type Door,
  type JsonObject,
  type PermissionStatement,
} from '@trueup/core';
import { parseTargetArn, type TargetArn } from './target-arn.ts';

const TIME_LIMIT_MS = 20_000;

export type NotCalled = Exclude<DeliveryOutcome, { kind: 'delivered' }>;

type Called =
  | { readonly kind: 'called'; readonly output: JsonObject }
  | { readonly kind: 'not-called'; readonly failure: CallFailure };

/** One target, opened in its own account and region with the permission to do this one thing to it. */
export interface OpenTarget extends TargetArn {
  call(call: ApiCall, signal: AbortSignal): Promise<Called>;
}

/**
 * `actions`: what the role is narrowed to, on this target only. What is kept encrypted with a customer's key takes two
 * more of KMS, which are given through that service alone.
 */
export function openTarget(
  door: Door,
  arn: string,
  { service, actions }: { readonly service: string; readonly actions: readonly string[] },
): OpenTarget | NotCalled {
  const target = parseTargetArn(arn);
  if (target?.service !== service) {
    return {
      kind: 'refused',
      code: 'INVALID_PARAMETER',
      message: `'${arn}' is not an ARN of ${service} in an account and region`,
    };
  }
  const session = door.open(target.scope, { mode: 'live', statements: statements(target, actions) });
  return {
    ...target,
    async call(call, signal) {
      const answer = await session.call(call, { signal, timeoutMs: TIME_LIMIT_MS });
      switch (answer.kind) {
        case 'answered':
          return { kind: 'called', output: answer.output };
        case 'failed':
          return { kind: 'not-called', failure: answer.failure };
        case 'planned':
          throw new Error(`${call.service} ${call.operation} was held back, though nothing is planned here`);
      }
    },
  };
}

function statements({ arn, service, scope }: TargetArn, actions: readonly string[]): readonly PermissionStatement[] {
  const suffix = scope.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return [
    { Action: actions, Resource: [arn] },
    {
      Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
      Resource: '*',
      Condition: { StringEquals: { 'kms:ViaService': `${service}.${scope.region}.${suffix}` } },
    },
  ];
}
