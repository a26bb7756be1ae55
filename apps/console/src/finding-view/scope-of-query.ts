import type { Finding } from '@trueup/api-contract';
import type { Search } from '../paths.ts';
import type { FindingField, FindingQuery } from './finding-view.ts';
import { filtersOf } from './finding-filters.ts';

/** The members of an exception's scope, as its form takes them, and the fields of findings that say the same. */
const MEMBERS: Readonly<Partial<Record<FindingField, string>>> = {
  ComplianceSecurityControlId: 'controls',
  AwsAccountId: 'accounts',
  Region: 'regions',
  ResourceType: 'resourceTypes',
  ResourceId: 'arns',
};
/** An exception is about resources, whatever state their findings are in. */
const STATES: readonly FindingField[] = ['WorkflowStatus', 'RecordState', 'ComplianceStatus'];

export type ScopeOfQuery =
  | { readonly kind: 'scope'; readonly search: Search }
  /** Nothing in it narrows an exception: it would cover everything. */
  | { readonly kind: 'everything' }
  /** It narrows by what an exception cannot. Without a field: it joins different fields by or. */
  | { readonly kind: 'inexpressible'; readonly field?: FindingField }
  /** It narrows to what is overdue, and an exception is about resources. */
  | { readonly kind: 'overdue' };

/** What an exception would cover that covers what a filter shows. */
export function scopeOfQuery(query: FindingQuery): ScopeOfQuery {
  if (query.overdue) return { kind: 'overdue' };
  const filters = filtersOf(query);
  if (filters === undefined) return { kind: 'inexpressible' };
  const search: Record<string, string> = {};
  for (const [name, entries] of Object.entries(filters)) {
    const field = name as FindingField;
    if (STATES.includes(field)) continue;
    const member = MEMBERS[field];
    const values = entries.flatMap(({ Value: value, Comparison: comparison }) =>
      value !== undefined && comparison === 'EQUALS' && !value.includes(',') ? [value] : [],
    );
    if (member === undefined || values.length < entries.length) return { kind: 'inexpressible', field };
    search[member] = values.join(',');
  }
  return Object.keys(search).length === 0 ? { kind: 'everything' } : { kind: 'scope', search: { new: '1', ...search } };
}

/** The same of findings that a person has selected: these controls on these resources. */
export function scopeOfFindings(findings: readonly Finding[]): Search {
  const each = (of: (finding: Finding) => string): string => [...new Set(findings.map(of))].join(',');
  return { new: '1', controls: each(({ controlId }) => controlId), arns: each(({ resource }) => resource.arn) };
}
