import {
  automationExecution,
  automationMetadata,
  automationSteps,
  type SsmStepExecution,
  type Spread,
  type TargetLocation,
} from '@trueup/core';
import { findDocument, type SignalRequest } from '@trueup/engine';
import { automationView } from '../../automation-view.ts';
import { AwsError } from '../aws-error.ts';
import { operation, type AwsCall } from '../aws-operation.ts';
import { executionCriteria } from './execution-filters.ts';
import { listPage, storedPage } from '../page-token.ts';
import { accepted } from './refusal-error.ts';
import { boolean, integer, list, matching, oneOf, string, structure, type Input } from '../shape.ts';
import {
  alarmConfiguration,
  documentArn,
  documentVersion,
  executionId,
  nextToken,
  parameters,
  spreadMembers,
  tags,
} from './shapes.ts';
import { stepFilter } from './step-filters.ts';
import { isVisible, metadataViewOf, visibleExecution } from './view-execution.ts';
import { withWireTimes } from '../wire-time.ts';

/** The operations on executions (automation-documents, 6.2.1 and 6.3). */

const UUID = '[a-fA-F0-9]{8}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{12}';
const MOST_TAGS_AT_START = 5;

const invalid = (message: string): AwsError => new AwsError('InvalidAutomationExecutionParametersException', message);

const start = operation(
  structure(
    {
      DocumentName: documentArn,
      DocumentVersion: documentVersion,
      Parameters: parameters,
      ClientToken: matching(UUID, { min: 36, max: 36 }),
      Mode: oneOf('Auto', 'Interactive'),
      ...spreadMembers,
      Tags: tags,
      AlarmConfiguration: alarmConfiguration,
    },
    ['DocumentName'],
  ),
  async (input, call) => {
    if (input.AlarmConfiguration) throw invalid('AlarmConfiguration is not supported here: no alarm would be watched.');
    if ((input.Tags?.length ?? 0) > MOST_TAGS_AT_START) {
      throw invalid(`An execution is started with ${MOST_TAGS_AT_START} tags at most.`);
    }
    await requireVisible(input, call);
    const outcome = await call.parts.automations.start(
      {
        document: {
          kind: 'stored',
          name: input.DocumentName,
          ...(input.DocumentVersion === undefined ? {} : { version: input.DocumentVersion }),
        },
        scope: call.scope,
        callerAccount: call.scope.accountId,
        parameters: input.Parameters ?? {},
        // Compared without regard to case.
        ...(input.ClientToken === undefined ? {} : { clientToken: input.ClientToken.toLowerCase() }),
        ...(input.Mode === undefined ? {} : { mode: input.Mode }),
        ...(input.Tags === undefined ? {} : { tags: input.Tags }),
        ...spreadOf(input),
      },
      call.actor,
    );
    return { AutomationExecutionId: accepted(outcome, 'automation').execution.id };
  },
);

interface DocumentAsked {
  readonly DocumentName: string;
  readonly DocumentVersion?: string;
}

/**
 * Another account's document, or a version of it, that is not shared is as if it were not there. One that is not stored
 * is the engine's to find.
 */
async function requireVisible(
  { DocumentName: name, DocumentVersion: version }: DocumentAsked,
  { parts, scope }: AwsCall,
): Promise<void> {
  const stored = await findDocument(parts.store, { name });
  if (stored.kind === 'refused') return;
  const wanted = { name, ...(version === undefined ? {} : { version }), viewer: scope.accountId };
  accepted(await findDocument(parts.store, wanted), 'automation');
}

const spreadShape = structure(spreadMembers);
type SpreadInput = Input<typeof spreadShape>;

function spreadOf(input: SpreadInput): Spread {
  if (input.TargetLocationsURL !== undefined)
    throw invalid('TargetLocationsURL is not read here: give TargetLocations.');
  return {
    ...(input.TargetParameterName === undefined ? {} : { targetParameterName: input.TargetParameterName }),
    ...(input.Targets === undefined ? {} : { targets: targetsOf(input.Targets) }),
    ...(input.TargetMaps === undefined ? {} : { targetMaps: input.TargetMaps }),
    ...(input.TargetLocations === undefined ? {} : { targetLocations: input.TargetLocations.map(locationOf) }),
    ...(input.MaxConcurrency === undefined ? {} : { maxConcurrency: input.MaxConcurrency }),
    ...(input.MaxErrors === undefined ? {} : { maxErrors: input.MaxErrors }),
  };
}

function targetsOf(targets: NonNullable<SpreadInput['Targets']>): NonNullable<Spread['targets']> {
  return targets.map(({ Key = '', Values = [] }) => ({ Key, Values }));
}

function locationOf({
  TargetLocationAlarmConfiguration: alarm,
  Accounts = [],
  Regions = [],
  Targets,
  ...rest
}: NonNullable<SpreadInput['TargetLocations']>[number]): TargetLocation {
  if (alarm) throw invalid('TargetLocationAlarmConfiguration is not supported here: no alarm would be watched.');
  return { Accounts, Regions, ...rest, ...(Targets === undefined ? {} : { Targets: targetsOf(Targets) }) };
}

