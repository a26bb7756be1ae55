import type { Input, Trueup } from '../operations.ts';
import { Problem } from '../problem.ts';
import type { AccessKey } from '../schema/access-key.ts';
import type { Actor } from '../schema/actor.ts';
import type { AutomationSignal, AutomationStatus } from '../schema/automation.ts';
import type { AutomationExecution, AutomationStepExecution } from '../schema/automation-execution.ts';
import type { Execution } from '../schema/execution.ts';
import { notFound } from './not-found.ts';
import { scriptedDocuments, type Documents } from './scripted-documents.ts';
import { SCRIPTED_AT } from './scripted-things.ts';

export interface Automations {
  readonly executions: Map<string, Execution>;
  /** The steps of the executions that somebody started. */
  readonly steps: Map<string, readonly AutomationStepExecution[]>;
  readonly documents: Documents;
  readonly accessKeys: Map<string, AccessKey>;
}

type Automating = Pick<
  Trueup,
  | 'planAutomation'
  | 'startAutomation'
  | 'getAutomationExecution'
  | 'stopAutomation'
  | 'signalExecution'
  | 'listDocuments'
  | 'getDocument'
  | 'importDocument'
  | 'exportDocument'
  | 'setDefaultDocumentVersion'
  | 'deleteDocument'
  | 'lintDocument'
  | 'createAccessKey'
  | 'listAccessKeys'
  | 'deleteAccessKey'
>;

const ACCOUNT = '222222222222';

/**
 * Documents by script: a step is further at each look, a step called Fail… fails, aws:approve and aws:pause wait for
 * their signal, and in Interactive mode every step waits to be started.
 */
export function scriptedAutomations(world: Automations, actor: Actor): Automating {
  return { ...running(world, actor), ...scriptedDocuments(world.documents, actor), ...keys(world, actor) };
}

type Running = Pick<
  Automating,
  'planAutomation' | 'startAutomation' | 'getAutomationExecution' | 'stopAutomation' | 'signalExecution'
>;

function running(world: Automations, actor: Actor): Running {
  const executionOf = (id: string): Execution => world.executions.get(id) ?? notFound('execution', id);
  return {
    async planAutomation(given) {
      const steps = stepsOf(textOf(world, given.document));
      const calls = steps.map(({ StepName }) => ({
        step: StepName,
        service: 's3',
        operation: 'CreateBucket',
        parameters: { Bucket: given.parameters?.['Name'] ?? '(known after apply)' },
      }));
      return { calls, ...(steps.some(isBranch) ? { undetermined: 'Choose hangs on a value known after apply' } : {}) };
    },
    async startAutomation(given) {
      const again = [...world.executions.values()].find(
        ({ clientToken }) => clientToken !== undefined && clientToken === given.clientToken,
      );
      if (again) return { execution: again, again: true };
      const execution = started(world.executions.size + 1, given, textOf(world, given.document), actor);
      world.executions.set(execution.id, execution);
      world.steps.set(execution.id, stepsOf(execution.document));
      return { execution, again: false };
    },
    getAutomationExecution: async ({ id }) => rendered(lookAt(world, executionOf(id)), world.steps.get(id) ?? []),
    async stopAutomation({ id, type }) {
      unfinished(executionOf(id));
      return ended(world, id, type === 'Cancel' ? 'Cancelled' : 'Success');
    },
    async signalExecution({ id, signal }) {
      unfinished(executionOf(id));
      return signalled(world, id, signal);
    },
  };
}

/** One look further. */
export function lookAt(world: Automations, execution: Execution): Execution {
  const steps = world.steps.get(execution.id) ?? [];
  const current = steps.find(({ StepStatus }) => !isOver(StepStatus));
  if (execution.phase === 'finished') return execution;
  if (!current) return ended(world, execution.id, 'Success');
  switch (current.StepStatus) {
    case 'Pending':
      return execution.mode === 'Interactive'
        ? standing(world, execution.id, 'Waiting')
        : begun(world, execution, current);
    case 'InProgress':
      if (current.StepName.startsWith('Fail')) return stepEnds(world, execution.id, current, 'Failed');
      return stepEnds(world, execution.id, current, 'Success');
    default:
      return execution;
  }
}

function begun(world: Automations, execution: Execution, step: AutomationStepExecution): Execution {
  const waits = step.Action === 'aws:approve' || step.Action === 'aws:pause';
  put(world, execution.id, { ...step, StepStatus: waits ? 'Waiting' : 'InProgress' });
  return standing(world, execution.id, waits ? 'Waiting' : 'InProgress');
}

function stepEnds(
  world: Automations,
  id: string,
  step: AutomationStepExecution,
  status: 'Success' | 'Failed',
): Execution {
  const message = `Step fails when it is executed. ${step.StepName} was told to fail.`;
  put(world, id, { ...step, StepStatus: status, ...(status === 'Failed' ? { FailureMessage: message } : {}) });
  return status === 'Failed' ? ended(world, id, 'Failed', message) : standing(world, id, 'InProgress');
}

