import {
  compileFilters,
  compileWhere,
  type AskedWhere,
  type FieldFilter,
  type FindingCriteria,
  type FindingWhere,
  type Instant,
} from '@trueup/core';
import { invalidField } from './settled.ts';

interface Asked {
  readonly overdue?: boolean;
  readonly filters?: unknown;
  readonly where?: AskedWhere;
}

/**
 * What a person asks of findings, with its filters compiled; their relative dates count back from `now`, and what is
 * overdue is so then. A Problem names the place in the input that has a fault.
 */
export function findingCriteria<T extends Asked>(asked: T, now: Instant): Omit<T, keyof Asked> & FindingCriteria {
  const { filters, where, overdue, ...others } = asked;
  const lists = { ...others, ...(overdue === undefined ? {} : { overdue: { is: overdue, now } }) };
  if (filters === undefined && where === undefined) return lists;
  const fields = filters === undefined ? [] : filterFields(filters, 'filters', 'search');
  return { ...lists, filters: { fields, ...(where === undefined ? {} : { where: compiledWhere(where) }), now } };
}

/** Filters of one field each, all of which must hold. */
export function filterFields(
  filters: unknown,
  place: string,
  dialect: Parameters<typeof compileFilters>[1],
): readonly FieldFilter[] {
  const compiled = compileFilters(filters, dialect);
  if (compiled.kind === 'invalid') {
    const field = compiled.field === 'filters' ? place : `${place}.${compiled.field}`;
    throw invalidField(field, compiled.reason);
  }
  return compiled.fields;
}

function compiledWhere(where: AskedWhere): FindingWhere {
  const compiled = compileWhere(where);
  if ('kind' in compiled) throw invalidField(`where.${compiled.field}`, compiled.reason);
  return compiled;
}
