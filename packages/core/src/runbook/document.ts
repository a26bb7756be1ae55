import type { Json, JsonObject } from '../value/json.ts';

export const PARAMETER_TYPES = [
  'String',
  'StringList',
  'Integer',
  'Boolean',
  'StringMap',
  'MapList',
  'AWS::EC2::Instance::Id',
  'AWS::S3::Bucket::Name',
  'AWS::IAM::Role::Arn',
  'List<AWS::EC2::Instance::Id>',
  'List<AWS::S3::Bucket::Name>',
  'List<AWS::IAM::Role::Arn>',
] as const;
export type ParameterType = (typeof PARAMETER_TYPES)[number];

export const VALUE_TYPES = ['String', 'StringList', 'Integer', 'Boolean', 'StringMap', 'MapList'] as const;
export type ValueType = (typeof VALUE_TYPES)[number];

/** An Automation document, schema 0.3, as it stands in its text: nothing resolved. */
export interface RunbookDocument {
  readonly schemaVersion: '0.3';
  readonly description?: string;
  readonly assumeRole?: string;
  readonly parameters: Readonly<Record<string, ParameterDefinition>>;
  readonly variables: Readonly<Record<string, VariableDefinition>>;
  readonly mainSteps: readonly Step[];
  /** Each `stepName.OutputName`. */
  readonly outputs: readonly string[];
  /** Checksums of attachments by name. */
  readonly files: Readonly<Record<string, FileDefinition>>;
}

export interface FileDefinition {
  /** 64 hexadecimal digits, lower case. */
  readonly sha256: string;
  readonly size?: number;
}

export interface ParameterDefinition {
  readonly type: ParameterType;
  readonly description?: string;
  readonly default?: Json;
  readonly allowedValues?: readonly Json[];
  readonly allowedPattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minChars?: number;
  readonly maxChars?: number;
}

export interface VariableDefinition {
  readonly type: ValueType;
  readonly default?: Json;
}

export interface OutputDeclaration {
  readonly Name: string;
  readonly Selector: string;
  readonly Type: ValueType;
}

export type OnFailure =
  { readonly kind: 'abort' } | { readonly kind: 'continue' } | { readonly kind: 'step'; readonly step: string };
export type OnCancel = { readonly kind: 'abort' } | { readonly kind: 'step'; readonly step: string };

/** Every action of the language (automation-documents, section 4). */
export const ACTIONS = [
  'aws:approve',
  'aws:assertAwsResourceProperty',
  'aws:branch',
  'aws:changeInstanceState',
  'aws:copyImage',
  'aws:createImage',
  'aws:createStack',
  'aws:createTags',
  'aws:deleteImage',
  'aws:deleteStack',
  'aws:executeAutomation',
  'aws:executeAwsApi',
  'aws:executeScript',
  'aws:executeStateMachine',
  'aws:invokeLambdaFunction',
  'aws:invokeWebhook',
  'aws:loop',
  'aws:pause',
  'aws:runCommand',
  'aws:runInstances',
  'aws:sleep',
  'aws:updateVariable',
  'aws:waitForAwsResourceProperty',
] as const;
export type Action = (typeof ACTIONS)[number];

export interface Step {
  readonly name: string;
  readonly action: Action;
  readonly inputs: JsonObject;
  readonly outputs: readonly OutputDeclaration[];
  readonly maxAttempts: number;
  /** Seconds, an attempt. Absent: the action's own default. */
  readonly timeoutSeconds?: number;
  readonly onFailure: OnFailure;
  readonly onCancel: OnCancel;
  readonly nextStep?: string;
  readonly isEnd: boolean;
  /** Only when the document says so; see the rules for a default that depends on onFailure. */
  readonly isCritical?: boolean;
  readonly description?: string;
  /** The steps inside an aws:loop; empty for every other action. */
  readonly steps: readonly Step[];
  /** The aws:loop that this step is inside of. */
  readonly loop?: string;
}

/** A fault of a document, at a place in its text. Lines and columns count from 1. */
export interface DocumentProblem {
  readonly message: string;
  /** Such as `mainSteps[2].inputs.Api`. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

export type ParsedRunbook =
  | { readonly kind: 'document'; readonly document: RunbookDocument; readonly warnings: readonly DocumentProblem[] }
  | { readonly kind: 'invalid'; readonly problems: readonly DocumentProblem[] };