const stop = operation(
  structure({ AutomationExecutionId: executionId, Type: oneOf('Complete', 'Cancel') }, ['AutomationExecutionId']),
  async ({ AutomationExecutionId: id, Type = 'Cancel' }, { parts, actor, scope }) => {
    await visibleExecution(parts.store, id, scope.accountId);
    const outcome = await parts.automations.stop(id, Type, actor);
    // A stop that is not valid now has a name of its own.
    if (outcome.kind === 'refused' && outcome.reason === 'invalid-signal') {
      throw new AwsError('InvalidAutomationStatusUpdateException', outcome.detail);
    }
    accepted(outcome, 'automation');
    return {};
  },
);

const signalInput = structure(
  {
    AutomationExecutionId: executionId,
    SignalType: oneOf('Approve', 'Reject', 'StartStep', 'StopStep', 'Resume', 'Revoke'),
    Payload: parameters,
  },
  ['AutomationExecutionId', 'SignalType'],
);

const signal = operation(signalInput, async (input, { parts, actor, scope }) => {
  const { id } = await visibleExecution(parts.store, input.AutomationExecutionId, scope.accountId);
  accepted(await parts.automations.signal(id, signalOf(input), actor), 'automation');
  return {};
});

function signalOf({ SignalType, Payload = {} }: Input<typeof signalInput>): SignalRequest {
  const member = (name: string): string => {
    const value = Object.hasOwn(Payload, name) ? Payload[name]?.[0] : undefined;
    if (value !== undefined) return value;
    throw new AwsError('InvalidAutomationSignalException', `Signal ${SignalType} needs ${name} in its payload.`);
  };
  switch (SignalType) {
    case 'Approve':
    case 'Reject': {
      const kind = SignalType === 'Approve' ? 'approve' : 'reject';
      return 'Comment' in Payload ? { kind, comment: member('Comment') } : { kind };
    }
    case 'StartStep':
      return { kind: 'start-step', step: member('StepName') };
    case 'Resume':
      return { kind: 'resume', step: member('StepName') };
    case 'StopStep':
      return { kind: 'stop-step', stepExecutionId: member('StepExecutionId') };
    case 'Revoke':
      throw new AwsError('InvalidAutomationSignalException', 'Signal Revoke is for access requests, not for runbooks.');
  }
}

const get = operation(
  structure({ AutomationExecutionId: executionId }, ['AutomationExecutionId']),
  async ({ AutomationExecutionId: id }, { parts, scope }) => {
    const execution = await visibleExecution(parts.store, id, scope.accountId);
    const shape = automationExecution(await automationView(parts.store, execution));
    return {
      AutomationExecution: {
        ...withWireTimes(shape, ['ExecutionStartTime', 'ExecutionEndTime']),
        StepExecutions: shape.StepExecutions.map(wireStep),
      },
    };
  },
);

const wireStep = (step: SsmStepExecution): object => withWireTimes(step, ['ExecutionStartTime', 'ExecutionEndTime']);

const filters = (most: number) =>
  list(
    structure({ Key: string(), Values: list(string({ min: 1, max: 150 }), { min: 1, max: 10 }) }, ['Key', 'Values']),
    {
      min: 1,
      max: most,
    },
  );

const describeExecutions = operation(
  structure({ Filters: filters(10), MaxResults: integer(1, 50), NextToken: nextToken }),
  async (input, { parts: { store }, scope }) => {
    const { query, matches } = executionCriteria(input.Filters ?? []);
    // Children in other accounts show to who asks for them, as in no list of AWS.
    const asked = query.parentIds ?? query.ids;
    const place = asked === undefined ? { accountIds: [scope.accountId] } : {};
    const page = await storedPage('executions', input, (request) =>
      store.executions.list({ ...query, ...place, ...request }),
    );
    const rows = await Promise.all(
      page.items.map(async (execution) => {
        if (!(await isVisible(store, execution, scope.accountId))) return [];
        const shape = automationMetadata(await metadataViewOf(store, execution));
        return matches(execution, shape) ? [withWireTimes(shape, ['ExecutionStartTime', 'ExecutionEndTime'])] : [];
      }),
    );
    return { AutomationExecutionMetadataList: rows.flat(), ...page.members };
  },
);

const describeSteps = operation(
  structure(
    {
      AutomationExecutionId: executionId,
      Filters: filters(6),
      NextToken: nextToken,
      MaxResults: integer(1, 50),
      ReverseOrder: boolean,
    },
    ['AutomationExecutionId'],
  ),
  async (input, { parts: { store }, scope }) => {
    const execution = await visibleExecution(store, input.AutomationExecutionId, scope.accountId);
    const steps = automationSteps(await automationView(store, execution)).filter(stepFilter(input.Filters ?? []));
    const ordered = input.ReverseOrder === true ? steps.toReversed() : steps;
    const page = listPage(`steps-${execution.id}`, input, ordered);
    return { StepExecutions: page.items.map(wireStep), ...page.members };
  },
);

export const automationOperations = {
  StartAutomationExecution: start,
  StopAutomationExecution: stop,
  SendAutomationSignal: signal,
  GetAutomationExecution: get,
  DescribeAutomationExecutions: describeExecutions,
  DescribeAutomationStepExecutions: describeSteps,
};