function signalled(world: Automations, id: string, signal: AutomationSignal): Execution {
  const steps = world.steps.get(id) ?? [];
  const execution = world.executions.get(id) ?? notFound('execution', id);
  const waiting = (action: string): AutomationStepExecution => {
    const step = steps.find(({ Action, StepStatus }) => Action === action && StepStatus === 'Waiting');
    if (step) return step;
    throw new Problem('conflict', `execution ${id} has no ${action} step that waits`, { reason: 'invalid-signal' });
  };
  switch (signal.kind) {
    case 'approve':
    case 'reject':
      return stepEnds(world, id, waiting('aws:approve'), signal.kind === 'approve' ? 'Success' : 'Failed');
    case 'resume':
      return stepEnds(world, id, waiting('aws:pause'), 'Success');
    case 'start-step':
      return begun(
        world,
        execution,
        steps.find(({ StepName }) => StepName === signal.step) ?? notFound('step', signal.step),
      );
    case 'stop-step': {
      const stopped = steps.find(({ StepExecutionId }) => StepExecutionId === signal.stepExecutionId);
      return stepEnds(world, id, stopped ?? notFound('step', signal.stepExecutionId), 'Failed');
    }
  }
}

function put(world: Automations, id: string, step: AutomationStepExecution): void {
  const steps = world.steps.get(id) ?? [];
  world.steps.set(
    id,
    steps.map((one) => (one.StepExecutionId === step.StepExecutionId ? step : one)),
  );
}

function standing(world: Automations, id: string, status: AutomationStatus): Execution {
  const execution: Execution = { ...(world.executions.get(id) ?? notFound('execution', id)), phase: 'running', status };
  world.executions.set(id, execution);
  return execution;
}

function ended(world: Automations, id: string, status: AutomationStatus, failureMessage?: string): Execution {
  const execution: Execution = {
    ...standing(world, id, status),
    phase: 'finished',
    finishedAt: SCRIPTED_AT,
    ...(failureMessage === undefined ? {} : { failureMessage }),
  };
  world.executions.set(id, execution);
  return execution;
}

function unfinished({ id, phase }: Execution): void {
  if (phase !== 'finished') return;
  throw new Problem('conflict', `execution ${id} is finished`, { reason: 'already-finished' });
}

function textOf({ documents }: Automations, document: Input<'startAutomation'>['document']): string {
  if (document.kind === 'text') return document.text;
  return documents.get(document.name)?.at(-1)?.version.content ?? notFound('document', document.name);
}

function stepsOf(text: string): AutomationStepExecution[] {
  return [...text.matchAll(/name: (\w+)\s+action: (aws:\w+)/g)].map(([, StepName = '', Action = '']) => ({
    StepName,
    Action,
    OnFailure: 'Abort',
    MaxAttempts: 1,
    StepStatus: 'Pending',
    Inputs: Action === 'aws:approve' ? { Approvers: '["bob"]' } : {},
    Outputs: {},
    StepExecutionId: StepName,
    OverriddenParameters: {},
    IsEnd: false,
    IsCritical: false,
    ValidNextSteps: [],
  }));
}

const isOver = (status: string): boolean => status === 'Success' || status === 'Failed';
const isBranch = ({ Action }: AutomationStepExecution): boolean => Action === 'aws:branch';

function started(number: number, given: Input<'startAutomation'>, document: string, by: Actor): Execution {
  const { document: selected, scope, parameters = {}, clientToken } = given;
  return {
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    kind: 'automation',
    scope: { accountId: scope?.accountId ?? ACCOUNT, region: scope?.region ?? 'us-east-1', partition: 'aws' },
    documentName: selected.name,
    documentVersion: '1',
    mode: given.mode ?? 'Auto',
    tags: given.tags ?? [],
    ...(clientToken === undefined ? {} : { clientToken }),
    document,
    parameters,
    phase: 'running',
    status: 'Pending',
    startedBy: by,
    startedAt: SCRIPTED_AT,
    verifyAttempts: 0,
  };
}

function rendered(execution: Execution, steps: readonly AutomationStepExecution[]): AutomationExecution {
  return {
    AutomationExecutionId: execution.id,
    DocumentName: execution.documentName,
    DocumentVersion: execution.documentVersion,
    AutomationExecutionStatus: execution.status,
    ExecutionStartTime: execution.startedAt,
    ExecutedBy: `arn:aws:sts::${ACCOUNT}:assumed-role/Trueup/${execution.startedBy.name}`,
    Outputs: execution.status === 'Success' ? { 'Last.Result': ['done'] } : {},
    Mode: execution.mode,
    ...(execution.failureMessage === undefined ? {} : { FailureMessage: execution.failureMessage }),
    Targets: [],
    ResolvedTargets: { ParameterValues: [], Truncated: false },
    StepExecutions: steps,
    StepExecutionsTruncated: false,
    Parameters: {},
  };
}

function keys(
  world: Automations,
  actor: Actor,
): Pick<Automating, 'createAccessKey' | 'listAccessKeys' | 'deleteAccessKey'> {
  return {
    async createAccessKey({ name = actor.name, accountId = ACCOUNT }) {
      const accessKeyId = `AKTUSCRIPTED${String(world.accessKeys.size + 1).padStart(8, '0')}`;
      const key = { accessKeyId, name, accountId, createdAt: SCRIPTED_AT };
      world.accessKeys.set(accessKeyId, key);
      return { ...key, secretAccessKey: `secret-of-${accessKeyId}` };
    },
    listAccessKeys: async () => ({ items: [...world.accessKeys.values()] }),
    async deleteAccessKey({ accessKeyId }) {
      const key = world.accessKeys.get(accessKeyId) ?? notFound('access key', accessKeyId);
      world.accessKeys.delete(accessKeyId);
      return key;
    },
  };
}
