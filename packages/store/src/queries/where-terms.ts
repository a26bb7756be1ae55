import type { FieldFilter, FindingCriteria, FindingWhere } from '@trueup/core';

/** Conditions that hold together. */
export type Term = readonly FieldFilter[];

/** Criteria whose `where` is taken apart: the plain ones hold, and of each list of terms one does. */
export interface PlainCriteria {
  readonly plain: FindingCriteria;
  readonly oneOfEach: readonly (readonly Term[])[];
}

/**
 * What must hold in any case joins the plain filters, so that a `where` that says no more than they could is asked as
 * they are.
 */
export function plainCriteria(criteria: FindingCriteria): PlainCriteria {
  const { filters, ...lists } = criteria;
  if (filters?.where === undefined) return { plain: criteria, oneOfEach: [] };
  const { fields, where, now } = filters;
  const alternatives = alternativesOf(where);
  const certain = alternatives.flatMap((terms) => (terms.length === 1 ? terms.flat() : []));
  return {
    plain: { ...lists, filters: { fields: [...fields, ...certain], now } },
    oneOfEach: alternatives.filter((terms) => terms.length > 1),
  };
}

function alternativesOf({ operator, groups }: FindingWhere): readonly (readonly Term[])[] {
  const each = groups.map((group) => (group.operator === 'and' ? [group.filters.flat()] : merged(group.filters)));
  if (operator === 'and') return each;
  return each.length === 0 ? [] : [merged(each.flat())];
}

/** Texts of one field that are wanted alternatively are one list, as they are within a filter. */
function merged(terms: readonly Term[]): readonly Term[] {
  const byPath = new Map<string, Extract<FieldFilter, { readonly kind: 'string' }>>();
  const others: Term[] = [];
  for (const term of terms) {
    const [only, ...more] = term;
    if (only?.kind !== 'string' || more.length > 0 || only.none.length > 0) {
      others.push(term);
      continue;
    }
    const path = only.path.join('.');
    byPath.set(path, { ...only, any: [...(byPath.get(path)?.any ?? []), ...only.any] });
  }
  return [...[...byPath.values()].map((field) => [field]), ...others];
}
