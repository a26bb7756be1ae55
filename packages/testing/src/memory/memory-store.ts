import type {
  AccessKey,
  AccessKeyStore,
  Execution,
  ExecutionQuery,
  NewRecord,
  StepEvent,
  Store,
  Stores,
} from '@trueup/core';
import { memoryDocuments, pageOf } from './memory-documents.ts';

export interface MemoryStore {
  /** Documents, access keys and the reading of executions. All else is absent, and a test that needs it fails. */
  readonly store: Store;
  readonly records: NewRecord[];
  /** Stands in for the engine: what executions are there, and their logs. */
  readonly executions: Map<string, { readonly execution: Execution; readonly log: readonly StepEvent[] }>;
}

/** A store in memory for tests of documents and of the AWS-compatible API. One transaction at a time, never undone. */
export function memoryStore(): MemoryStore {
  const records: NewRecord[] = [];
  const executions: MemoryStore['executions'] = new Map();
  const stores = {
    documents: memoryDocuments(),
    accessKeys: memoryAccessKeys(),
    records: {
      append: (added: readonly NewRecord[]) => {
        records.push(...added);
        return Promise.resolve([]);
      },
    },
    executions: {
      byId: (id: string) => Promise.resolve(executions.get(id)?.execution),
      log: (id: string) => Promise.resolve(executions.get(id)?.log ?? []),
      children: (id: string) =>
        Promise.resolve([...executions.values()].map((one) => one.execution).filter(({ parent }) => parent?.id === id)),
      childStates: (id: string) =>
        Promise.resolve([...executions.values()].map((one) => one.execution).filter(({ parent }) => parent?.id === id)),
      list: (query: ExecutionQuery) =>
        Promise.resolve(
          pageOf(
            [...executions.values()].map((one) => one.execution).filter((execution) => matches(execution, query)),
            query,
          ),
        ),
    },
  } as unknown as Stores;
  const store = { ...stores, transaction: <T>(work: (inside: Stores) => Promise<T>) => work(stores) } as Store;
  return { store, records, executions };
}

function memoryAccessKeys(): AccessKeyStore {
  const keys = new Map<string, AccessKey>();
  return {
    insert: (key) => Promise.resolve(void keys.set(key.accessKeyId, key)),
    byId: (id) => Promise.resolve(keys.get(id)),
    list: () => Promise.resolve([...keys.values()]),
    remove: (id) => Promise.resolve(void keys.delete(id)),
  };
}

function matches(execution: Execution, query: ExecutionQuery): boolean {
  const {
    ids,
    accountIds,
    statuses,
    documentNamePrefixes,
    parentIds,
    startedBefore,
    startedAfter,
    tagKeys,
    crossAccount,
  } = query;
  return (
    (ids?.includes(execution.id) ?? true) &&
    (accountIds?.includes(execution.scope.accountId) ?? true) &&
    (statuses?.includes(execution.status) ?? true) &&
    (documentNamePrefixes?.some((prefix) => execution.documentName.startsWith(prefix)) ?? true) &&
    (parentIds === undefined || parentIds.some((id) => id === execution.parent?.id)) &&
    (startedBefore === undefined || execution.startedAt < startedBefore) &&
    (startedAfter === undefined || execution.startedAt > startedAfter) &&
    (tagKeys === undefined || execution.tags.some(({ Key }) => tagKeys.includes(Key))) &&
    (crossAccount === undefined || crossAccount === (execution.spread?.targetLocations !== undefined))
  );
}
