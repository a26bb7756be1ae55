import { z } from 'zod';
import type { Json, JsonObject } from '../value/json.ts';
import { pathText } from '../value/difference.ts';

/** One line of `remediations`, in the form in which the policy's text has it. */
export type ConvertedRemediation =
  | { readonly kind: 'line'; readonly rule: string; readonly line: JsonObject }
  | { readonly kind: 'invalid'; readonly problems: readonly string[] };

const MOST_PARAMETERS = 25;
const MOST_VALUES = 25;

const percent = z.int().min(1).max(100);
const parameterValue = z
  .strictObject({
    ResourceValue: z.strictObject({ Value: z.literal('RESOURCE_ID', 'must be RESOURCE_ID') }).exactOptional(),
    StaticValue: z
      .strictObject({ Values: z.array(z.string().min(1).max(256)).min(1).max(MOST_VALUES) })
      .exactOptional(),
  })
  .refine(
    ({ ResourceValue, StaticValue }) => (ResourceValue === undefined) !== (StaticValue === undefined),
    'takes either ResourceValue or StaticValue',
  );
type ParameterValue = z.output<typeof parameterValue>;

const ROLE_ARN = /^arn:[a-z-]{3,20}:iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/;
const ASSUME_ROLE = 'AutomationAssumeRole';

/** RemediationConfiguration of AWS Config, field by field with its rules (Config API 2014-11-12). */
const configuration = z
  .strictObject({
    ConfigRuleName: z.string().regex(/\S/, 'must not be blank').max(128),
    TargetType: z.literal('SSM_DOCUMENT', 'must be SSM_DOCUMENT'),
    TargetId: z.string().regex(/^[\w.:/-]{1,256}$/, 'must be the name or ARN of an Automation document'),
    TargetVersion: z
      .string()
      .regex(/^(?:\$DEFAULT|\$LATEST|[1-9]\d{0,8})$/, 'must be a number, $DEFAULT or $LATEST')
      .exactOptional(),
    Parameters: z
      .record(z.string().regex(/^\w{1,50}$/, 'must be the name of a parameter'), parameterValue)
      .refine((given) => Object.keys(given).length <= MOST_PARAMETERS, `takes ${MOST_PARAMETERS} parameters at most`)
      .default({}),
    ResourceType: z
      .string()
      .regex(/^AWS::\w{0,64}::\w{1,64}$/, 'must be a type such as AWS::S3::Bucket')
      .exactOptional(),
    Automatic: z.boolean().default(false),
    ExecutionControls: z
      .strictObject({
        SsmControls: z
          .strictObject({
            ConcurrentExecutionRatePercentage: percent.exactOptional(),
            ErrorPercentage: percent.exactOptional(),
          })
          .exactOptional(),
      })
      .exactOptional(),
    MaximumAutomaticAttempts: z.int().min(1).max(25).exactOptional(),
    RetryAttemptSeconds: z.int().min(1).max(2_678_000).exactOptional(),
    // What the service tells of it, and nobody writes.
    Arn: z.string().exactOptional(),
    CreatedByService: z.string().exactOptional(),
  })
  .superRefine(({ Automatic, Parameters }, context) => {
    const role = Object.hasOwn(Parameters, ASSUME_ROLE) ? Parameters[ASSUME_ROLE] : undefined;
    if (role === undefined && Automatic) {
      context.addIssue({
        code: 'custom',
        path: ['Parameters', ASSUME_ROLE],
        message: 'is missing: automatic remediation needs it',
      });
    }
    const values = role?.StaticValue?.Values ?? [];
    if (role !== undefined && (values.length !== 1 || !ROLE_ARN.test(values[0] ?? ''))) {
      context.addIssue({
        code: 'custom',
        path: ['Parameters', ASSUME_ROLE],
        message: 'must be one static value, the ARN of a role',
      });
    }
  });
type Configuration = z.output<typeof configuration>;

/**
 * A remediation configuration of AWS Config, as PutRemediationConfigurations takes it, as a line of the policy. The
 * document stays where it is: in the target account's own SSM. `Automatic` becomes mode `automatic`, which still waits
 * for the record that `promotion` asks for; without it the mode is `manual`, as in AWS Config.
 */
export function remediationFromConfig(json: Json): ConvertedRemediation {
  const parsed = configuration.safeParse(json);
  if (parsed.success) return { kind: 'line', rule: parsed.data.ConfigRuleName, line: lineOf(parsed.data) };
  const problems = parsed.error.issues.map(({ path, message }) => {
    const place = pathText(path.map((part) => (typeof part === 'symbol' ? String(part) : part)));
    return place === '' ? message : `${place}: ${message}`;
  });
  return { kind: 'invalid', problems };
}

function lineOf(given: Configuration): JsonObject {
  const { ConfigRuleName: rule, ResourceType, Automatic, MaximumAutomaticAttempts, RetryAttemptSeconds } = given;
  const { ConcurrentExecutionRatePercentage: rate, ErrorPercentage: errors } =
    given.ExecutionControls?.SsmControls ?? {};
  const parameters = Object.entries(given.Parameters).map(([name, value]) => [name, sourceOf(value)] as const);
  return {
    ...(/^[A-Za-z0-9][\w.-]{0,63}$/.test(rule) && rule !== 'none' ? { name: rule } : {}),
    configRules: [rule],
    ...(ResourceType === undefined ? {} : { resourceTypes: [ResourceType] }),
    runbook: {
      document: given.TargetId,
      ...(given.TargetVersion === undefined ? {} : { version: given.TargetVersion }),
      runs: 'account',
      ...(parameters.length === 0 ? {} : { parameters: Object.fromEntries(parameters) }),
    },
    mode: Automatic ? 'automatic' : 'manual',
    attempts: MaximumAutomaticAttempts ?? 5,
    retrySeconds: RetryAttemptSeconds ?? 60,
    concurrencyPercent: rate ?? 10,
    errorPercent: errors ?? 50,
  };
}

/** One value is written as a text; as a list where that text would mean something else. */
function sourceOf({ ResourceValue, StaticValue }: ParameterValue): Json {
  if (ResourceValue) return 'RESOURCE_ID';
  const [first, ...rest] = StaticValue?.Values ?? [];
  const plain = first !== undefined && rest.length === 0 && first !== 'RESOURCE_ID' && first !== 'RESOURCE_ARN';
  return plain ? first : (StaticValue?.Values ?? []);
}
