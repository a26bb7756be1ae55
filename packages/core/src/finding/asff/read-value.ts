import type { Json } from '../../value/json.ts';
import { timestampInstant } from './timestamp.ts';

/** Where a value is wrong, and why. Written on the way back up, so that good values cost nothing. */
export interface Fault {
  /** Such as `.Resources[0].Type`. */
  path: string;
  /** Goes on from the path: `must be a number`. */
  reason: string;
}

export const REFUSED: unique symbol = Symbol('refused');

/** The value as it is kept, or REFUSED with the reason in `fault`. */
export type ReadValue = (value: unknown, fault: Fault) => Json | typeof REFUSED;

export interface Bounds {
  readonly least?: number;
  readonly most?: number;
}

export function refuse(fault: Fault, reason: string): typeof REFUSED {
  fault.path = '';
  fault.reason = reason;
  return REFUSED;
}

/** On the way up: the fault is below `step`. */
export function below(fault: Fault, step: string): typeof REFUSED {
  fault.path = step + fault.path;
  return REFUSED;
}

/** A text that is not blank; its length is counted in characters, not in halves of surrogate pairs. */
export function readText({ least = 0, most = Infinity }: Bounds): ReadValue {
  return (value, fault) => {
    if (typeof value !== 'string') return refuse(fault, 'must be a text');
    if (isBlank(value)) return refuse(fault, 'must not be blank');
    return isLonger(value, most) || (value.length < 2 * least && characters(value) < least)
      ? refuse(fault, `must have ${span({ least, most })} characters`)
      : value;
  };
}

export const readTimestamp: ReadValue = (value, fault) =>
  (typeof value === 'string' ? timestampInstant(value) : undefined) ??
  refuse(fault, 'must be a timestamp with its zone, such as 2026-01-31T09:30:00.000Z');

export function readEnum(accepted: readonly string[]): ReadValue {
  return (value, fault) =>
    typeof value === 'string' && accepted.includes(value)
      ? value
      : refuse(fault, `must be one of ${accepted.join(', ')}`);
}

export function readInteger(bounds: Bounds): ReadValue {
  const { least = -Infinity, most = Infinity } = bounds;
  return (value, fault) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) return refuse(fault, 'must be a whole number');
    return value < least || value > most ? refuse(fault, `must be a whole number from ${least} to ${most}`) : value;
  };
}

export const readNumber: ReadValue = (value, fault) =>
  typeof value === 'number' && Number.isFinite(value) ? value : refuse(fault, 'must be a number');

export const readBoolean: ReadValue = (value, fault) =>
  typeof value === 'boolean' ? value : refuse(fault, 'must be true or false');

export function readList(item: ReadValue, bounds: Bounds): ReadValue {
  const { least = 0, most = Infinity } = bounds;
  return (value, fault) => {
    if (!Array.isArray(value)) return refuse(fault, 'must be a list');
    if (value.length < least || value.length > most) return refuse(fault, `must have ${span(bounds)} items`);
    const kept: Json[] = [];
    for (let index = 0; index < value.length; index += 1) {
      const one = item(value[index], fault);
      if (one === REFUSED) return below(fault, `[${index}]`);
      kept.push(one);
    }
    return kept;
  };
}

export function isBlank(text: string): boolean {
  const first = text.charCodeAt(0);
  return !(first > 0x20 && first < 0x7f) && !/\S/.test(text);
}

/** Counts only where the quick measure does not decide. */
export function isLonger(text: string, most: number): boolean {
  return text.length > most && (text.length > 2 * most || characters(text) > most);
}

function characters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function span({ least = 0, most = Infinity }: Bounds): string {
  if (most === Infinity) return `at least ${least}`;
  if (least === most) return `${least}`;
  return least === 0 ? `at most ${most}` : `${least} to ${most}`;
}
