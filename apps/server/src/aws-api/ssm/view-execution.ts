import type { AccountId, AutomationView, Execution, ExecutionId, RunbookDocument, Store } from '@trueup/core';
import { automationView, runbookOf } from '../../automation-view.ts';
import { AwsError } from '../aws-error.ts';

/** An execution that the account may see: one that runs in it, or that something there started. */
export async function visibleExecution(store: Store, id: string, viewer: AccountId): Promise<Execution> {
  const execution = await store.executions.byId(id as ExecutionId);
  if (execution && (await isVisible(store, execution, viewer))) return execution;
  throw new AwsError('AutomationExecutionNotFoundException', `There is no automation execution with the id ${id}.`);
}

export async function isVisible(store: Store, execution: Execution, viewer: AccountId): Promise<boolean> {
  for (
    let one: Execution | undefined = execution;
    one;
    one = one.parent && (await store.executions.byId(one.parent.id))
  ) {
    if (one.scope.accountId === viewer) return true;
  }
  return false;
}

/** For its metadata alone: the log of one that is over says nothing more. */
export async function metadataViewOf(store: Store, execution: Execution): Promise<AutomationView> {
  if (execution.phase !== 'finished') return automationView(store, execution);
  return { execution, document: documentOf(execution), log: [], children: [] };
}

const parsed = new Map<string, RunbookDocument>();
const PARSED_KEPT = 100;

/** Fifty executions of a list are mostly of a few documents. */
function documentOf(execution: Execution): RunbookDocument {
  const known = parsed.get(execution.document);
  if (known) return known;
  const read = runbookOf(execution);
  if (parsed.size >= PARSED_KEPT) parsed.clear();
  parsed.set(execution.document, read);
  return read;
}
