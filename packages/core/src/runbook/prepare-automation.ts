import type { JsonObject } from '../value/json.ts';
import { invalid, isAbsent, mapOf, mapsOf, notText, type Invalid } from './input-checks.ts';
import type { Spread, Tag, Work } from './command.ts';
import { textOf } from './text-of.ts';

type Automation = Extract<Work, { kind: 'automation' }>;

const LISTS = ['Targets', 'TargetMaps', 'TargetLocations', 'Tags'] as const;
const MOST_TAGS = 5;

/** automation-documents, 4.11. What a spread says is checked where the child's document is at hand. */
export function prepareAutomation(inputs: JsonObject): { readonly kind: 'work'; readonly work: Automation } | Invalid {
  const bad = notText(inputs, ['DocumentName']);
  if (bad) return bad;
  const parameters = mapOf(inputs['RuntimeParameters']);
  if (!parameters) return invalid('Input "RuntimeParameters" is not a map');
  const given = LISTS.filter((key) => !isAbsent(inputs[key]));
  const wrong = given.find((key) => !mapsOf(inputs[key]));
  if (wrong !== undefined) return invalid(`Input "${wrong}" is not a list of maps`);
  const tags = (mapsOf(inputs['Tags']) ?? []).map(({ Key = '', Value = '' }): Tag => ({
    Key: textOf(Key),
    Value: textOf(Value),
  }));
  if (tags.length > MOST_TAGS) return invalid(`Input "Tags" has more than ${MOST_TAGS} tags`);
  const { DocumentVersion } = inputs;
  const spread = spreadOf(inputs);
  const work: Automation = {
    kind: 'automation',
    documentName: textOf(inputs['DocumentName'] ?? ''),
    ...(isAbsent(DocumentVersion) ? {} : { documentVersion: textOf(DocumentVersion) }),
    parameters,
    ...(spread ? { spread } : {}),
    tags,
  };
  return { kind: 'work', work };
}

function spreadOf(inputs: JsonObject): Spread | undefined {
  const lists = {
    targets: mapsOf(inputs['Targets']),
    targetMaps: mapsOf(inputs['TargetMaps']),
    targetLocations: mapsOf(inputs['TargetLocations']),
  };
  const texts = {
    targetParameterName: inputs['TargetParameterName'],
    maxConcurrency: inputs['MaxConcurrency'],
    maxErrors: inputs['MaxErrors'],
  };
  if (Object.values(lists).every((list) => (list?.length ?? 0) === 0)) return undefined;
  return {
    ...Object.fromEntries(Object.entries(lists).filter(([, list]) => (list?.length ?? 0) > 0)),
    ...Object.fromEntries(
      Object.entries(texts).flatMap(([key, value]) => (isAbsent(value) ? [] : [[key, textOf(value)]])),
    ),
  };
}
