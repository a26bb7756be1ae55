import { expect, test } from 'vitest';
import { graphSteps } from './graph-steps.ts';

test('edges between the same two steps are drawn once, and what simply comes next has no words', () => {
  const next = [
    { to: 'b', when: 'success', through: 'choice', label: 'x = 1' },
    { to: 'b', when: 'success', through: 'choice', label: 'x = 2' },
    { to: 'c', when: 'failure' },
    { to: 'd', when: 'success' },
  ] as const;
  const graph = { start: 'a', steps: [{ name: 'a', action: 'aws:branch', isEnd: false, next }] };
  const word = ({ label, when }: { label?: string; when: string }): string | undefined =>
    label ?? (when === 'success' ? undefined : when);
  expect(graphSteps(graph, word)).toEqual([
    {
      name: 'a',
      detail: 'aws:branch',
      next: [{ to: 'b', label: 'x = 1 / x = 2' }, { to: 'c', label: 'failure' }, { to: 'd' }],
    },
  ]);
});
