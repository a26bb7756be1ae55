import type { Actor, Execution, ExecutionId, JsonObject, Store } from '@trueup/core';
import type { StartAutomation } from '@trueup/engine';
import { freshAccount, labAws, type LabAws } from './lab-aws.ts';
import { labEngine, REQUESTER, type LabEngine } from './lab-engine.ts';

/** Starts documents in tests, over the real engine and store, against the stand-in. */
export interface AutomationLab extends LabEngine {
  readonly aws: LabAws;
  request(text: string, parameters?: JsonObject): StartAutomation;
  begin(text: string, parameters?: JsonObject, rest?: Partial<StartAutomation>): Promise<Execution>;
  /** Runs segments until it ends or waits for someone. */
  settle(id: ExecutionId): Promise<Execution>;
  run(text: string, parameters?: JsonObject, rest?: Partial<StartAutomation>): Promise<Execution>;
  /** Why a start was refused. */
  refusal(text: string, parameters?: JsonObject, rest?: Partial<StartAutomation>): Promise<string>;
  signal(
    id: string,
    given: Parameters<LabEngine['engine']['automations']['signal']>[1],
    name?: string,
  ): ReturnType<LabEngine['engine']['automations']['signal']>;
  stop(id: string, type: 'Cancel' | 'Complete', actor?: Actor): ReturnType<LabEngine['engine']['automations']['stop']>;
}

export function automationLab(
  endpoint: string,
  store: Store,
  options: Partial<Parameters<typeof labEngine>[0]> = {},
): AutomationLab {
  const aws = labAws(endpoint, options.accountId ?? freshAccount());
  const lab = labEngine({ endpoint, store, entries: [], ...options, accountId: aws.accountId });
  const { automations } = lab.engine;
  const request: AutomationLab['request'] = (text, parameters = {}) => ({
    document: { kind: 'text', name: 'Test', text },
    scope: { accountId: aws.accountId, region: aws.region, partition: aws.partition },
    parameters,
  });
  const begin: AutomationLab['begin'] = async (text, parameters, rest) => {
    const started = await automations.start({ ...request(text, parameters), ...rest }, REQUESTER);
    if (started.kind === 'refused') throw new Error(`${started.reason}: ${started.detail}`);
    return started.execution;
  };
  const settle: AutomationLab['settle'] = async (id) => {
    for (let tries = 0; tries < 600; tries += 1) {
      await lab.engine.runSegment(id, `test-${process.pid}`);
      const execution = await store.executions.byId(id);
      if (!execution) throw new Error(`no execution ${id}`);
      if (execution.phase === 'finished' || execution.status === 'Waiting') return execution;
      for (const child of await store.executions.children(id)) await settle(child.id);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`execution ${id} does not settle`);
  };
  return {
    ...lab,
    aws,
    request,
    begin,
    settle,
    run: async (...given) => settle((await begin(...given)).id),
    async refusal(text, parameters, rest) {
      const started = await automations.start({ ...request(text, parameters), ...rest }, REQUESTER);
      return started.kind === 'refused' ? `${started.reason}: ${started.detail}` : 'started';
    },
    signal: (id, given, name = 'alice') => automations.signal(id, given, { kind: 'person', name }),
    stop: (id, type, actor = REQUESTER) => automations.stop(id, type, actor),
  };
}
