import type { DocumentGraph, StepExecution } from '@trueup/api-contract';
import { describe, expect, it } from 'vitest';
import { graphSteps } from './graph-steps.ts';

const run = (name: string, status: StepExecution['status'], iteration?: number): StepExecution => ({
  id: name,
  name,
  action: 'aws:sleep',
  status,
  attempts: 1,
  starts: 1,
  ...(iteration === undefined ? {} : { loop: 'each', iteration }),
});
const graph: DocumentGraph = {
  start: 'a',
  steps: [
    {
      name: 'a',
      action: 'aws:branch',
      isEnd: false,
      next: [{ to: 'b', when: 'success', through: 'choice', label: 'x' }],
    },
    { name: 'b', action: 'aws:sleep', isEnd: true, loop: 'each', next: [{ to: 'a', when: 'failure' }] },
  ],
};
const words = {
  detail: (action: string, step: StepExecution | undefined) => `${action} ${step?.status ?? 'none'}`,
  edge: ({ when, label }: DocumentGraph['steps'][number]['next'][number]) =>
    label ?? (when === 'success' ? undefined : when),
};

describe('graphSteps', () => {
  it('joins the graph of the document with the last run of each step', () => {
    expect(graphSteps(graph, [run('b', 'Failed', 1), run('b', 'Success', 2)], words)).toEqual([
      { name: 'a', detail: 'aws:branch none', next: [{ to: 'b', label: 'x' }] },
      { name: 'b', detail: 'aws:sleep Success', next: [{ to: 'a', label: 'failure' }] },
    ]);
  });

  it('puts the steps one after the other where the document cannot be drawn', () => {
    expect(graphSteps(undefined, [run('a', 'Success'), run('b', 'Failed', 1), run('c', 'Pending')], words)).toEqual([
      { name: 'a', detail: 'aws:sleep Success', next: [{ to: 'c' }] },
      { name: 'c', detail: 'aws:sleep Pending', next: [] },
    ]);
  });
});
