import { describe, expect, test } from 'vitest';
import { checkInput, checkStreamInput } from '../check-input.ts';

const filter = { SeverityLabel: [{ Value: 'LOW', Comparison: 'EQUALS' }] };
const where = (groups: readonly unknown[]) => ({ operator: 'and', groups });
const group = (filters: readonly unknown[]) => ({ operator: 'or', filters });
const times = (count: number, of: unknown): readonly unknown[] => Array.from({ length: count }, () => of);

describe('where', () => {
  test.each([
    ['no group', where([])],
    ['twenty groups of twenty filters', where(times(20, group(times(20, filter))))],
  ])('%s is taken', (_what, given) => {
    expect(checkInput('searchFindings', { where: given })).toEqual({ where: given });
  });

  test.each([
    ['a group too many', where(times(21, group([filter]))), 'where.groups'],
    ['a filter too many', where([group(times(21, filter))]), 'where.groups[0].filters'],
    ['an empty group', where([group([])]), 'where.groups[0].filters'],
    ['a filter that is a list', where([group([[filter]])]), 'where.groups[0].filters[0]'],
    ['another operator', { operator: 'xor', groups: [] }, 'where.operator'],
    ['a group within a group', where([{ operator: 'or', groups: [] }]), 'where.groups[0].filters'],
    ['a member that is not known', { ...where([]), not: true }, 'where'],
  ])('%s is refused with its place', (_what, given, path) => {
    const faults = [expect.objectContaining({ path })];
    for (const name of ['searchFindings', 'countMatching', 'listFindingGroups'] as const) {
      expect(() => checkInput(name, { where: given })).toThrow(
        expect.objectContaining({ code: 'invalid', faults: expect.arrayContaining(faults) }),
      );
    }
    expect(() => checkStreamInput('exportFindings', { format: 'csv', where: JSON.stringify(given) })).toThrow(
      expect.objectContaining({ code: 'invalid', faults: expect.arrayContaining(faults) }),
    );
  });
});

describe('what travels as text', () => {
  test('JSON that is valid is passed on as it is', () => {
    const input = { format: 'csv', filters: JSON.stringify(filter), where: JSON.stringify(where([group([filter])])) };
    expect(checkStreamInput('exportFindings', input)).toEqual(input);
  });

  test.each([
    ['what is no JSON', { filters: '{' }, 'filters', /expected JSON/],
    ['a list', { filters: '[]' }, 'filters', /expected a map/],
    ['more than a request line holds', { filters: JSON.stringify({ Title: 'x'.repeat(6000) }) }, 'filters', /6000/],
  ])('%s is refused', (_what, given, path, message) => {
    const faults = [{ path, message: expect.stringMatching(message) }];
    expect(() => checkStreamInput('exportFindings', { format: 'csv', ...given })).toThrow(
      expect.objectContaining({ code: 'invalid', faults }),
    );
  });
});
