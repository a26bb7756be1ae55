import type { Json } from '../value/json.ts';
import type { Work } from './command.ts';
import { parseSelector, select, type Selection } from './selector.ts';
import { textOf } from './text-of.ts';
import { DESIRED_IN_LIST } from './undocumented.ts';

type Comparison = Extract<Work, { kind: 'assert' | 'poll' }>;

/** Whether the selected property is one of the desired values (automation-documents, 4.2). */
export function isDesired(work: Comparison, result: Json): boolean {
  const values = selectedValues(work, result);
  const desired = (value: Json): boolean => work.desired.some((text) => equals(value, text));
  return values.length > 0 && (DESIRED_IN_LIST === 'every' ? values.every(desired) : values.some(desired));
}

/** The selected property for a message, cut where it is long. */
export function shownProperty(work: Comparison, result: Json): string {
  const selection = selectionOf(work, result);
  if (selection.kind === 'nothing') return 'absent';
  const text = textOf(selection.kind === 'one' ? selection.value : selection.values);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function selectionOf({ selector }: Comparison, result: Json): Selection {
  const parsed = parseSelector(selector);
  if (parsed.kind === 'invalid') throw new Error(`a selector was not refused before: ${parsed.reason}`);
  return select(parsed.selector, result);
}

function selectedValues(work: Comparison, result: Json): readonly Json[] {
  const selection = selectionOf(work, result);
  switch (selection.kind) {
    case 'nothing':
      return [];
    case 'many':
      return selection.values;
    case 'one':
      return Array.isArray(selection.value) ? (selection.value as readonly Json[]) : [selection.value];
  }
}

/** Desired values are text: a Boolean equals its Python spelling in any case, a number its decimal text. */
function equals(value: Json, desired: string): boolean {
  if (typeof value === 'boolean') return desired.toLowerCase() === String(value);
  return value !== null && textOf(value) === desired;
}
