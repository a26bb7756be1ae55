import type { ValueType } from '../document.ts';
import { ACTION_INPUTS, type ProcedureAction } from './action-inputs.ts';

/** ActionDefinition of an action that makes several calls; not imported, for that file spreads these in. */
interface ProcedureDefinition {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly takesApiParameters: false;
  readonly decisive: readonly string[];
  readonly outputs: Readonly<Record<string, ValueType>>;
  readonly impact: 'Mutating' | 'Undetermined';
  readonly timeoutSeconds?: number;
  readonly mostSeconds?: number;
}

/** changeInstanceState and Lambda are documented; of the others this is what the AWS-authored simulator takes (2.4). */
const HOUR = 3_600;
const LAMBDA_SECONDS = 300;

const IMAGE = { ImageId: 'String', ImageState: 'String' } as const;

function define(
  action: ProcedureAction,
  rest: Omit<ProcedureDefinition, 'required' | 'optional' | 'takesApiParameters'>,
): ProcedureDefinition {
  const { required, optional } = ACTION_INPUTS[action];
  return { required: Object.keys(required), optional: Object.keys(optional), takesApiParameters: false, ...rest };
}

export const PROCEDURE_DEFINITIONS: Readonly<Record<ProcedureAction, ProcedureDefinition>> = {
  'aws:changeInstanceState': define('aws:changeInstanceState', {
    decisive: ['DesiredState', 'CheckStateOnly'],
    outputs: { InstanceStates: 'StringList' },
    impact: 'Mutating',
    timeoutSeconds: HOUR,
  }),
  'aws:copyImage': define('aws:copyImage', {
    decisive: [],
    outputs: IMAGE,
    impact: 'Mutating',
    timeoutSeconds: HOUR,
  }),
  'aws:createImage': define('aws:createImage', {
    decisive: [],
    outputs: IMAGE,
    impact: 'Mutating',
    timeoutSeconds: HOUR,
  }),
  'aws:createStack': define('aws:createStack', {
    decisive: [],
    outputs: { StackId: 'String', StackStatus: 'String', StackStatusReason: 'String' },
    impact: 'Mutating',
    timeoutSeconds: HOUR,
  }),
  'aws:createTags': define('aws:createTags', {
    decisive: ['ResourceType'],
    outputs: {},
    impact: 'Mutating',
    timeoutSeconds: HOUR,
  }),
  'aws:deleteImage': define('aws:deleteImage', {
    // Which snapshots go with it hangs on the image.
    decisive: ['ImageId'],
    outputs: {},
    impact: 'Mutating',
    timeoutSeconds: HOUR,
  }),
  'aws:deleteStack': define('aws:deleteStack', {
    decisive: [],
    outputs: {},
    impact: 'Mutating',
    timeoutSeconds: HOUR,
  }),
  'aws:executeStateMachine': define('aws:executeStateMachine', {
    decisive: ['stateMachineArn'],
    outputs: {
      executionArn: 'String',
      input: 'String',
      name: 'String',
      output: 'String',
      startDate: 'String',
      stateMachineArn: 'String',
      status: 'String',
      stopDate: 'String',
    },
    impact: 'Undetermined',
  }),
  'aws:invokeLambdaFunction': define('aws:invokeLambdaFunction', {
    decisive: ['FunctionName', 'Qualifier', 'InvocationType'],
    outputs: { StatusCode: 'Integer', FunctionError: 'String', LogResult: 'String', Payload: 'String' },
    impact: 'Undetermined',
    timeoutSeconds: LAMBDA_SECONDS,
    mostSeconds: LAMBDA_SECONDS,
  }),
  'aws:invokeWebhook': define('aws:invokeWebhook', {
    decisive: ['IntegrationName'],
    outputs: { Response: 'String', ResponseCode: 'Integer' },
    impact: 'Undetermined',
    timeoutSeconds: HOUR,
  }),
  'aws:runCommand': define('aws:runCommand', {
    decisive: ['DocumentName'],
    outputs: { CommandId: 'String', Status: 'String', ResponseCode: 'Integer', Output: 'String' },
    impact: 'Undetermined',
    timeoutSeconds: HOUR,
  }),
  'aws:runInstances': define('aws:runInstances', {
    decisive: [],
    outputs: { InstanceIds: 'StringList', InstanceStates: 'StringList' },
    impact: 'Mutating',
    timeoutSeconds: HOUR,
  }),
};
