import type { AccessKey, DocumentVersion, StoredDocument } from '../document/document.ts';
import type { Execution, ExecutionId } from '../execution/execution.ts';
import type { JournalEntry } from '../execution/journal.ts';
import type { FindingId } from '../finding/finding.ts';
import type { Approval, Plan, PlanId, PlanStatus } from '../plan/plan.ts';
import type { AuditRecord, ChainHead, NewRecord } from '../record/record.ts';
import type { Signal, StepEvent } from '../runbook/execution-state.ts';
import type { Scan, ScanId } from '../scan/scan.ts';
import type { Instant } from '../value/instant.ts';
import type { DecisionStore, RunStore } from './decision-store.ts';
import type { DefinitionStore } from './definition-store.ts';
import type { EventStore } from './event-store.ts';
import type { FindingStore } from './finding-store.ts';
import type { IdentityStore } from './identity-store.ts';
import type { MetricsStore } from './metrics-store.ts';
import type { OverviewStore } from './overview-store.ts';
import type { Page, PageRequest } from './page.ts';
import type { ScoreStore } from './score-store.ts';

export interface PlanStore {
  insert(plan: Plan): Promise<void>;
  byId(id: PlanId): Promise<Plan | undefined>;
  setStatus(id: PlanId, status: PlanStatus): Promise<void>;
  /** Newest first. */
  list(
    query: PageRequest & { readonly statuses?: readonly PlanStatus[]; readonly findingId?: FindingId },
  ): Promise<Page<Plan>>;
  /** Plans that nobody started and whose time is over, oldest first. */
  lapsed(at: Instant, limit: number): Promise<readonly Plan[]>;
  addApproval(approval: Approval): Promise<void>;
  approvals(id: PlanId): Promise<readonly Approval[]>;
}

/** Proof that a worker holds an execution. Every write names it; a write with an old epoch throws LeaseLost. */
export interface Lease {
  readonly executionId: ExecutionId;
  readonly epoch: number;
  /** How often the execution had been woken when it was claimed: a wake-up that comes later is not lost. */
  readonly wakes: number;
}

/** An execution as its worker finds it. */
export interface Claimed {
  readonly lease: Lease;
  readonly execution: Execution;
  readonly log: readonly StepEvent[];
  readonly signals: readonly Signal[];
}

/** What a segment writes at once, under its lease. */
export interface ExecutionChange {
  readonly events?: readonly StepEvent[];
  readonly journal?: readonly JournalEntry[];
  readonly patch?: ExecutionPatch;
}

/** Thrown by a write of a worker that was cut off and whose execution another one holds now. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

export type ExecutionPatch = Partial<
  Pick<
    Execution,
    | 'phase'
    | 'status'
    | 'finishedAt'
    | 'before'
    | 'after'
    | 'verifyAttempts'
    | 'verification'
    | 'outcome'
    | 'failureMessage'
    | 'outputs'
    | 'spread'
  >
>;

/** Every given member is an AND; lists are an OR. */
export interface ExecutionQuery extends PageRequest {
  readonly findingId?: FindingId;
  readonly planId?: PlanId;
  readonly ids?: readonly string[];
  readonly kinds?: readonly string[];
  readonly phases?: readonly string[];
  readonly statuses?: readonly string[];
  readonly outcomes?: readonly string[];
  readonly accountIds?: readonly string[];
  readonly documentNamePrefixes?: readonly string[];
  readonly parentIds?: readonly string[];
  readonly startedBefore?: Instant;
  readonly startedAfter?: Instant;
  /** Finished then or later. */
  readonly finishedFrom?: Instant;
  /** Whether what it changed was undone since. */
  readonly undone?: boolean;
  readonly tagKeys?: readonly string[];
  /** Spread over accounts or regions (CrossAccount), or not (Local). */
  readonly crossAccount?: boolean;
}

