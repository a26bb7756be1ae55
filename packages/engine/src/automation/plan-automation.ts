import type { ExecutionId } from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { documentOf } from '../library.ts';
import { followRunbook } from '../plan/follow-runbook.ts';
import type { AutomationPlanned, PlanAutomation } from './automations.ts';
import { newAutomation } from './new-automation.ts';
import { selectRunbook } from './start-automation.ts';

/** Follows a document without changing anything. Nothing is stored. */
export async function planAutomation(parts: EngineParts, request: PlanAutomation): Promise<AutomationPlanned> {
  const found = await selectRunbook(parts, request.document);
  if (found.kind === 'refused') return found;
  const made = await newAutomation(parts, {
    id: parts.ids.uuid() as ExecutionId,
    kind: 'automation',
    runbook: found.runbook,
    scope: request.scope,
    parameters: request.parameters,
    mode: 'Auto',
    tags: [],
    startedBy: { kind: 'system', name: 'engine' },
  });
  if (made.kind === 'refused') return made;
  const { execution } = made;
  await parts.accounts();
  const followed = await followRunbook(parts, {
    document: documentOf(execution.document),
    parameters: execution.parameters,
    context: { ...execution.scope, executionId: execution.id },
    attachments: execution.attachments ?? [],
    session: {
      mode: 'plan',
      ...(execution.roleArn === undefined ? {} : { roleArn: execution.roleArn }),
      ...(execution.permissions ? { statements: execution.permissions } : {}),
    },
  });
  return { kind: 'planned', ...followed };
}
