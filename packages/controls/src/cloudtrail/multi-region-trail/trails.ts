import type { Json, JsonObject } from '@trueup/core';

/** The multi-Region trails that record in the account's home Region, the organization's among them. */
export function trailsOf(configuration: JsonObject): readonly JsonObject[] {
  return listOf(configuration['Trails']);
}

/**
 * Whether a trail records every management event, reads and writes. One without selectors does (CloudTrail user
 * guide, logging management events). The Config rule takes no trail that leaves out events, such as those of KMS.
 */
export function recordsManagementEvents(trail: JsonObject): boolean {
  if (hidesSelectors(trail)) return false;
  const [basic, advanced] = [listOf(trail['EventSelectors']), listOf(trail['AdvancedEventSelectors'])];
  if (basic.length === 0 && advanced.length === 0) return true;
  return basic.some(takesAllManagementEvents) || advanced.some(namesOnlyManagementEvents);
}

/** A trail of the organization does not show a member account what it records. */
export function hidesSelectors(trail: JsonObject): boolean {
  return trail['EventSelectors'] === null;
}

function takesAllManagementEvents(selector: JsonObject): boolean {
  const excluded = (selector['ExcludeManagementEventSources'] ?? []) as readonly Json[];
  return selector['ReadWriteType'] === 'All' && selector['IncludeManagementEvents'] === true && excluded.length === 0;
}

/** A field besides eventCategory, such as readOnly or eventSource, takes away from what is recorded. */
function namesOnlyManagementEvents(selector: JsonObject): boolean {
  const [field, ...others] = listOf(selector['FieldSelectors']);
  const categories = (field?.['Equals'] ?? []) as readonly Json[];
  return field?.['Field'] === 'eventCategory' && categories.includes('Management') && others.length === 0;
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonObject[]) : [];
}
