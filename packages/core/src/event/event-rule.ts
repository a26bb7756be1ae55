import type { Instant } from '../value/instant.ts';
import type { EventEnvelope } from './event.ts';

export const DEFAULT_BUS = 'default';

/** What a target is given; absent: the whole event. */
export type TargetInput =
  /** JSON text, always the same. */
  | { readonly kind: 'constant'; readonly text: string }
  | { readonly kind: 'path'; readonly path: string }
  | {
      readonly kind: 'transformer';
      readonly paths: Readonly<Record<string, string>>;
      readonly template: string;
    };

/**
 * Where a matched event goes. Addresses and passwords that are secrets are never stored: `…Secret` names one, whose
 * value the server reads from its environment as TRUEUP_SECRET_<NAME>.
 */
export type TargetAddress =
  /** Starts an Automation document; the input's members are its parameters. */
  | { readonly kind: 'runbook'; readonly document: string; readonly version?: string; readonly roleArn?: string }
  /** Plans the repair of the finding that the event is about, and starts it where the policy allows that. */
  | { readonly kind: 'remediation' }
  /** Tells the Security Hub of a finding's account what came of its repair, or sends it a finding of our own checks. */
  | { readonly kind: 'security-hub' }
  | { readonly kind: 'sns'; readonly topicArn: string }
  | { readonly kind: 'sqs'; readonly queueArn: string; readonly messageGroupId?: string }
  | { readonly kind: 'event-bus'; readonly busArn: string }
  | { readonly kind: 'lambda'; readonly functionArn: string }
  | { readonly kind: 'step-functions'; readonly stateMachineArn: string }
  | { readonly kind: 'webhook'; readonly url: string; readonly signingSecret?: string; readonly headersSecret?: string }
  | { readonly kind: 'email'; readonly to: readonly string[]; readonly locale?: Locale }
  | { readonly kind: 'slack'; readonly urlSecret: string; readonly locale?: Locale }
  | { readonly kind: 'teams'; readonly urlSecret: string; readonly locale?: Locale }
  | {
      readonly kind: 'jira';
      readonly baseUrl: string;
      readonly project: string;
      readonly issueType: string;
      readonly user: string;
      readonly tokenSecret: string;
      readonly locale?: Locale;
    }
  | {
      readonly kind: 'servicenow';
      readonly baseUrl: string;
      readonly table: string;
      readonly user: string;
      readonly passwordSecret: string;
      readonly locale?: Locale;
    };

export const TARGET_KINDS = [
  'runbook',
  'remediation',
  'security-hub',
  'sns',
  'sqs',
  'event-bus',
  'lambda',
  'step-functions',
  'webhook',
  'email',
  'slack',
  'teams',
  'jira',
  'servicenow',
] as const satisfies readonly TargetAddress['kind'][];

/** The languages that messages to people are written in. */
export const LOCALES = ['en', 'ja'] as const;
export type Locale = (typeof LOCALES)[number];

export interface EventTarget {
  /** 1 to 64 of `.-_A-Za-z0-9`, once a rule. */
  readonly id: string;
  readonly address: TargetAddress;
  readonly input?: TargetInput;
  /** EventBridge's RetryPolicy; absent: 185 attempts within 24 hours. */
  readonly retry?: { readonly maxAttempts: number; readonly maxAgeSeconds: number };
  /** An SQS queue that gets what could not be delivered, beside the dead letters kept here. */
  readonly deadLetterArn?: string;
}

/** When a rule without a pattern fires: `rate(5 minutes)` or `cron(0 9 ? * MON-FRI *)`. */
export interface Schedule {
  readonly expression: string;
  /** An IANA name; UTC when absent. */
  readonly timeZone?: string;
}

/** A pattern or a schedule, and where to send what it matches. */
export interface EventRule {
  /** 1 to 64 of `.-_A-Za-z0-9`, once a bus. */
  readonly name: string;
  readonly bus: string;
  readonly arn: string;
  readonly description?: string;
  readonly enabled: boolean;
  /** EventBridge's pattern language: the JSON text as it was given, since an object would lose the spelling of numbers. */
  readonly pattern?: string;
  readonly schedule?: Schedule;
  readonly targets: readonly EventTarget[];
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** Keeps what matches, so that it can be replayed. */
export interface EventArchive {
  /** 1 to 48 of `.-_A-Za-z0-9` */
  readonly name: string;
  readonly bus: string;
  readonly arn: string;
  readonly description?: string;
  /** As in a rule. Absent: every event. */
  readonly pattern?: string;
  /** 0: for ever. */
  readonly retentionDays: number;
  readonly createdAt: Instant;
}

export const REPLAY_STATES = ['STARTING', 'RUNNING', 'CANCELLING', 'COMPLETED', 'CANCELLED', 'FAILED'] as const;

/** Sends what an archive kept once more, to all rules of its bus or to some. */
export interface EventReplay {
  readonly name: string;
  readonly arn: string;
  /** The archive's ARN. */
  readonly archive: string;
  readonly bus: string;
  readonly description?: string;
  readonly from: Instant;
  readonly to: Instant;
  /** Names of rules; absent: all. */
  readonly rules?: readonly string[];
  readonly state: (typeof REPLAY_STATES)[number];
  readonly failure?: string;
  readonly startedAt: Instant;
  readonly endedAt?: Instant;
  /** The time of the last event sent. */
  readonly lastReplayedAt?: Instant;
  /** Where the archive is to be read on. */
  readonly cursor?: string;
}

export const DELIVERY_STATUSES = ['pending', 'delivered', 'dead'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** One event on its way to one target. */
export interface Delivery {
  readonly id: string;
  readonly bus: string;
  readonly rule: string;
  readonly ruleArn: string;
  readonly target: EventTarget;
  readonly event: EventEnvelope;
  readonly status: DeliveryStatus;
  readonly attempts: number;
  readonly createdAt: Instant;
  readonly dueAt: Instant;
  readonly endedAt?: Instant;
  /** Why the last attempt failed, without secrets; for a dead one why it was given up. */
  readonly problem?: DeliveryProblem;
}

export interface DeliveryProblem {
  /** One of EventBridge's ERROR_CODE values. */
  readonly code: string;
  readonly message: string;
  /** Absent: given up without a further attempt, since none would help. */
  readonly exhausted?: 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';
}
