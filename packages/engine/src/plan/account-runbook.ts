import type { JsonObject, PermissionStatement, ResourceRef } from '@trueup/core';

/** A document, what it is given, and what it may do. */
export interface AccountRunbook {
  readonly text: string;
  readonly input: JsonObject;
  readonly statements: readonly PermissionStatement[];
}

/** Every status that an execution in SSM does not leave (SSM API, AutomationExecutionStatus). */
const FINAL = [
  'Success',
  'Failed',
  'TimedOut',
  'Cancelled',
  'CompletedWithSuccess',
  'CompletedWithFailure',
  'Rejected',
];
const WAIT_SECONDS = 3600;
const ONE_EXECUTION = { AutomationExecutionId: '{{ start.AutomationExecutionId }}' };

/**
 * Starts a document in the target account's own SSM, waits for its end and holds it to Success. What is passed on are
 * parameters of this document, so nothing in them is read as a reference. The client token is this execution's own id:
 * a worker that starts again after a crash names the same execution. A cancel or a wait that is over stops it there.
 */
const DOCUMENT = {
  schemaVersion: '0.3',
  description: "Runs a document in the target account's own SSM.",
  parameters: {
    DocumentName: { type: 'String', description: 'Name or ARN of the document.' },
    DocumentVersion: { type: 'String', description: 'A version, $DEFAULT or $LATEST.' },
    Parameters: { type: 'StringMap', description: 'Its parameters, each a list of texts.' },
  },
  outputs: ['start.AutomationExecutionId', 'read.Status'],
  mainSteps: [
    {
      name: 'start',
      action: 'aws:executeAwsApi',
      onCancel: 'step:stop',
      nextStep: 'wait',
      inputs: {
        Service: 'ssm',
        Api: 'StartAutomationExecution',
        DocumentName: '{{ DocumentName }}',
        DocumentVersion: '{{ DocumentVersion }}',
        Parameters: '{{ Parameters }}',
        ClientToken: '{{ automation:EXECUTION_ID }}',
      },
      outputs: [{ Name: 'AutomationExecutionId', Selector: '$.AutomationExecutionId', Type: 'String' }],
    },
    {
      name: 'wait',
      action: 'aws:waitForAwsResourceProperty',
      timeoutSeconds: WAIT_SECONDS,
      onFailure: 'step:stop',
      isCritical: true,
      onCancel: 'step:stop',
      nextStep: 'read',
      inputs: {
        Service: 'ssm',
        Api: 'GetAutomationExecution',
        ...ONE_EXECUTION,
        PropertySelector: '$.AutomationExecution.AutomationExecutionStatus',
        DesiredValues: FINAL,
      },
    },
    {
      name: 'read',
      action: 'aws:executeAwsApi',
      nextStep: 'check',
      inputs: { Service: 'ssm', Api: 'GetAutomationExecution', ...ONE_EXECUTION },
      outputs: [
        { Name: 'Status', Selector: '$.AutomationExecution.AutomationExecutionStatus', Type: 'String' },
        { Name: 'FailureMessage', Selector: '$.AutomationExecution.FailureMessage', Type: 'String' },
      ],
    },
    {
      name: 'check',
      action: 'aws:assertAwsResourceProperty',
      isEnd: true,
      inputs: {
        Service: 'ssm',
        Api: 'GetAutomationExecution',
        ...ONE_EXECUTION,
        PropertySelector: '$.AutomationExecution.AutomationExecutionStatus',
        DesiredValues: ['Success', 'CompletedWithSuccess'],
      },
    },
    {
      name: 'stop',
      action: 'aws:executeAwsApi',
      isEnd: true,
      inputs: { Service: 'ssm', Api: 'StopAutomationExecution', ...ONE_EXECUTION, Type: 'Cancel' },
    },
  ],
};

const TEXT = JSON.stringify(DOCUMENT, undefined, 2);

/** The document that runs another one in the resource's account, its input, and the least that it needs. */
export function accountRunbook(options: {
  readonly document: string;
  readonly version: string;
  readonly parameters: JsonObject;
  readonly roleArn: string;
  readonly resource: ResourceRef;
}): AccountRunbook {
  const { document, version, parameters, roleArn, resource } = options;
  const place = `arn:${resource.partition}:ssm:${resource.region}`;
  const [, owner, name] = /^arn:[a-z-]+:ssm:[a-z0-9-]+:(\d{12}):document\/(.+)$/.exec(document) ?? [];
  const shown = name ?? document;
  // AWS's own documents are of no account.
  const owners = owner === undefined ? [resource.accountId, ''] : [owner];
  return {
    text: TEXT,
    input: { DocumentName: document, DocumentVersion: version, Parameters: parameters },
    statements: [
      {
        Action: ['ssm:StartAutomationExecution'],
        Resource: [
          ...owners.map((account) => `${place}:${account}:automation-definition/${shown}:*`),
          ...owners.map((account) => `${place}:${account}:document/${shown}`),
          `${place}:${resource.accountId}:automation-execution/*`,
        ],
      },
      {
        Action: ['ssm:GetAutomationExecution', 'ssm:StopAutomationExecution'],
        Resource: `${place}:${resource.accountId}:automation-execution/*`,
      },
      {
        Action: ['iam:PassRole'],
        Resource: roleArn,
        Condition: { StringLike: { 'iam:PassedToService': 'ssm.amazonaws.com' } },
      },
    ],
  };
}
