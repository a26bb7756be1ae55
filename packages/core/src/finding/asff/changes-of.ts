import { isJsonObject, type Json, type JsonObject } from '../../value/json.ts';
import type { FieldChange } from '../automation-rule/automation-rule.ts';
import type { Asff } from './asff.ts';

/** They move whenever a provider says the same again. */
const UNTOLD = new Set(['UpdatedAt', 'ProcessedAt', 'LastObservedAt', 'Note.UpdatedAt']);
/** Of a member that changed in more places than this, only the change of the whole is told. */
const MOST_WITHIN_MEMBER = 20;
const MOST_CHARACTERS = 1_024;

/**
 * What became different, down to single values; other lists than Resources are told as a whole, and long texts are cut.
 * Of a new finding nothing.
 */
export function changesOf(before: Asff | undefined, after: Asff): readonly FieldChange[] {
  if (!before) return [];
  const changes: FieldChange[] = [];
  eachDifference(before as unknown as JsonObject, after as unknown as JsonObject, (name, old, now) => {
    const within: FieldChange[] = [];
    compare(name, old, now, within);
    changes.push(...(within.length > MOST_WITHIN_MEMBER ? [changed(name, old, now)] : within));
  });
  return changes;
}

function compare(field: string, old: Json | undefined, now: Json | undefined, changes: FieldChange[]): void {
  if (UNTOLD.has(field) || changes.length > MOST_WITHIN_MEMBER) return;
  if (field === 'Resources' && Array.isArray(old) && Array.isArray(now) && old.length === now.length) {
    for (const [index, item] of now.entries()) compare(`${field}[${index}]`, old[index] as Json, item as Json, changes);
    return;
  }
  // What is not there has no members, so that a first note is told as Note.Text.
  const [oldMembers, nowMembers] = [old === undefined ? {} : old, now === undefined ? {} : now];
  if (isJsonObject(oldMembers) && isJsonObject(nowMembers)) {
    eachDifference(oldMembers, nowMembers, (name, one, other) => compare(`${field}.${name}`, one, other, changes));
  } else if (JSON.stringify(old) !== JSON.stringify(now)) changes.push(changed(field, old, now));
}

/** The members that are not the same; objects may be equal all the same. */
function eachDifference(
  old: JsonObject,
  now: JsonObject,
  tell: (name: string, old: Json | undefined, now: Json | undefined) => void,
): void {
  for (const name of Object.keys(now)) {
    const before = Object.hasOwn(old, name) ? old[name] : undefined;
    if (before !== now[name]) tell(name, before, now[name]);
  }
  for (const name of Object.keys(old)) {
    if (!Object.hasOwn(now, name) && old[name] !== undefined) tell(name, old[name], undefined);
  }
}

function changed(field: string, old: Json | undefined, now: Json | undefined): FieldChange {
  return {
    field,
    ...(old === undefined ? {} : { from: textOf(old) }),
    ...(now === undefined ? {} : { to: textOf(now) }),
  };
}

function textOf(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS - 1).toWellFormed()}…`;
}
