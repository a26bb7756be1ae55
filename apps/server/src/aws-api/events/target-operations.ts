import { unreachable, type EventTarget, type TargetInput } from '@trueup/core';
import { AwsError } from '../aws-error.ts';
import { operation, type AwsCall } from '../aws-operation.ts';
import { boolean, integer, list, map, matching, string, structure, type Input } from '../shape.ts';
import { busOf } from './event-arn.ts';
import { namedPage } from './event-lists.ts';
import { ruleMissing } from './rule-operations.ts';
import { arn, busNameOrArn, listMembers, ruleName, targetId } from './shapes.ts';
import { addressArn, readAddress } from './target-address.ts';

/** The operations on the targets of a rule (event-patterns, 7 and 8). */

const MOST_ATTEMPTS = 185;
const LONGEST_AGE_SECONDS = 86_400;

const target = structure(
  {
    Id: targetId,
    Arn: arn,
    RoleArn: arn,
    Input: string({ max: 8192 }),
    InputPath: string({ max: 256 }),
    InputTransformer: structure(
      {
        InputPathsMap: map(matching(String.raw`[A-Za-z0-9\_\-]+`, { min: 1, max: 256 }), string({ max: 256 }), {
          max: 100,
        }),
        InputTemplate: string({ min: 1, max: 8192 }),
      },
      ['InputTemplate'],
    ),
    SqsParameters: structure({ MessageGroupId: string({ max: 100 }) }),
    DeadLetterConfig: structure({ Arn: arn }),
    RetryPolicy: structure({
      MaximumRetryAttempts: integer(0, MOST_ATTEMPTS),
      MaximumEventAgeInSeconds: integer(60, LONGEST_AGE_SECONDS),
    }),
  },
  ['Id', 'Arn'],
);
type WireTarget = Input<typeof target>;

const validation = (message: string): AwsError => new AwsError('ValidationException', message);

const notValid = (parameter: string, reason: string): AwsError =>
  validation(`Parameter ${parameter} is not valid. Reason: ${reason}`);
/** The account that an ARN of the form is of. */
const ownerOf = (form: RegExp, given: string): string | undefined => form.exec(given)?.[1];

const put = operation(
  structure({ Rule: ruleName, EventBusName: busNameOrArn, Targets: list(target, { min: 1, max: 100 }) }, [
    'Rule',
    'Targets',
  ]),
  async ({ Rule, EventBusName, Targets }, call) => {
    busOf(EventBusName, call.scope);
    const rule = await call.parts.events.rule(Rule, call);
    if (!rule) throw ruleMissing(Rule);
    const targets = Targets.map((given) => readTarget(given, call, rule.targets));
    const outcome = await call.parts.events.putTargets(Rule, targets, call);
    switch (outcome.kind) {
      case 'done':
        return { FailedEntryCount: 0, FailedEntries: [] };
      case 'unknown':
        throw ruleMissing(Rule);
      case 'too-many':
        throw new AwsError('LimitExceededException', outcome.reason);
      case 'invalid':
        throw validation(outcome.reason);
    }
  },
);

function readTarget(given: WireTarget, { scope }: AwsCall, present: readonly EventTarget[]): EventTarget {
  const { Id: id, RoleArn, RetryPolicy, DeadLetterConfig } = given;
  const messageGroupId = given.SqsParameters?.MessageGroupId;
  const named = {
    id,
    arn: given.Arn,
    ...(RoleArn === undefined ? {} : { roleArn: RoleArn }),
    ...(messageGroupId === undefined ? {} : { messageGroupId }),
  };
  const read = readAddress(named, scope, present.find((one) => one.id === id)?.address);
  if (read.kind === 'invalid') throw validation(read.reason);
  const deadLetterArn = DeadLetterConfig?.Arn;
  if (
    deadLetterArn !== undefined &&
    ownerOf(/^arn:[\w-]+:sqs:[\w-]+:(\d{12}):[\w-]+$/, deadLetterArn) !== scope.accountId
  ) {
    throw notValid('DeadLetterConfig.Arn', `${deadLetterArn} is no standard SQS queue of account ${scope.accountId}.`);
  }
  if (RoleArn !== undefined && ownerOf(/^arn:[\w-]+:iam::(\d{12}):role\/.+$/, RoleArn) !== scope.accountId) {
    throw notValid('RoleArn', `${RoleArn} is no role of account ${scope.accountId}.`);
  }
  return {
    id,
    address: read.address,
    ...inputOf(given),
    ...(RetryPolicy === undefined
      ? {}
      : {
          retry: {
            maxAttempts: RetryPolicy.MaximumRetryAttempts ?? MOST_ATTEMPTS,
            maxAgeSeconds: RetryPolicy.MaximumEventAgeInSeconds ?? LONGEST_AGE_SECONDS,
          },
        }),
    ...(deadLetterArn === undefined ? {} : { deadLetterArn }),
  };
}

