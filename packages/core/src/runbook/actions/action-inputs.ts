import type { Action } from '../document.ts';

/**
 * What an input is once its references are resolved. `texts` and `maps` take a single one as well, as a call by name
 * does; `json` is text, or a map or list that becomes its JSON text. A list names the texts that are accepted.
 */
export type InputType = 'text' | 'boolean' | 'integer' | 'texts' | 'map' | 'maps' | 'json' | readonly string[];

interface ActionInputs {
  readonly required: Readonly<Record<string, InputType>>;
  readonly optional: Readonly<Record<string, InputType>>;
}

/** The actions that make several calls, and their inputs (automation-documents, 4.4 to 4.20). */
export const ACTION_INPUTS = {
  'aws:changeInstanceState': {
    required: { InstanceIds: 'texts', DesiredState: ['running', 'stopped', 'terminated'] },
    optional: { CheckStateOnly: 'boolean', Force: 'boolean', AdditionalInfo: 'text' },
  },
  'aws:copyImage': {
    required: { SourceRegion: 'text', SourceImageId: 'text', ImageName: 'text' },
    optional: { ImageDescription: 'text', KmsKeyId: 'text', ClientToken: 'text', Encrypted: 'boolean' },
  },
  'aws:createImage': {
    required: { InstanceId: 'text', ImageName: 'text' },
    // The guide calls BlockDeviceMappings a map; EC2 takes a list.
    optional: { ImageDescription: 'text', NoReboot: 'boolean', BlockDeviceMappings: 'maps' },
  },
  'aws:createStack': {
    required: { StackName: 'text' },
    optional: {
      TemplateBody: 'text',
      TemplateURL: 'text',
      Parameters: 'maps',
      Capabilities: 'texts',
      ClientRequestToken: 'text',
      DisableRollback: 'boolean',
      OnFailure: ['DO_NOTHING', 'ROLLBACK', 'DELETE'],
      NotificationARNs: 'texts',
      ResourceTypes: 'texts',
      RoleARN: 'text',
      StackPolicyBody: 'text',
      StackPolicyURL: 'text',
      Tags: 'maps',
      TimeoutInMinutes: 'integer',
    },
  },
  'aws:createTags': {
    required: { ResourceIds: 'texts', Tags: 'maps' },
    optional: { ResourceType: ['EC2', 'ManagedInstance', 'MaintenanceWindow', 'Parameter'] },
  },
  'aws:deleteImage': { required: { ImageId: 'text' }, optional: {} },
  'aws:deleteStack': {
    required: { StackName: 'text' },
    optional: {
      ClientRequestToken: 'text',
      // The first is literally what the guide calls it (trap 47).
      'RetainResources.member.N': 'texts',
      RetainResources: 'texts',
      RoleARN: 'text',
    },
  },
  'aws:executeStateMachine': { required: { stateMachineArn: 'text' }, optional: { name: 'text', input: 'json' } },
  'aws:invokeLambdaFunction': {
    required: { FunctionName: 'text' },
    optional: {
      Qualifier: 'text',
      InvocationType: ['RequestResponse', 'Event', 'DryRun'],
      LogType: ['Tail', 'None'],
      ClientContext: 'text',
      InputPayload: 'map',
      Payload: 'json',
    },
  },
  'aws:invokeWebhook': { required: { IntegrationName: 'text' }, optional: { Body: 'json' } },
  'aws:runCommand': {
    required: { DocumentName: 'text' },
    optional: {
      InstanceIds: 'texts',
      Targets: 'maps',
      Parameters: 'map',
      CloudWatchOutputConfig: 'map',
      Comment: 'text',
      DocumentHash: 'text',
      DocumentHashType: ['Sha256', 'Sha1'],
      NotificationConfig: 'map',
      OutputS3BucketName: 'text',
      OutputS3KeyPrefix: 'text',
      ServiceRoleArn: 'text',
      TimeoutSeconds: 'integer',
      // Not in the table of inputs, but the guide says "most send command parameters".
      DocumentVersion: 'text',
      MaxConcurrency: 'text',
      MaxErrors: 'text',
      OutputS3Region: 'text',
    },
  },
  'aws:runInstances': {
    required: { ImageId: 'text' },
    optional: {
      InstanceType: 'text',
      MinInstanceCount: 'integer',
      MaxInstanceCount: 'integer',
      AdditionalInfo: 'text',
      BlockDeviceMappings: 'maps',
      ClientToken: 'text',
      DisableApiTermination: 'boolean',
      EbsOptimized: 'boolean',
      IamInstanceProfileArn: 'text',
      IamInstanceProfileName: 'text',
      InstanceInitiatedShutdownBehavior: 'text',
      KernelId: 'text',
      KeyName: 'text',
      MetadataOptions: 'map',
      Monitoring: 'boolean',
      NetworkInterfaces: 'maps',
      Placement: 'map',
      PrivateIpAddress: 'text',
      RamdiskId: 'text',
      SecurityGroupIds: 'texts',
      SecurityGroups: 'texts',
      SubnetId: 'text',
      TagSpecifications: 'maps',
      UserData: 'text',
    },
  },
} as const satisfies Partial<Record<Action, ActionInputs>>;

export type ProcedureAction = keyof typeof ACTION_INPUTS;

/** All inputs of an action with their types. */
export function inputTypes(action: ProcedureAction): Readonly<Record<string, InputType>> {
  const { required, optional }: ActionInputs = ACTION_INPUTS[action];
  return { ...required, ...optional };
}
