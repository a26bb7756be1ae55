import type { Action, ValueType } from './document.ts';
import { ASSERT_TIMEOUT_SECONDS } from './undocumented.ts';

/** What an action takes and gives (automation-documents, section 4 and 3.5). */
export interface ActionDefinition {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Inputs of the language that this engine does not perform: refused, since to leave them out would do something else. */
  readonly unperformed: readonly string[];
  /** Every other input is a member of the API's request. */
  readonly takesApiParameters: boolean;
  /** Inputs that decide what is done. A plan cannot follow a step whose decisive input is known only after apply. */
  readonly decisive: readonly string[];
  /** Built-in outputs beside OutputPayload, which every action has. */
  readonly outputs: Readonly<Record<string, ValueType>>;
  /** Default and hard limit of an attempt in seconds (2.4); absent: none. */
  readonly timeoutSeconds?: number;
  readonly mostSeconds?: number;
}

/** The raw result of a step. Reserved on every action (2.6). */
export const OUTPUT_PAYLOAD = 'OutputPayload';

const CALL = ['Service', 'Api'] as const;
const COMPARISON = ['PropertySelector', 'DesiredValues'] as const;

export const ACTION_DEFINITIONS: Readonly<Record<Action, ActionDefinition>> = {
  'aws:assertAwsResourceProperty': {
    required: [...CALL, ...COMPARISON],
    optional: [],
    unperformed: [],
    takesApiParameters: true,
    decisive: [...CALL, 'PropertySelector'],
    outputs: {},
    timeoutSeconds: ASSERT_TIMEOUT_SECONDS,
  },
  'aws:branch': {
    required: ['Choices'],
    optional: ['Default'],
    unperformed: [],
    takesApiParameters: false,
    decisive: [],
    outputs: {},
  },
  'aws:executeAutomation': {
    required: ['DocumentName'],
    optional: ['DocumentVersion', 'RuntimeParameters'],
    unperformed: [
      'MaxConcurrency',
      'MaxErrors',
      'Tags',
      'TargetLocations',
      'TargetMaps',
      'TargetParameterName',
      'Targets',
    ],
    takesApiParameters: false,
    decisive: ['DocumentName', 'DocumentVersion'],
    outputs: { ExecutionId: 'String', Status: 'String', Output: 'StringList' },
  },
  'aws:executeAwsApi': {
    required: CALL,
    optional: [],
    unperformed: [],
    takesApiParameters: true,
    decisive: CALL,
    outputs: {},
    timeoutSeconds: 25,
    mostSeconds: 25,
  },
  'aws:executeScript': {
    required: ['Runtime', 'Handler', 'Script'],
    optional: ['InputPayload'],
    unperformed: ['Attachment'],
    takesApiParameters: false,
    decisive: ['Runtime', 'Handler', 'Script'],
    outputs: { Payload: 'StringMap' },
    timeoutSeconds: 600,
    mostSeconds: 600,
  },
  'aws:sleep': {
    required: [],
    // The published schema spells it TimeStamp, the guide Timestamp (4.21).
    optional: ['Duration', 'Timestamp', 'TimeStamp'],
    unperformed: [],
    takesApiParameters: false,
    decisive: ['Duration', 'Timestamp', 'TimeStamp'],
    outputs: {},
  },
  'aws:waitForAwsResourceProperty': {
    required: [...CALL, ...COMPARISON],
    optional: [],
    unperformed: [],
    takesApiParameters: true,
    decisive: [...CALL, 'PropertySelector'],
    outputs: {},
    timeoutSeconds: 3_600,
  },
};

/** Actions of the language that this engine does not perform. */
export const UNPERFORMED_ACTIONS: readonly string[] = [
  'aws:approve',
  'aws:changeInstanceState',
  'aws:copyImage',
  'aws:createImage',
  'aws:createStack',
  'aws:createTags',
  'aws:deleteImage',
  'aws:deleteStack',
  'aws:executeStateMachine',
  'aws:invokeLambdaFunction',
  'aws:invokeWebhook',
  'aws:loop',
  'aws:pause',
  'aws:runCommand',
  'aws:runInstances',
  'aws:updateVariable',
];
