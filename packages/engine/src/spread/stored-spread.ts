import type {
  Digest,
  Door,
  Execution,
  ExecutionPatch,
  ExecutionSpread,
  Instant,
  JournalEntry,
  JsonObject,
  Lease,
  NewRecord,
  RunbookDocument,
  Scope,
  Signal,
  Store,
} from '@trueup/core';
import { documentOf } from '../library.ts';
import type { ChildStored } from './child-execution.ts';
import type { SpreadSources } from './resolve-spread.ts';
import { RESOLVING } from './resolve-targets.ts';
import type { SpreadEnd, SpreadParts } from './spread-parts.ts';

/** A segment of an execution that is spread, as its worker holds it. */
export interface SpreadSegment {
  readonly store: Store;
  readonly door: Door;
  readonly digest: Digest;
  readonly now: () => Instant;
  /** Those that may be entered. */
  readonly accounts: readonly string[];
  /** What a document's defaults name of Parameter Store in a place, where the caller supplies no value. */
  readonly stored: (
    document: RunbookDocument,
    place: { readonly scope: Scope; readonly roleArn?: string; readonly parameters: JsonObject },
  ) => Promise<ChildStored>;
  readonly lease: Lease;
  readonly execution: Execution & { readonly spread: ExecutionSpread };
  readonly signals: readonly Signal[];
  readonly journal: (entry: JournalEntry) => void;
  /** Writes the row, with the calls journalled so far. */
  readonly write: (patch: ExecutionPatch) => Promise<void>;
  readonly finish: (end: SpreadEnd) => Promise<unknown>;
}

/** A spread whose children are rows of the store, and whose targets AWS knows. */
export function storedSpread(segment: SpreadSegment): SpreadParts {
  const { store, execution, lease, now } = segment;
  const halt = haltOf(segment);
  return {
    execution,
    document: documentOf(execution.document),
    digest: segment.digest,
    now,
    ...(halt === undefined ? {} : { halt }),
    sources: sourcesOf(segment),
    children: () => store.executions.childStates(execution.id),
    outputs: () => store.executions.children(execution.id),
    keep: (spread) => segment.write({ spread, status: 'InProgress' }),
    start: (children) =>
      store.transaction(async (stores) => {
        // Held to the lease: a worker that was cut off starts nothing beside the one that goes on.
        await stores.executions.write(lease, { patch: { status: 'InProgress' } });
        await stores.executions.insert(children);
        await stores.records.append(children.flatMap(startRecords));
      }),
    cancel: (children) =>
      store.transaction(async (stores) => {
        await stores.executions.write(lease, { patch: { status: 'Cancelling' } });
        for (const { id } of children) await stores.executions.requestCancel(id, now());
      }),
    finish: async (end) => {
      await segment.finish(end);
    },
  };
}

function haltOf({ execution, signals }: SpreadSegment): SpreadParts['halt'] {
  if (execution.cancelRequestedAt !== undefined) return 'cancel';
  return signals.some(({ kind }) => kind === 'complete') ? 'complete' : undefined;
}

function sourcesOf(segment: SpreadSegment): SpreadSources {
  const { scope, roleArn, document } = segment.execution;
  const read = new Map<string, Promise<ChildStored>>();
  return {
    // A runbook's permissions are for its steps: finding the targets takes others.
    session: segment.door.open(scope, {
      mode: 'live',
      statements: RESOLVING,
      journal: segment.journal,
      ...(roleArn === undefined ? {} : { roleArn }),
    }),
    accounts: segment.accounts,
    stored: (place, supplied) => {
      const key = JSON.stringify([place.scope, place.roleArn, Object.keys(supplied)]);
      const known = read.get(key) ?? segment.stored(documentOf(document), { ...place, parameters: supplied });
      read.set(key, known);
      return known;
    },
  };
}

const ENGINE = { kind: 'system', name: 'engine' } as const;

/** A child that could not begin has its start and its end recorded at once. */
function startRecords(child: Execution): NewRecord[] {
  const at: Instant = child.startedAt;
  const subject = { kind: 'execution', id: child.id } as const;
  const detail = {
    documentName: child.documentName,
    documentVersion: child.documentVersion,
    accountId: child.scope.accountId,
    region: child.scope.region,
    parent: child.parent?.id,
    target: child.target,
  };
  const started: NewRecord = {
    at,
    actor: child.startedBy,
    action: 'execution.started',
    subject,
    detail: { ...detail, mode: child.mode, ...(child.roleArn === undefined ? {} : { roleArn: child.roleArn }) },
  };
  if (child.phase !== 'finished') return [started];
  const { status, failureMessage } = child;
  return [
    started,
    { at, actor: ENGINE, action: 'execution.finished', subject, detail: { ...detail, status, failureMessage } },
  ];
}
