import { isJsonObject } from '../value/json.ts';
import type { Asff } from './asff/asff.ts';
import { accountPriority, type PrioritySettings } from './priority-settings.ts';

/** Most that the resource's criticality adds to a priority: 1.5 points for each of ASFF's 100. */
export const CRITICALITY_POINTS = 150;

/** How much the resources of a finding matter, 0 to 100, and what says so. */
interface Criticality {
  readonly value: number;
  readonly detail: string;
}

/** The highest of what the finding, its account and its resources' tags say. */
export function criticalityOf(asff: Asff, settings: PrioritySettings): Criticality {
  const said = [...saidByFinding(asff), ...saidByAccount(asff, settings), ...saidByTags(asff, settings)];
  return (
    said.reduce<Criticality | undefined>(
      (highest, one) => (highest && highest.value >= one.value ? highest : one),
      undefined,
    ) ?? { value: settings.unknownCriticality, detail: 'nothing says how critical the resource is' }
  );
}

function saidByFinding(asff: Asff): Criticality[] {
  const sensitive = asff.Resources.some((resource) => holdsSensitiveData(resource.DataClassification));
  return [
    ...(asff.Criticality === undefined ? [] : [{ value: asff.Criticality, detail: `criticality ${asff.Criticality}` }]),
    ...(sensitive ? [{ value: 100, detail: 'sensitive data was found in the resource' }] : []),
  ];
}

/** As Macie reports it: `Result.SensitiveData` lists what was found. */
function holdsSensitiveData(classification: Asff['Resources'][number]['DataClassification']): boolean {
  const result = classification?.['Result'];
  if (!isJsonObject(result)) return false;
  const found = result['SensitiveData'];
  return Array.isArray(found) && found.length > 0;
}

function saidByAccount(asff: Asff, settings: PrioritySettings): Criticality[] {
  const value = accountPriority(settings, asff.AwsAccountId)?.criticality;
  return value === undefined ? [] : [{ value, detail: `account ${asff.AwsAccountId}` }];
}

function saidByTags(asff: Asff, settings: PrioritySettings): Criticality[] {
  const meanings = meaningsOf(settings.tags);
  const tags = asff.Resources.flatMap((resource) => Object.entries(resource.Tags ?? {}));
  return tags.flatMap(([key, value]) => {
    const criticality = meanings.get(plain(key))?.get(plain(value));
    return criticality === undefined ? [] : [{ value: criticality, detail: `tag ${key}=${value}` }];
  });
}

/** Key → value → criticality, each in its plain form. */
type Meanings = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Findings come by the thousand, and their settings are the same. */
const known = new WeakMap<PrioritySettings['tags'], Meanings>();

function meaningsOf(tags: PrioritySettings['tags']): Meanings {
  const before = known.get(tags);
  if (before) return before;
  const meanings = new Map<string, Map<string, number>>();
  for (const { keys, values, criticality } of tags) {
    for (const key of keys.map(plain)) {
      const ofKey = meanings.get(key) ?? new Map<string, number>();
      meanings.set(key, ofKey);
      for (const value of values.map(plain)) ofKey.set(value, Math.max(criticality, ofKey.get(value) ?? 0));
    }
  }
  known.set(tags, meanings);
  return meanings;
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[-_:\s]/g, '');
}