export interface ExecutionStore {
  /** Together or not at all. Each is due at once unless it says `wakeAt`. */
  insert(executions: readonly Execution[]): Promise<void>;
  byId(id: ExecutionId): Promise<Execution | undefined>;
  byClientToken(token: string): Promise<Execution | undefined>;
  log(id: ExecutionId): Promise<readonly StepEvent[]>;
  journal(id: ExecutionId): Promise<readonly JournalEntry[]>;
  signals(id: ExecutionId): Promise<readonly Signal[]>;
  /** Newest first. */
  list(query: ExecutionQuery): Promise<Page<Execution>>;
  /** In the order in which they were started. */
  children(id: ExecutionId): Promise<readonly Execution[]>;
  /** How they stand, and nothing more of them: a spread asks at the end of each. */
  childStates(
    id: ExecutionId,
  ): Promise<readonly Pick<Execution, 'id' | 'status' | 'failureMessage' | 'cancelRequestedAt'>[]>;
  /** Takes the lease when it is free or lapsed, and raises the epoch. Undefined: another worker holds it, or it is finished. */
  claim(id: ExecutionId, owner: string, leaseMs: number): Promise<Claimed | undefined>;
  /** Keeps the lease. Tells whether a cancel is wanted. */
  renew(lease: Lease, leaseMs: number): Promise<{ readonly cancelRequestedAt?: Instant }>;
  /** Appends to the log and the journal and changes the row, all under the lease. Tells whether a cancel is wanted. */
  write(lease: Lease, change: ExecutionChange): Promise<{ readonly cancelRequestedAt?: Instant }>;
  /** The same for several; the whole fails with LeaseLost when one of them was lost. */
  writeAll(changes: readonly { readonly lease: Lease; readonly change: ExecutionChange }[]): Promise<void>;
  /**
   * Ends the segment: gives the lease back and sets the time of the next wake-up, if any. An execution that was woken
   * since it was claimed is due at once.
   */
  release(lease: Lease, wakeAt?: Instant): Promise<void>;
  /** Wakes it as well. */
  requestCancel(id: ExecutionId, at: Instant): Promise<void>;
  /** The same for all that run in an account, or whose finding is of a control, or everywhere; tells which. */
  requestCancelAll(
    where: { readonly accountId?: string; readonly controlId?: string },
    at: Instant,
  ): Promise<readonly ExecutionId[]>;
  /** Adds to its signals and wakes it. False: it is finished, nothing was added. */
  signal(id: ExecutionId, signal: Signal): Promise<boolean>;
  /** Makes it due at once. Harmless when it is held, finished or unknown. */
  wake(ids: readonly ExecutionId[]): Promise<void>;
  /**
   * A mark of how far the step logs of all that runs have come: another one when any has grown, or when what runs has
   * changed. Of two marks only this can be told: whether they are the same.
   */
  progress(): Promise<string>;
  /**
   * Removes finished executions with their logs, journals and signals, a part at a time; tells how many. Never a
   * parent before its children, nor what a plan that is still open names. Records stay.
   */
  removeFinishedBefore(at: Instant): Promise<number>;
}

/** Automation documents with their versions and attachments. */
export interface DocumentStore {
  /** In a transaction the row is locked until its end. */
  byName(name: string): Promise<StoredDocument | undefined>;
  /** Inserts or replaces what the versions share. */
  save(document: StoredDocument): Promise<void>;
  addVersion(version: DocumentVersion): Promise<void>;
  version(name: string, version: number): Promise<DocumentVersion | undefined>;
  versionNamed(name: string, versionName: string): Promise<DocumentVersion | undefined>;
  /** Newest first, without contents. */
  versions(name: string, page: PageRequest): Promise<Page<Omit<DocumentVersion, 'content'>>>;
  /** By name. */
  list(
    query: PageRequest & {
      readonly namePrefixes?: readonly string[];
      readonly owners?: readonly string[];
      readonly targetTypes?: readonly string[];
      readonly tag?: { readonly key: string; readonly values: readonly string[] };
    },
  ): Promise<Page<StoredDocument>>;
  count(): Promise<number>;
  /** One version, or all of it. Attachments that no version names any more go with it. */
  remove(name: string, version?: number): Promise<void>;
  attachment(sha256: string): Promise<Uint8Array | undefined>;
  putAttachment(sha256: string, content: Uint8Array): Promise<void>;
}

/** Access keys of the AWS-compatible API. */
export interface AccessKeyStore {
  insert(key: AccessKey): Promise<void>;
  byId(accessKeyId: string): Promise<AccessKey | undefined>;
  list(): Promise<readonly AccessKey[]>;
  remove(accessKeyId: string): Promise<void>;
}

