import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Asff } from '../asff/asff.ts';
import { compileFilters } from './compile-filters.ts';
import type { FilterDialect } from './finding-filters.ts';

interface Row {
  readonly id: string;
  readonly finding?: Asff;
  readonly filters: object;
  readonly matches?: boolean;
  readonly error?: string;
  readonly note?: string;
  readonly now?: string;
}

const ROWS = readFileSync(new URL('testing/finding-filter.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Row);
const FINDING = ROWS[0]?.finding as Asff;
const CASES = ROWS.slice(1);

/** CONTAINS is of automation rules only. */
const dialects = (row: Row): readonly FilterDialect[] =>
  JSON.stringify(row.filters).includes('CONTAINS') ? ['automation-rule'] : ['automation-rule', 'get-findings'];

describe('cases of finding filters', () => {
  test('there are as many as were written down', () => {
    expect(CASES).toHaveLength(33);
  });

  test.each(CASES.map((row) => [row.id, row.note ?? '', row] as const))('%s: %s', (_id, _note, row) => {
    for (const dialect of dialects(row)) {
      const filters = compileFilters(row.filters, dialect);
      const outcome = filters.kind === 'filters' ? filters.matches(FINDING, row.now ?? '') : 'InvalidInputException';
      expect(outcome).toBe(row.error ?? row.matches);
    }
  });
});
