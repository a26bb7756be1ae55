import type { EventRule, Input } from '@trueup/api-contract';

/** An event rule as it is edited; its targets are changed apart from it. */
export interface RuleDraft {
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  /** JSON text; undefined: no event is waited for. */
  readonly pattern: string | undefined;
  readonly schedule: { readonly expression: string; readonly timeZone: string } | undefined;
}

export const NEW_PATTERN = JSON.stringify(
  {
    source: ['trueup'],
    'detail-type': ['Trueup Finding Opened'],
    detail: { finding: { severity: ['CRITICAL', 'HIGH'] } },
  },
  undefined,
  2,
);
export const NEW_SCHEDULE = { expression: 'cron(0 9 ? * MON-FRI *)', timeZone: 'UTC' };

export function newDraft(pattern?: string): RuleDraft {
  return {
    name: '',
    description: '',
    enabled: true,
    pattern: pattern === undefined ? NEW_PATTERN : indented(pattern),
    schedule: undefined,
  };
}

export function draftOf({ name, description = '', enabled, pattern, schedule }: EventRule): RuleDraft {
  return {
    name,
    description,
    enabled,
    pattern: pattern === undefined ? undefined : indented(pattern),
    schedule: schedule && { expression: schedule.expression, timeZone: schedule.timeZone ?? 'UTC' },
  };
}

/** Lines are for people. A text that JSON.parse would change, such as a long number, stays as it was written. */
function indented(text: string): string {
  try {
    const parsed: unknown = JSON.parse(text);
    return JSON.stringify(parsed) === text ? JSON.stringify(parsed, undefined, 2) : text;
  } catch {
    // Shown as it is: the editor says what is wrong with it.
    return text;
  }
}

export function inputOf({ name, description, enabled, pattern, schedule }: RuleDraft): Input<'putEventRule'> {
  const { expression, timeZone } = schedule ?? { expression: '', timeZone: '' };
  return {
    name: name.trim(),
    enabled,
    ...(description.trim() === '' ? {} : { description: description.trim() }),
    ...(pattern === undefined ? {} : { pattern }),
    ...(schedule === undefined
      ? {}
      : { schedule: { expression: expression.trim(), ...(timeZone === 'UTC' ? {} : { timeZone }) } }),
  };
}

/** Why it cannot be stored yet; undefined where only the server could say. */
export function draftFault({ name, pattern, schedule }: RuleDraft): 'name' | 'trigger' | undefined {
  if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(name.trim())) return 'name';
  return pattern === undefined && schedule === undefined ? 'trigger' : undefined;
}

/** Whether saving it would change the rule. */
export const isSame = (one: RuleDraft, other: RuleDraft): boolean =>
  JSON.stringify(inputOf(one)) === JSON.stringify(inputOf(other));