/** One change at a time a resource. */
export interface ResourceLockStore {
  /** True when the lock was free or already held by this execution. */
  acquire(arn: string, executionId: ExecutionId, at: Instant): Promise<boolean>;
  release(arn: string, executionId: ExecutionId): Promise<void>;
  holder(arn: string): Promise<ExecutionId | undefined>;
  /** Of those that are held. */
  holders(arns: readonly string[]): Promise<ReadonlyMap<string, ExecutionId>>;
}

/** Every given member is an AND. */
export interface RecordRange {
  readonly from?: Instant;
  readonly to?: Instant;
  readonly after?: number;
  readonly through?: number;
}

/** Every given member is an AND. */
export interface RecordQuery extends PageRequest {
  readonly actions?: readonly string[];
  readonly subjectId?: string;
  /** The exact name. */
  readonly actor?: string;
  /** Both hold inclusively. */
  readonly from?: Instant;
  readonly to?: Instant;
}

export interface RecordStore {
  /** Appends to the end of the chain, in order, in the transaction at hand. */
  append(records: readonly NewRecord[]): Promise<readonly AuditRecord[]>;
  /** Newest first: the last of the chain, or the latest where a time is asked for. */
  list(query: RecordQuery): Promise<Page<AuditRecord>>;
  /** What is kept of the chain, in order. `from` and `to` (instants) and `through` (a seq) hold inclusively, `after` (a seq) does not. */
  all(range?: RecordRange): AsyncIterable<AuditRecord>;
  head(): Promise<ChainHead>;
  /** The latest time that any record names. */
  latestAt(): Promise<Instant | undefined>;
  /** Where what is kept begins: the record before it, which a checkpoint vouches for. Undefined: at the first record. */
  anchor(): Promise<ChainHead | undefined>;
  /** Removes records up to this one, which becomes the anchor. Rejects when it is not in the log. */
  removeThrough(anchor: ChainHead): Promise<number>;
}

/** The scans that were begun last about an account. */
export interface AccountScans {
  readonly accountId: string;
  readonly last: Scan;
  /** The last that finished. */
  readonly finished?: Scan;
}

export interface ScanStore {
  save(scan: Scan): Promise<void>;
  byId(id: ScanId): Promise<Scan | undefined>;
  list(query: PageRequest): Promise<Page<Scan>>;
  /** Accounts that no scan was about are left out. */
  latestOf(accounts: readonly string[]): Promise<readonly AccountScans[]>;
}

export interface Stores {
  readonly findings: FindingStore;
  readonly definitions: DefinitionStore;
  readonly events: EventStore;
  readonly plans: PlanStore;
  readonly executions: ExecutionStore;
  readonly locks: ResourceLockStore;
  readonly records: RecordStore;
  readonly scans: ScanStore;
  readonly scores: ScoreStore;
  readonly documents: DocumentStore;
  readonly accessKeys: AccessKeyStore;
  readonly decisions: DecisionStore;
  readonly runs: RunStore;
  readonly identities: IdentityStore;
  readonly metrics: MetricsStore;
  readonly overview: OverviewStore;
}

/** Outside a transaction each call commits on its own. */
export interface Store extends Stores {
  /** All or nothing. A transaction that lost a race (serialization, deadlock) is tried again as a whole. */
  transaction<T>(work: (stores: Stores) => Promise<T>): Promise<T>;
  /**
   * Starts taking executions that are due. `segment` runs one up to its next wait; it gives the lease back itself. What
   * a dead worker held is taken once its lease has lapsed, at once where its process is known to be gone.
   */
  startWorker(options: {
    readonly concurrency: number;
    readonly owner: string;
    readonly leaseMs: number;
    readonly segment: (claimed: Claimed) => Promise<void>;
  }): Promise<Worker>;
  ping(): Promise<void>;
  close(): Promise<void>;
  /**
   * The same definitions over connections of their own. What is asked for in the middle of transactions, such as the
   * policy, goes this way: were it to wait for a connection that a transaction holds, and that one for it, both would.
   */
  readonly aside: { readonly definitions: Pick<DefinitionStore, 'get' | 'version'> };
}

export interface Worker {
  /** Takes no more jobs and waits for those in hand. */
  stop(): Promise<void>;
}