function inputOf({ Id, Input: text, InputPath: path, InputTransformer }: WireTarget): { readonly input?: TargetInput } {
  const { InputTemplate: template, InputPathsMap: paths = {} } = InputTransformer ?? {};
  const inputs: readonly TargetInput[] = [
    ...(text === undefined ? [] : [{ kind: 'constant', text } as const]),
    ...(path === undefined ? [] : [{ kind: 'path', path } as const]),
    ...(template === undefined ? [] : [{ kind: 'transformer', paths, template } as const]),
  ];
  if (inputs.length > 1) {
    throw validation(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`);
  }
  const [input] = inputs;
  return input ? { input } : {};
}

const remove = operation(
  structure({ Rule: ruleName, EventBusName: busNameOrArn, Ids: list(targetId, { min: 1, max: 100 }), Force: boolean }, [
    'Rule',
    'Ids',
  ]),
  async ({ Rule, EventBusName, Ids }, call) => {
    busOf(EventBusName, call.scope);
    const outcome = await call.parts.events.removeTargets(Rule, Ids, call);
    if (outcome.kind === 'unknown') throw ruleMissing(Rule);
    return {
      FailedEntryCount: outcome.missing.length,
      FailedEntries: outcome.missing.map((id) => ({
        TargetId: id,
        ErrorCode: 'ResourceNotFoundException',
        ErrorMessage: `Rule '${Rule}' does not have a target with the Id '${id}'.`,
      })),
    };
  },
);

const listTargets = operation(
  structure({ Rule: ruleName, EventBusName: busNameOrArn, ...listMembers }, ['Rule']),
  async ({ Rule, EventBusName, ...asked }, call) => {
    busOf(EventBusName, call.scope);
    const rule = await call.parts.events.rule(Rule, call);
    if (!rule) throw ruleMissing(Rule);
    const page = namedPage(`targets-${Rule}`, asked, rule.targets, ({ id }) => id);
    return { Targets: page.items.map((one) => targetView(one, call)), ...page.members };
  },
);

function targetView({ id, address, input, retry, deadLetterArn }: EventTarget, { scope }: AwsCall): object {
  return {
    Id: id,
    Arn: addressArn(id, address, scope),
    ...(address.kind === 'runbook' && address.roleArn !== undefined ? { RoleArn: address.roleArn } : {}),
    ...(address.kind === 'sqs' && address.messageGroupId !== undefined
      ? { SqsParameters: { MessageGroupId: address.messageGroupId } }
      : {}),
    ...(input ? inputView(input) : {}),
    ...(retry
      ? { RetryPolicy: { MaximumRetryAttempts: retry.maxAttempts, MaximumEventAgeInSeconds: retry.maxAgeSeconds } }
      : {}),
    ...(deadLetterArn === undefined ? {} : { DeadLetterConfig: { Arn: deadLetterArn } }),
  };
}

function inputView(input: TargetInput): object {
  switch (input.kind) {
    case 'constant':
      return { Input: input.text };
    case 'path':
      return { InputPath: input.path };
    case 'transformer':
      return { InputTransformer: { InputPathsMap: input.paths, InputTemplate: input.template } };
    default:
      return unreachable(input);
  }
}

const listByTarget = operation(
  structure({ TargetArn: arn, EventBusName: busNameOrArn, ...listMembers }, ['TargetArn']),
  async ({ TargetArn, EventBusName, ...asked }, call) => {
    busOf(EventBusName, call.scope);
    const aimed = (await call.parts.events.rules(call)).filter(({ targets }) =>
      targets.some(({ id, address }) => addressArn(id, address, call.scope) === TargetArn),
    );
    const page = namedPage('rule-names', asked, aimed, ({ name }) => name);
    return { RuleNames: page.items.map(({ name }) => name), ...page.members };
  },
);

export const targetOperations = {
  PutTargets: put,
  RemoveTargets: remove,
  ListTargetsByRule: listTargets,
  ListRuleNamesByTarget: listByTarget,
};
