import type { FindingCriteria } from '@trueup/core';
import { equalTexts } from './equal-texts.ts';
import { isControlId } from './implied-conditions.ts';

const LISTS = ['controls', 'accounts', 'resourceTypes', 'severities'] as const;
const FIELDS = ['ComplianceSecurityControlId', 'AwsAccountId', 'SeverityLabel'] as const;

/**
 * The same criteria as several, `most` at most, which no finding fulfils twice: where one of several values would do,
 * each asks for one. An index that is sorted by severity is read in its order below one value of these columns alone.
 */
export function singleValues(criteria: FindingCriteria, most: number): readonly FindingCriteria[] {
  let all: readonly FindingCriteria[] = [criteria];
  for (const name of LISTS)
    all = divided(all, valuesOf(criteria[name]), most, (one, value) => ({ ...one, [name]: [value] }));
  const { fields = [] } = criteria.filters ?? {};
  for (const name of FIELDS) {
    const values = valuesOf(equalTexts(fields, name));
    // Other names of controls stand in no index.
    if (name === 'ComplianceSecurityControlId' && !values.every(isControlId)) continue;
    all = divided(all, values, most, (one, value) => withText(one, name, value));
  }
  return all;
}

const valuesOf = (given: readonly string[] | undefined): readonly string[] => [...new Set(given)];

function divided(
  all: readonly FindingCriteria[],
  values: readonly string[],
  most: number,
  divide: (one: FindingCriteria, value: string) => FindingCriteria,
): readonly FindingCriteria[] {
  if (values.length < 2 || all.length * values.length > most) return all;
  return all.flatMap((one) => values.map((value) => divide(one, value)));
}

/** Of the first filter of the field, which is the one that was read. */
function withText(criteria: FindingCriteria, name: string, value: string): FindingCriteria {
  const { filters } = criteria;
  if (!filters) return criteria;
  const at = filters.fields.findIndex(({ field }) => field === name);
  const fields = filters.fields.map((field, index) =>
    index === at && field.kind === 'string' ? { ...field, any: [{ comparison: 'EQUALS' as const, value }] } : field,
  );
  return { ...criteria, filters: { ...filters, fields } };
}
