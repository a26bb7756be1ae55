import type { Execution, ExecutionId } from '../execution/execution.ts';
import type { JournalEntry } from '../execution/journal.ts';
import type { Finding, FindingId } from '../finding/finding.ts';
import type { Approval, Plan, PlanId, PlanStatus } from '../plan/plan.ts';
import type { AuditRecord, ChainHead, NewRecord } from '../record/record.ts';
import type { AccountId, Region } from '../resource/resource.ts';
import type { StepEvent } from '../runbook/execution-state.ts';
import type { Scan, ScanId } from '../scan/scan.ts';
import type { Instant } from '../value/instant.ts';

/** A page in a stable order. `next` is opaque; absent on the last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

export interface PageRequest {
  /** 1 to 1000; 100 when absent. */
  readonly limit?: number;
  readonly cursor?: string;
}

/** Every given list is an OR, the members together an AND. */
export interface FindingQuery extends PageRequest {
  readonly controls?: readonly string[];
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
  readonly severities?: readonly string[];
  readonly workflows?: readonly string[];
  readonly recordStates?: readonly string[];
  readonly resourceArn?: string;
}

/** Ordered by severity (highest first), then last observed (latest first), then id. */
export interface FindingStore {
  byId(id: FindingId): Promise<Finding | undefined>;
  /** In a transaction the rows are locked until its end. Unknown ids are left out. */
  byIds(ids: readonly FindingId[]): Promise<readonly Finding[]>;
  /** Inserts or replaces. */
  save(findings: readonly Finding[]): Promise<void>;
  list(query: FindingQuery): Promise<Page<Finding>>;
  count(query: FindingQuery): Promise<number>;
  /** ACTIVE findings of these controls in this place that the scan did not see. Rows are locked in a transaction. */
  unseen(place: {
    readonly accountId: AccountId;
    readonly region: Region;
    readonly resourceType: string;
    readonly controls: readonly string[];
    readonly scanId: ScanId;
  }): Promise<readonly Finding[]>;
  /** ACTIVE findings a group, most first; `by` names the member. */
  counts(
    by: 'severity' | 'controlId' | 'accountId' | 'region' | 'workflow',
    query: FindingQuery,
  ): Promise<readonly { readonly key: string; readonly count: number }[]>;
}

export interface PlanStore {
  insert(plan: Plan): Promise<void>;
  byId(id: PlanId): Promise<Plan | undefined>;
  setStatus(id: PlanId, status: PlanStatus): Promise<void>;
  /** Newest first. */
  list(
    query: PageRequest & { readonly statuses?: readonly PlanStatus[]; readonly findingId?: FindingId },
  ): Promise<Page<Plan>>;
  addApproval(approval: Approval): Promise<void>;
  approvals(id: PlanId): Promise<readonly Approval[]>;
}

/** Proof that a worker holds an execution. Every write names it; a write with an old epoch throws LeaseLost. */
export interface Lease {
  readonly executionId: ExecutionId;
  readonly epoch: number;
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
  >
>;

export interface ExecutionStore {
  insert(execution: Execution): Promise<void>;
  byId(id: ExecutionId): Promise<Execution | undefined>;
  log(id: ExecutionId): Promise<readonly StepEvent[]>;
  journal(id: ExecutionId): Promise<readonly JournalEntry[]>;
  /** Newest first. */
  list(
    query: PageRequest & {
      readonly findingId?: FindingId;
      readonly planId?: PlanId;
      readonly phases?: readonly string[];
      readonly outcomes?: readonly string[];
    },
  ): Promise<Page<Execution>>;
  children(id: ExecutionId): Promise<readonly Execution[]>;
  /** Takes the lease when it is free or lapsed, and raises the epoch. Undefined: another worker holds it, or it is finished. */
  claim(id: ExecutionId, owner: string, leaseMs: number): Promise<Lease | undefined>;
  renew(lease: Lease, leaseMs: number): Promise<void>;
  /** Appends to the log and the journal and changes the row, all under the lease. Tells whether a cancel is wanted. */
  write(
    lease: Lease,
    change: {
      readonly events?: readonly StepEvent[];
      readonly journal?: readonly JournalEntry[];
      readonly patch?: ExecutionPatch;
    },
  ): Promise<{ readonly cancelRequestedAt?: Instant }>;
  /** Ends the segment: gives the lease back and sets the time of the next wake-up, if any. */
  release(lease: Lease, wakeAt?: Instant): Promise<void>;
  requestCancel(id: ExecutionId, at: Instant): Promise<void>;
}

/** One change at a time a resource. */
export interface ResourceLockStore {
  /** True when the lock was free or already held by this execution. */
  acquire(arn: string, executionId: ExecutionId, at: Instant): Promise<boolean>;
  release(arn: string, executionId: ExecutionId): Promise<void>;
  holder(arn: string): Promise<ExecutionId | undefined>;
}

export interface RecordStore {
  /** Appends to the end of the chain, in order, in the transaction at hand. */
  append(records: readonly NewRecord[]): Promise<readonly AuditRecord[]>;
  /** Newest first. */
  list(
    query: PageRequest & { readonly actions?: readonly string[]; readonly subjectId?: string },
  ): Promise<Page<AuditRecord>>;
  /** The whole chain in order. */
  all(): AsyncIterable<AuditRecord>;
  head(): Promise<ChainHead>;
}

export interface ScanStore {
  save(scan: Scan): Promise<void>;
  byId(id: ScanId): Promise<Scan | undefined>;
  list(query: PageRequest): Promise<Page<Scan>>;
}

/** Wakes executions. One job is one segment; a job for an execution that needs none is harmless. */
export interface SegmentQueue {
  /** In a transaction the job exists only if it commits. */
  enqueue(executionId: ExecutionId, accountId: AccountId, at?: Instant): Promise<void>;
}

export interface Stores {
  readonly findings: FindingStore;
  readonly plans: PlanStore;
  readonly executions: ExecutionStore;
  readonly locks: ResourceLockStore;
  readonly records: RecordStore;
  readonly scans: ScanStore;
  readonly queue: SegmentQueue;
}

/** Outside a transaction each call commits on its own. */
export interface Store extends Stores {
  /** All or nothing. A transaction that lost a race (serialization, deadlock) is tried again as a whole. */
  transaction<T>(work: (stores: Stores) => Promise<T>): Promise<T>;
  /**
   * Starts taking jobs. `segment` runs one execution up to its next wait. Executions that are due and have no job
   * (their worker died) are found by a sweep and queued again.
   */
  startWorker(options: {
    readonly concurrency: number;
    readonly segment: (id: ExecutionId) => Promise<void>;
  }): Promise<Worker>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface Worker {
  /** Takes no more jobs and waits for those in hand. */
  stop(): Promise<void>;
}
