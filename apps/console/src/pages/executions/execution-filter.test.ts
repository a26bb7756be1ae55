import { describe, expect, it } from 'vitest';
import { executionInput, isFiltered, NO_FILTER, readExecutionFilter, searchOf } from './execution-filter.ts';

describe('the filter of executions', () => {
  it.each([
    ['nothing asks for everything', {}, {}],
    ['one value', { outcome: 'failed' }, { outcomes: ['failed'] }],
    [
      'several lists, several values',
      { status: 'InProgress,Waiting', kind: 'repair,undo', phase: 'running' },
      { statuses: ['InProgress', 'Waiting'], kinds: ['repair', 'undo'], phases: ['running'] },
    ],
    ['what is no value is passed over', { status: 'Success,nonsense', outcome: 'nonsense' }, { statuses: ['Success'] }],
    ['the beginning of a document', { document: ' Fix- ' }, { documentNamePrefixes: ['Fix-'] }],
    [
      'one finding, plan and parent',
      { finding: 'f-1', plan: 'p-1', parent: 'e-1' },
      { findingId: 'f-1', planId: 'p-1', parentId: 'e-1' },
    ],
    [
      'a time that is given, and a whole day',
      { from: '2026-03-01T00:00:00Z', to: '2026-03-08' },
      { from: '2026-03-01T00:00:00.000Z', to: new Date(2026, 2, 8, 23, 59, 59, 999).toISOString() },
    ],
    ['what is no time is passed over', { from: 'yesterday', to: '2026-02-30', finishedFrom: 'lately' }, {}],
    [
      'what became of them, and since when',
      { undone: 'no', finishedFrom: '2026-03-01T00:00:00Z' },
      { undone: false, finishedFrom: '2026-03-01T00:00:00.000Z' },
    ],
    ['those that were undone', { undone: 'yes' }, { undone: true }],
    ['neither is passed over', { undone: 'maybe' }, {}],
    ['empty members ask for nothing', { document: ' ', finding: '', kind: '' }, {}],
  ])('%s', (_name, search, input) => {
    expect(executionInput(readExecutionFilter(search))).toEqual(input);
  });

  it('knows whether anything is narrowed', () => {
    expect(isFiltered(readExecutionFilter({ tab: 'x' }))).toBe(false);
    expect(isFiltered(readExecutionFilter({ phase: 'checking' }))).toBe(true);
    expect(isFiltered(readExecutionFilter({ document: 'Fix' }))).toBe(true);
  });

  it('leaves no empty list in the URL', () => {
    expect(searchOf('kind', ['repair', 'undo'])).toEqual({ kind: 'repair,undo' });
    expect(searchOf('kind', [])).toEqual({ kind: undefined });
  });

  it('is cleared whole', () => {
    const filled = { status: 'Success', outcome: 'failed', kind: 'child', phase: 'running', document: 'a', plan: 'b' };
    const cleared = Object.entries({
      ...filled,
      finding: 'f',
      parent: 'p',
      from: '2026-01-01',
      to: '2026-01-02',
      finishedFrom: '2026-01-01',
      undone: 'yes',
      ...NO_FILTER,
    });
    expect(cleared.filter(([, value]) => value !== undefined)).toEqual([]);
  });
});
