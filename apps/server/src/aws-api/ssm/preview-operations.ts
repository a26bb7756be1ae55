import { randomUUID } from 'node:crypto';
import {
  ACTION_DEFINITIONS,
  bindParameters,
  everyStep,
  parseRunbook,
  type AccountId,
  type Instant,
  type RunbookDocument,
} from '@trueup/core';
import { findDocument } from '@trueup/engine';
import { AwsError } from '../aws-error.ts';
import { operation, type AwsCall } from '../aws-operation.ts';
import { matching, structure, type Input } from '../shape.ts';
import { documentName, documentVersion, parameters, spreadMembers } from './shapes.ts';
import { epochSeconds } from '../wire-time.ts';

const UUID = '[a-fA-F0-9]{8}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{12}';
const { TargetParameterName, Targets, TargetMaps, TargetLocations, TargetLocationsURL } = spreadMembers;
const inputsShape = structure({
  Parameters: parameters,
  TargetParameterName,
  Targets,
  TargetMaps,
  TargetLocations,
  TargetLocationsURL,
});
type Inputs = Input<typeof inputsShape>;

/** What a preview came to. */
interface Preview {
  readonly accountId: AccountId;
  readonly endedAt: Instant;
  /** SSM's ExecutionPreview, or why there is none. */
  readonly outcome:
    { readonly kind: 'preview'; readonly preview: object } | { readonly kind: 'failed'; readonly message: string };
}

/** The oldest go when there are more. */
const MOST_KEPT = 500;
const kept = new Map<string, Preview>();

const start = operation(
  structure(
    {
      DocumentName: documentName,
      DocumentVersion: documentVersion,
      ExecutionInputs: structure({ Automation: inputsShape }),
    },
    ['DocumentName'],
  ),
  async (input, call) => {
    const found = await findDocument(call.parts.store, {
      name: input.DocumentName,
      viewer: call.scope.accountId,
      ...(input.DocumentVersion === undefined ? {} : { version: input.DocumentVersion }),
    });
    if (found.kind === 'refused') throw new AwsError('ValidationException', found.detail);
    const parsed = parseRunbook(found.version.content);
    if (parsed.kind === 'invalid') throw new Error(`document ${input.DocumentName} cannot be read`);
    const id = randomUUID();
    const [oldest] = kept.keys();
    if (oldest !== undefined && kept.size >= MOST_KEPT) kept.delete(oldest);
    kept.set(id, {
      accountId: call.scope.accountId,
      endedAt: call.parts.engineParts.clock.now(),
      outcome: outcomeOf(parsed.document, input.ExecutionInputs?.Automation ?? {}, call),
    });
    return { ExecutionPreviewId: id };
  },
);

function outcomeOf(document: RunbookDocument, inputs: Inputs, { scope, parts }: AwsCall): Preview['outcome'] {
  const { Parameters = {}, Targets: targets, TargetMaps: maps, TargetLocations: locations } = inputs;
  // Targets supply parameters of their own, each child's anew.
  if (!targets && !maps) {
    const context = { ...scope, executionId: randomUUID() };
    const bound = bindParameters(document, Parameters, context, parts.engineParts.clock.now());
    if (bound.kind === 'refused') return { kind: 'failed', message: bound.problems.join(' ') };
  }
  const regions = new Set(locations?.flatMap(({ Regions = [] }) => Regions) ?? [scope.region]);
  const accounts = new Set(locations?.flatMap(({ Accounts = [] }) => Accounts) ?? [scope.accountId]);
  const count = maps?.length ?? namedTargets(targets);
  const preview = {
    StepPreviews: stepPreviews(document),
    Regions: [...regions],
    ...(count === undefined ? {} : { TargetPreviews: [{ Count: count }] }),
    TotalAccounts: accounts.size,
  };
  return { kind: 'preview', preview: { Automation: preview } };
}

/** How many targets were named one by one. Undefined: AWS would have to be asked which there are. */
function namedTargets(targets: Inputs['Targets']): number | undefined {
  const named = targets?.every(({ Key }) => Key === 'ParameterValues') ?? false;
  return named ? targets?.reduce((sum, { Values = [] }) => sum + Values.length, 0) : undefined;
}

/** Steps by what they may change; a loop counts as what is in it (automation-documents, 5.6). */
function stepPreviews({ mainSteps }: RunbookDocument): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { action } of everyStep(mainSteps)) {
    if (action === 'aws:loop') continue;
    const { impact } = ACTION_DEFINITIONS[action];
    counts[impact] = (counts[impact] ?? 0) + 1;
  }
  return counts;
}

const get = operation(
  structure({ ExecutionPreviewId: matching(UUID, { min: 36, max: 36 }) }, ['ExecutionPreviewId']),
  ({ ExecutionPreviewId: id }, { scope }) => {
    const preview = kept.get(id);
    if (preview?.accountId !== scope.accountId) {
      throw new AwsError('ResourceNotFoundException', `There is no execution preview with the id ${id}.`);
    }
    const { endedAt, outcome } = preview;
    return Promise.resolve({
      ExecutionPreviewId: id,
      EndedAt: epochSeconds(endedAt),
      ...(outcome.kind === 'preview'
        ? { Status: 'Success', ExecutionPreview: outcome.preview }
        : { Status: 'Failed', StatusMessage: outcome.message }),
    });
  },
);

/** Previews of executions: nothing is run, and nothing is kept beyond this process. */
export const previewOperations = { StartExecutionPreview: start, GetExecutionPreview: get };
