import type { JsonObject } from '../value/json.ts';
import { bindParameters, type BoundParameters, type StoredParameters } from '../runbook/bind-parameters.ts';
import { valueType } from '../runbook/cast-parameter.ts';
import type { Spread } from '../runbook/command.ts';
import type { RunbookDocument } from '../runbook/document.ts';
import type { ExecutionContext } from '../runbook/execution-state.ts';
import type { Instant } from '../value/instant.ts';

/** One target of a spread: what SSM names the step after, and what it gives the child beside the start's parameters. */
export interface Target {
  readonly name: string;
  readonly parameters: JsonObject;
}

export const PARAMETER_VALUES = 'ParameterValues';

/** Targets that a spread names itself. Undefined: AWS has to be asked for them. */
export function expandTargets(document: RunbookDocument, spread: Spread): readonly Target[] | undefined {
  if (spread.targetMaps && spread.targetMaps.length > 0) return distinct(spread.targetMaps.map(targetOfMap));
  const [targets] = spread.targets ?? [];
  if (targets?.Key !== PARAMETER_VALUES) return undefined;
  return targetsOf(document, spread.targetParameterName ?? '', targets.Values);
}

/** Each value for the target parameter. A list parameter gets a list of one (automation-documents, 5.1). */
export function targetsOf(
  document: RunbookDocument,
  parameterName: string,
  values: readonly string[],
): readonly Target[] {
  const type = document.parameters[parameterName]?.type ?? 'String';
  const isList = valueType(type) === 'StringList';
  return distinct(values.map((value) => ({ name: value, parameters: { [parameterName]: isList ? [value] : value } })));
}

function targetOfMap(map: Readonly<Record<string, readonly string[]>>): Target {
  const name = Object.entries(map)
    .map(([parameter, values]) => `${parameter}=${values.join(',')}`)
    .join(' ');
  return { name, parameters: { ...map } };
}

/** Nothing is acted on twice by one spread. */
function distinct(targets: readonly Target[]): readonly Target[] {
  return [...new Map(targets.map((target) => [target.name, target])).values()];
}

export function hasTargets({ targets = [], targetMaps = [] }: Spread): boolean {
  return targets.length > 0 || targetMaps.length > 0;
}

/** Parameters that the targets supply. */
export function suppliedByTargets(spread: Spread): readonly string[] {
  const located = (spread.targetLocations ?? []).some(({ Targets = [] }) => Targets.length > 0);
  const byName = (spread.targets?.length ?? 0) > 0 || located ? [spread.targetParameterName ?? ''] : [];
  return [...byName, ...(spread.targetMaps ?? []).flatMap((map) => Object.keys(map))];
}

/**
 * Binds what all children share: the parameters of the spread's own execution. What the targets supply is left out, for
 * it differs from child to child.
 */
export function bindShared(
  document: RunbookDocument,
  spread: Spread & { readonly supplied: JsonObject },
  context: ExecutionContext,
  now: Instant,
  stored?: StoredParameters,
): BoundParameters {
  const theirs = suppliedByTargets(spread);
  const own = <T>(map: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(map).filter(([name]) => !theirs.includes(name)));
  const ownDocument = { ...document, parameters: own(document.parameters) };
  return bindParameters(ownDocument, own(spread.supplied), context, now, stored);
}
