import { isJsonObject, type Json, type JsonObject } from '../value/json.ts';
import { unreachable } from '../value/unreachable.ts';
import { mentionsUnknown } from './mentions-unknown.ts';
import { textOf } from './text-of.ts';

/** Operators of aws:branch (automation-documents, 4.3). */
export const OPERATORS = [
  'StringEquals',
  'EqualsIgnoreCase',
  'StartsWith',
  'EndsWith',
  'Contains',
  'NumericEquals',
  'NumericGreater',
  'NumericLesser',
  'NumericGreaterOrEquals',
  'NumericLesserOrEquals',
  'BooleanEquals',
] as const;
type Operator = (typeof OPERATORS)[number];

/** Whether a condition holds. `unknown`: it hangs on a value that only the change itself will produce. */
export type Verdict =
  { readonly kind: 'true' | 'false' | 'unknown' } | { readonly kind: 'incomparable'; readonly reason: string };

const verdict = (holds: boolean): Verdict => ({ kind: holds ? 'true' : 'false' });

/**
 * Judges a condition whose references are resolved. Where it need not know an unknown value it does not ask for it.
 * `unknowns`: whether KNOWN_AFTER_APPLY is to be taken for an unknown value or, outside of plans, for the text it is.
 */
export function evaluateCondition(condition: JsonObject, unknowns: boolean): Verdict {
  const { And, Or, Not, Variable } = condition;
  if (Array.isArray(And)) return evaluateAll(And as readonly Json[], unknowns, 'false');
  if (Array.isArray(Or)) return evaluateAll(Or as readonly Json[], unknowns, 'true');
  if (isJsonObject(Not)) return opposite(evaluateCondition(Not, unknowns));
  const operator = OPERATORS.find((known) => condition[known] !== undefined);
  if (!operator) return { kind: 'incomparable', reason: 'a condition has no operator' };
  const variable = Variable ?? '';
  const operand = condition[operator] ?? '';
  if (unknowns && (mentionsUnknown(variable) || mentionsUnknown(operand))) return { kind: 'unknown' };
  return compare(operator, variable, operand);
}

/** `decisive` ends the search: a false one of an And, a true one of an Or. */
function evaluateAll(conditions: readonly Json[], unknowns: boolean, decisive: 'true' | 'false'): Verdict {
  let unknown = false;
  for (const condition of conditions) {
    const one = evaluateCondition(isJsonObject(condition) ? condition : {}, unknowns);
    if (one.kind === decisive || one.kind === 'incomparable') return one;
    unknown ||= one.kind === 'unknown';
  }
  return unknown ? { kind: 'unknown' } : verdict(decisive === 'false');
}

function opposite(of: Verdict): Verdict {
  if (of.kind === 'true' || of.kind === 'false') return verdict(of.kind === 'false');
  return of;
}

function compare(operator: Operator, variable: Json, operand: Json): Verdict {
  const text = textOf(variable);
  const other = textOf(operand);
  switch (operator) {
    case 'StringEquals':
      return verdict(text === other);
    case 'EqualsIgnoreCase':
      return verdict(text.toLowerCase() === other.toLowerCase());
    case 'StartsWith':
      return verdict(text.startsWith(other));
    case 'EndsWith':
      return verdict(text.endsWith(other));
    case 'Contains':
      return verdict(Array.isArray(variable) ? variable.map(textOf).includes(other) : text.includes(other));
    case 'BooleanEquals':
      return compareBooleans(text, other);
    case 'NumericEquals':
      return compareNumbers(text, other, (one, two) => one === two);
    case 'NumericGreater':
      return compareNumbers(text, other, (one, two) => one > two);
    case 'NumericLesser':
      return compareNumbers(text, other, (one, two) => one < two);
    case 'NumericGreaterOrEquals':
      return compareNumbers(text, other, (one, two) => one >= two);
    case 'NumericLesserOrEquals':
      return compareNumbers(text, other, (one, two) => one <= two);
    default:
      return unreachable(operator);
  }
}

/** A missing value is not comparable but false (4.3). */
function compareBooleans(text: string, other: string): Verdict {
  if (text === '') return verdict(false);
  for (const one of [text, other]) {
    if (!/^(?:true|false)$/i.test(one)) return { kind: 'incomparable', reason: `"${one}" is not a Boolean` };
  }
  return verdict(text.toLowerCase() === other.toLowerCase());
}

function compareNumbers(text: string, other: string, holds: (one: number, two: number) => boolean): Verdict {
  if (text === '') return verdict(false);
  for (const one of [text, other]) {
    if (!/^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*$/.test(one)) {
      return { kind: 'incomparable', reason: `"${one}" is not a number` };
    }
  }
  return verdict(holds(Number(text), Number(other)));
}
