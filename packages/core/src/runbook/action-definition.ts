import { PROCEDURE_DEFINITIONS } from './actions/definitions.ts';
import type { Action, ValueType } from './document.ts';
import { ASSERT_TIMEOUT_SECONDS } from './undocumented.ts';

/** What an action takes and gives (automation-documents, section 4 and 3.5). */
export interface ActionDefinition {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Every other input is a member of the API's request. */
  readonly takesApiParameters: boolean;
  /** Inputs that decide what is done. A plan cannot follow a step whose decisive input is known only after apply. */
  readonly decisive: readonly string[];
  /** Built-in outputs beside OutputPayload, which every action has. */
  readonly outputs: Readonly<Record<string, ValueType>>;
  /** What it may change, for a preview (section 4). */
  readonly impact: 'Mutating' | 'NonMutating' | 'Undetermined';
  /** Default and hard limit of an attempt in seconds (2.4); absent: none. */
  readonly timeoutSeconds?: number;
  readonly mostSeconds?: number;
}

/** The raw result of a step. Reserved on every action (2.6). */
export const OUTPUT_PAYLOAD = 'OutputPayload';

const CALL = ['Service', 'Api'] as const;
const COMPARISON = ['PropertySelector', 'DesiredValues'] as const;

export const ACTION_DEFINITIONS: Readonly<Record<Action, ActionDefinition>> = {
  ...PROCEDURE_DEFINITIONS,
  'aws:approve': {
    required: ['Approvers'],
    optional: ['MinRequiredApprovals', 'NotificationArn', 'Message'],
    takesApiParameters: false,
    decisive: [],
    outputs: { ApprovalStatus: 'String', ApproverDecisions: 'MapList' },
    impact: 'NonMutating',
    timeoutSeconds: 604_800,
    mostSeconds: 2_592_000,
  },
  'aws:loop': {
    required: ['Steps'],
    optional: ['Iterators', 'IteratorDataType', 'LoopCondition', 'MaxIterations'],
    takesApiParameters: false,
    decisive: ['Iterators', 'MaxIterations'],
    outputs: { CurrentIteration: 'Integer', CurrentIteratorValue: 'String' },
    impact: 'Undetermined',
  },
  'aws:pause': {
    required: [],
    optional: [],
    takesApiParameters: false,
    decisive: [],
    outputs: {},
    impact: 'NonMutating',
  },
  'aws:updateVariable': {
    required: ['Name', 'Value'],
    optional: [],
    takesApiParameters: false,
    decisive: ['Name'],
    outputs: {},
    impact: 'Mutating',
  },
  'aws:assertAwsResourceProperty': {
    required: [...CALL, ...COMPARISON],
    optional: [],
    takesApiParameters: true,
    decisive: [...CALL, 'PropertySelector'],
    outputs: {},
    impact: 'NonMutating',
    timeoutSeconds: ASSERT_TIMEOUT_SECONDS,
  },
  'aws:branch': {
    required: ['Choices'],
    optional: ['Default'],
    takesApiParameters: false,
    decisive: [],
    outputs: {},
    impact: 'NonMutating',
  },
  'aws:executeAutomation': {
    required: ['DocumentName'],
    optional: [
      'DocumentVersion',
      'RuntimeParameters',
      'MaxConcurrency',
      'MaxErrors',
      'Tags',
      'TargetLocations',
      'TargetMaps',
      'TargetParameterName',
      'Targets',
    ],
    takesApiParameters: false,
    decisive: ['DocumentName', 'DocumentVersion', 'TargetLocations', 'TargetMaps', 'Targets'],
    outputs: { ExecutionId: 'String', Status: 'String', Output: 'StringList' },
    impact: 'Undetermined',
  },
  'aws:executeAwsApi': {
    required: CALL,
    optional: [],
    takesApiParameters: true,
    decisive: CALL,
    outputs: {},
    impact: 'Undetermined',
    timeoutSeconds: 25,
    mostSeconds: 25,
  },
  'aws:executeScript': {
    // Which of the others are required hangs on the runtime.
    required: ['Runtime'],
    optional: ['Handler', 'Script', 'Attachment', 'InputPayload'],
    takesApiParameters: false,
    decisive: ['Runtime', 'Handler', 'Script', 'Attachment'],
    outputs: { Payload: 'StringMap' },
    impact: 'Undetermined',
    timeoutSeconds: 600,
    mostSeconds: 600,
  },
  'aws:sleep': {
    required: [],
    // The published schema spells it TimeStamp, the guide Timestamp (4.21).
    optional: ['Duration', 'Timestamp', 'TimeStamp'],
    takesApiParameters: false,
    decisive: ['Duration', 'Timestamp', 'TimeStamp'],
    outputs: {},
    impact: 'NonMutating',
  },
  'aws:waitForAwsResourceProperty': {
    required: [...CALL, ...COMPARISON],
    optional: [],
    takesApiParameters: true,
    decisive: [...CALL, 'PropertySelector'],
    outputs: {},
    impact: 'NonMutating',
    timeoutSeconds: 3_600,
  },
};
