import type { TargetAddress } from '@trueup/api-contract';

export type TargetKind = TargetAddress['kind'];

/** How a member of an address is asked for: a list is text with commas, a secret the name of one. */
type FieldForm = 'text' | 'list' | 'secret' | 'locale';

interface TargetField {
  readonly name: string;
  readonly form: FieldForm;
  readonly required: boolean;
  /** Shown where nothing is entered yet; the same in every language. */
  readonly example: string;
}

const needs = (name: string, example: string, form: FieldForm = 'text'): TargetField => ({
  name,
  form,
  required: true,
  example,
});
const takes = (name: string, example: string, form: FieldForm = 'text'): TargetField => ({
  name,
  form,
  required: false,
  example,
});
const LOCALE = takes('locale', 'en', 'locale');

/** What the address of each kind of target is made of, in the order in which it is asked for. */
export const TARGET_FIELDS: Readonly<Record<TargetKind, readonly TargetField[]>> = {
  runbook: [
    needs('document', 'AWS-DisableS3BucketPublicReadWrite'),
    takes('version', '$DEFAULT'),
    takes('roleArn', 'arn:aws:iam::111111111111:role/Repairs'),
  ],
  remediation: [],
  'security-hub': [],
  email: [needs('to', 'security@example.com, oncall@example.com', 'list'), LOCALE],
  slack: [needs('urlSecret', 'TEAM_SLACK', 'secret'), LOCALE],
  teams: [needs('urlSecret', 'TEAM_TEAMS', 'secret'), LOCALE],
  webhook: [
    needs('url', 'https://hooks.example.com/trueup'),
    takes('signingSecret', 'HOOK_SIGNING', 'secret'),
    takes('headersSecret', 'HOOK_HEADERS', 'secret'),
  ],
  jira: [
    needs('baseUrl', 'https://example.atlassian.net'),
    needs('project', 'SEC'),
    needs('issueType', 'Task'),
    needs('user', 'trueup@example.com'),
    needs('tokenSecret', 'JIRA_TOKEN', 'secret'),
    LOCALE,
  ],
  servicenow: [
    needs('baseUrl', 'https://example.service-now.com'),
    needs('table', 'incident'),
    needs('user', 'trueup'),
    needs('passwordSecret', 'SERVICENOW', 'secret'),
    LOCALE,
  ],
  sns: [needs('topicArn', 'arn:aws:sns:us-east-1:111111111111:topic')],
  sqs: [needs('queueArn', 'arn:aws:sqs:us-east-1:111111111111:queue'), takes('messageGroupId', 'findings')],
  'event-bus': [needs('busArn', 'arn:aws:events:us-east-1:111111111111:event-bus/default')],
  lambda: [needs('functionArn', 'arn:aws:lambda:us-east-1:111111111111:function:name')],
  'step-functions': [needs('stateMachineArn', 'arn:aws:states:us-east-1:111111111111:stateMachine:name')],
};

export const TARGET_KINDS = Object.keys(TARGET_FIELDS) as TargetKind[];

/** Those that reach people, or the tools that people work in. */
export const PEOPLE_KINDS = [
  'email',
  'slack',
  'teams',
  'webhook',
  'jira',
  'servicenow',
] as const satisfies readonly TargetKind[];

export const reachesPeople = (kind: TargetKind): boolean => PEOPLE_KINDS.some((one) => one === kind);
