/** What a message says in one language. A catalogue that lacks a member does not compile. */
export interface Catalogue {
  readonly labels: Readonly<Record<Label, string>>;
  /** What the link to a page says. */
  readonly open: Readonly<Record<Page, string>>;
  /** Stands for what an event does not name. */
  readonly nameless: Readonly<
    Record<'finding' | 'resource' | 'action' | 'insight' | 'remediation' | 'rule' | 'exception' | 'person', string>
  >;
  readonly imported: (of: AboutFinding) => Words;
  readonly customAction: (of: AboutFinding & { readonly action: string }) => Words;
  readonly insightResults: (of: { readonly insight: string; readonly action: string; readonly count: number }) => Words;
  readonly opened: (of: AboutFinding) => Words;
  readonly reopened: (of: AboutFinding) => Words;
  readonly resolved: (of: AboutFinding) => Words;
  readonly archived: (of: AboutFinding) => Words;
  readonly planWaits: (of: { readonly remediation: string; readonly resource: string }) => Words;
  readonly glassBroken: (of: {
    readonly remediation: string;
    readonly resource: string;
    readonly person: string;
  }) => Words;
  readonly executionFinished: Readonly<Record<OutcomeWord, (of: { readonly resource: string }) => Words>>;
  /** An execution without a finding: its status, such as `Failed`, is all there is. */
  readonly executionEnded: (of: { readonly status: string }) => Words;
  readonly verificationMade: Readonly<Record<VerificationWord, (of: { readonly resource: string }) => Words>>;
  /** `breaker` is what it counts by, such as `control/S3.8`. */
  readonly circuitBreakerOpened: (of: { readonly breaker: string }) => Words;
  readonly killSwitch: Readonly<
    Record<'on' | 'off', (of: { readonly scope: string; readonly person: string }) => Words>
  >;
  /** What a kill switch stops, by the kind of its scope. */
  readonly killSwitchScope: Readonly<Record<'all' | 'account' | 'control', (of: { readonly id: string }) => string>>;
  readonly exception: Readonly<Record<ExceptionWord, (of: { readonly exception: string }) => Words>>;
  readonly scanFinished: (of: { readonly opened: string; readonly resolved: string }) => Words;
  readonly scanFailed: () => Words;
  readonly test: () => Words;
  readonly scheduled: (of: { readonly rule: string }) => Words;
  readonly other: (of: { readonly eventType: string; readonly source: string }) => Words;
}

export interface Words {
  readonly title: string;
  readonly summary: readonly string[];
}

export interface AboutFinding {
  /** Its title. */
  readonly finding: string;
  readonly resource: string;
}

export type Page = 'finding' | 'plan' | 'execution' | 'exception' | 'killSwitch';

/** How an execution ends for its finding. */
export const OUTCOME_WORDS = [
  'verified',
  'already-compliant',
  'still-non-compliant',
  'inconclusive',
  'failed',
  'refused-stale',
  'refused-unread',
  'cancelled',
] as const;
type OutcomeWord = (typeof OUTCOME_WORDS)[number];

/** What becomes of an exception. */
export const EXCEPTION_WORDS = ['placed', 'changed', 'removed', 'reminded', 'expired'] as const;
export type ExceptionWord = (typeof EXCEPTION_WORDS)[number];

export const VERIFICATION_WORDS = ['verified', 'still-non-compliant', 'inconclusive'] as const;
type VerificationWord = (typeof VERIFICATION_WORDS)[number];

export type Label =
  | 'account'
  | 'action'
  | 'approvedBy'
  | 'approver'
  | 'circuitBreaker'
  | 'compliance'
  | 'compliantResources'
  | 'control'
  | 'eventType'
  | 'expires'
  | 'failure'
  | 'failures'
  | 'gaps'
  | 'groupedBy'
  | 'newFindings'
  | 'nonCompliantResources'
  | 'openUntil'
  | 'organizationalUnit'
  | 'outcome'
  | 'owner'
  | 'product'
  | 'reason'
  | 'region'
  | 'remediation'
  | 'reopenedFindings'
  | 'requestedBy'
  | 'resolvedFindings'
  | 'resource'
  | 'resourceType'
  | 'resources'
  | 'risk'
  | 'rule'
  | 'runbook'
  | 'severity'
  | 'source'
  | 'startedBy'
  | 'status'
  | 'tags'
  | 'time'
  | 'turnedOffBy'
  | 'turnedOnBy'
  | 'verification'
  | 'workflow';
