import type { AccountId, Arn, Partition, Region } from '../resource/resource.ts';
import type { PrioritySettings } from '../finding/priority-settings.ts';
import type { JsonObject } from '../value/json.ts';

export const MODES = ['manual', 'approval', 'automatic'] as const;
export type Mode = (typeof MODES)[number];

export interface PolicyAccount {
  readonly id: AccountId;
  readonly name: string;
  /** Name of the member role that is assumed; without it the credentials of the environment are used as they are. */
  readonly role?: string;
  readonly externalId?: string;
}

/** Binds controls to a mode. The first entry that matches decides. */
export interface PolicyRemediation {
  /** Control ids; `*` stands for every control. */
  readonly controls: readonly string[];
  readonly mode: Mode;
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
}

/** An SQS queue that events of AWS services arrive in. */
export interface PolicyQueue {
  readonly arn: Arn;
  /** How many receive from it at the same time in one process. */
  readonly receivers: number;
}

/** A Security Hub that is asked for its findings: an account's own, or all that a delegated administrator sees. */
export interface PolicyHub {
  readonly account: AccountId;
  readonly regions: readonly Region[];
  readonly everyMinutes: number;
}

/** Where findings and changes come from beside scans and the API. */
export interface PolicySources {
  readonly queues: readonly PolicyQueue[];
  readonly securityHub: readonly PolicyHub[];
}

/** Where findings go beside event rules. */
export interface PolicySinks {
  readonly securityHub: {
    /** Tell Security Hub of each repair of one of its findings: a note and the workflow status. */
    readonly update: boolean;
    /** Send it the findings of Trueup's own checks. */
    readonly import: boolean;
  };
}

/** What the owner has settled. `hash` names the exact text it was read from. */
export interface Policy {
  readonly hash: string;
  readonly partition: Partition;
  readonly accounts: readonly PolicyAccount[];
  readonly regions: readonly Region[];
  readonly remediations: readonly PolicyRemediation[];
  /** Control id → its parameters, not yet validated by the control. */
  readonly parameters: Readonly<Record<string, JsonObject>>;
  readonly planExpiresAfterHours: number;
  /** Finished executions are removed after so many days, with their steps and calls. Records are kept. */
  readonly keepExecutionsDays: number;
  /** Absent: none. */
  readonly sources?: PolicySources;
  /** Absent: none. */
  readonly sinks?: PolicySinks;
  /** Absent: DEFAULT_PRIORITY_SETTINGS. */
  readonly priority?: PrioritySettings;
}
