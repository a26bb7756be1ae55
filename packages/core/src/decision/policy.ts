import type { Risk } from '../control/control.ts';
import type { AccountId, Arn, Partition, Region } from '../resource/resource.ts';
import type { PrioritySettings } from '../finding/priority-settings.ts';
import type { JsonObject } from '../value/json.ts';
import type { Exception } from './exception.ts';
import type { Limit } from './limits.ts';
import type { TargetScope } from './target-scope.ts';

export const MODES = ['manual', 'approval', 'automatic'] as const;
export type Mode = (typeof MODES)[number];

export interface PolicyAccount {
  readonly id: AccountId;
  readonly name: string;
  /** Name of the member role that is assumed; without it the credentials of the environment are used as they are. */
  readonly role?: string;
  readonly externalId?: string;
  /** Such as `/Prod/Payments`. */
  readonly organizationalUnit?: string;
  /** The e-mail address or name of who answers for it. */
  readonly owner?: string;
}

/** Where a parameter of a runbook comes from. */
export type ParameterSource =
  | { readonly kind: 'resource-id' }
  | { readonly kind: 'resource-arn' }
  | { readonly kind: 'static'; readonly values: readonly string[] }
  /** A path of the finding's ASFF, such as `Resources[0].Details.AwsS3Bucket.OwnerId`. */
  | { readonly kind: 'finding'; readonly path: string }
  /** By account id; an account without a value is not repaired. */
  | { readonly kind: 'account'; readonly values: Readonly<Record<string, string>> };

/** A runbook other than the control's own. */
export interface RunbookChoice {
  readonly document: string;
  /** A version or `$DEFAULT`, `$LATEST`; absent: the default. */
  readonly version?: string;
  /** account: StartAutomationExecution in the target account's own SSM. trueup: a document that is stored here. */
  readonly runs: 'trueup' | 'account';
  readonly parameters: Readonly<Record<string, ParameterSource>>;
  /** Why it may run without an approval although nothing undoes it. */
  readonly acceptNoUndo?: string;
}

/** Binds findings to a runbook, a mode and limits. The first line that covers a finding decides. */
export interface PolicyRemediation extends TargetScope {
  /** Once among all lines; `line-<n>`, counted from 1, where the policy gives none. */
  readonly name: string;
  /** Any of them, beside `controls`: a finding of one of these Config rules. */
  readonly configRules?: readonly string[];
  /** An event pattern over `Security Hub Findings - Imported`, beside `controls` and `configRules`. */
  readonly pattern?: JsonObject;
  /** Absent: the control's own. */
  readonly runbook?: RunbookChoice;
  readonly mode: Mode;
  /** Why it may be automatic without the record that `promotion` asks for. */
  readonly override?: string;
  /** AWS Config's MaximumAutomaticAttempts: so many within `retrySeconds`, and the resource gets an exception. */
  readonly attempts: number;
  readonly retrySeconds: number;
  /** Of the non-compliant resources of this line; AWS Config's SsmControls. */
  readonly concurrencyPercent: number;
  readonly errorPercent: number;
  /** Undo a repair whose verification failed. */
  readonly undoOnFailure: boolean;
  /** Change resources of CloudFormation, CDK or Terraform live all the same. */
  readonly changeOwned: boolean;
}

/** allow: changes start only in it, within its scope. deny: none starts in it; it wins over any allow. */
export interface PolicyWindow extends TargetScope {
  readonly name: string;
  readonly kind: 'allow' | 'deny';
  /** When it begins: five fields of cron. */
  readonly cron: string;
  readonly durationMinutes: number;
  /** Of the IANA list, such as `Europe/Berlin`. */
  readonly timeZone: string;
  /** What becomes of an execution that still runs at the end of an allow, or the start of a deny. */
  readonly overrun: 'finish' | 'stop';
}

export interface ApprovalSettings {
  /** How many people must say yes, by the risk of the plan. */
  readonly quorum: Readonly<Record<Risk, number>>;
}

/** So many failures within the time open it; after the pause one repair is let through to see. */
export interface BreakerSettings {
  readonly per: 'control' | 'account' | 'remediation';
  readonly failures: number;
  readonly windowMinutes: number;
  readonly pauseMinutes: number;
}

/** So many regressions of a finding within the time: automation leaves it to people. */
export interface FlapSettings {
  readonly regressions: number;
  readonly windowHours: number;
}

/** Resources whose tags say so are never changed without an approval. */
export interface CriticalSettings {
  readonly tags: Readonly<Record<string, readonly string[]>>;
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
  readonly approvals: ApprovalSettings;
  /** Verified repairs in a row, by one runbook on one control, before it may be automatic. */
  readonly promotion: { readonly verifiedInARow: number };
  readonly limits: readonly Limit[];
  readonly breakers: readonly BreakerSettings[];
  readonly flaps: FlapSettings;
  readonly critical: CriticalSettings;
  readonly windows: readonly PolicyWindow[];
  /** Those of the policy's text; people place others beside them. */
  readonly exceptions: readonly Exception[];
  /** Finished executions are removed after so many days, with their steps and calls. Records are kept. */
  readonly keepExecutionsDays: number;
  /** Absent: none. */
  readonly sources?: PolicySources;
  /** Absent: none. */
  readonly sinks?: PolicySinks;
  /** Absent: DEFAULT_PRIORITY_SETTINGS. */
  readonly priority?: PrioritySettings;
}
