import { parseRunbook, type AutomationView, type Execution, type RunbookDocument, type Store } from '@trueup/core';

/** An execution with all that its API shapes are made of. */
export async function automationView(
  { executions }: Pick<Store, 'executions'>,
  execution: Execution,
): Promise<AutomationView> {
  const [log, children] = await Promise.all([
    executions.log(execution.id),
    execution.spread ? executions.children(execution.id) : [],
  ]);
  return { execution, document: runbookOf(execution), log, children };
}

/** What an execution runs, parsed. It was valid when the execution began, so a fault is a bug. */
export function runbookOf({ id, document }: Pick<Execution, 'id' | 'document'>): RunbookDocument {
  const parsed = parseRunbook(document);
  if (parsed.kind === 'invalid') throw new Error(`execution ${id} has a document that cannot be read`);
  return parsed.document;
}
