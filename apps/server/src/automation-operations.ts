import { Problem, type Input, type Trueup } from '@trueup/api-contract';
import { automationExecution, type ExecutionId, type Policy } from '@trueup/core';
import type { ApplicationParts } from './application-parts.ts';
import { automationView } from './automation-view.ts';
import { homeScope } from './home-scope.ts';
import { missing, refusal } from './refusal-problem.ts';

type Automating = Pick<
  Trueup,
  'planAutomation' | 'startAutomation' | 'getAutomationExecution' | 'stopAutomation' | 'signalExecution'
>;

/** Executions of documents that no finding asked for. */
export function automationOperations(parts: ApplicationParts): Automating {
  const { engine, store, actor } = parts;
  return {
    async planAutomation(given) {
      const planned = await engine.automations.plan(await selectionOf(parts, given));
      if (planned.kind === 'refused') throw refusal(planned);
      const { calls, undetermined } = planned;
      return { calls, ...(undetermined === undefined ? {} : { undetermined }) };
    },
    async startAutomation(given) {
      const started = await engine.automations.start({ ...given, ...(await selectionOf(parts, given)) }, actor);
      if (started.kind === 'refused') throw refusal(started);
      return { execution: started.execution, again: started.again };
    },
    async getAutomationExecution({ id }) {
      const execution = await store.executions.byId(id as ExecutionId);
      if (!execution) throw missing('execution', id);
      return automationExecution(await automationView(store, execution));
    },
    async stopAutomation({ id, type }) {
      const stopped = await engine.automations.stop(id, type, actor);
      if (stopped.kind === 'refused') throw refusal(stopped);
      return stopped.execution;
    },
    async signalExecution({ id, signal }) {
      const signalled = await engine.automations.signal(id, signal, actor);
      if (signalled.kind === 'refused') throw refusal(signalled);
      return signalled.execution;
    },
  };
}

async function selectionOf(
  parts: ApplicationParts,
  { document, scope, parameters = {} }: Input<'planAutomation'>,
): Promise<Parameters<ApplicationParts['engine']['automations']['plan']>[0]> {
  const policy = await parts.policy.readIfThere();
  if (policy) knownAccount(policy, scope?.accountId);
  const home = { policy, identity: parts.identity, environment: process.env };
  return { document, parameters, scope: await homeScope(home, scope) };
}

/** An account that the policy does not name cannot be entered: better told now than by the first step. */
function knownAccount({ accounts }: Policy, asked: string | undefined): void {
  if (asked === undefined || accounts.some(({ id }) => id === asked)) return;
  const known = accounts.map(({ id }) => id).join(', ');
  const detail = `account ${asked} is not in the policy: expected one of ${known}`;
  throw new Problem('not-found', detail, { reason: 'unknown-account' });
}
