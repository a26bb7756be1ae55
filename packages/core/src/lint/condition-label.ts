import { OPERATORS } from '../runbook/condition.ts';
import { textOf } from '../runbook/text-of.ts';
import { isJsonObject, type Json, type JsonObject } from '../value/json.ts';

/** What fits beside an arrow. */
const LONGEST = 200;

/** A condition of an aws:branch on one line, in the words of the document (automation-documents, 4.3). */
export function conditionLabel(condition: JsonObject): string {
  const text = textOfCondition(condition);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function textOfCondition(condition: JsonObject): string {
  const { And, Or, Not, Variable } = condition;
  if (Array.isArray(And)) return joined(And as readonly Json[], 'And');
  if (Array.isArray(Or)) return joined(Or as readonly Json[], 'Or');
  if (isJsonObject(Not)) return `Not (${textOfCondition(Not)})`;
  const operator = OPERATORS.find((known) => condition[known] !== undefined);
  return operator ? `${textOf(Variable ?? '')} ${operator} ${textOf(condition[operator] ?? '')}` : '';
}

function joined(conditions: readonly Json[], word: 'And' | 'Or'): string {
  return conditions
    .map((one) => (isJsonObject(one) ? `(${textOfCondition(one)})` : ''))
    .filter((text) => text !== '')
    .join(` ${word} `);
}
