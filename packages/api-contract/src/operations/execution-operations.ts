import { z } from 'zod';
import { operation } from '../operation.ts';
import { automationStatus } from '../schema/automation.ts';
import { execution, executionKind, journalEntry, outcome, phase, stepExecution } from '../schema/execution.ts';
import { id } from '../schema/id.ts';
import { instantInput } from '../schema/instant-input.ts';
import { list } from '../schema/list.ts';
import { page, pageRequest } from '../schema/page.ts';

export const executionOperations = {
  startExecution: operation({
    method: 'POST',
    path: '/api/v1/executions',
    summary: 'Begins a plan that is ready or approved; the hash names exactly what was looked at',
    input: z.strictObject({ planId: id, hash: z.string().min(1) }),
    output: execution,
  }),
  getExecution: operation({
    method: 'GET',
    path: '/api/v1/executions/{id}',
    summary: 'One execution with its steps, every call it made and the executions it started',
    input: z.strictObject({ id }),
    output: z.object({
      execution,
      steps: list(stepExecution),
      journal: list(journalEntry),
      children: list(execution),
    }),
  }),
  listExecutions: operation({
    method: 'GET',
    path: '/api/v1/executions',
    summary: 'Executions, newest first',
    input: z.strictObject({
      findingId: id.exactOptional(),
      planId: id.exactOptional(),
      parentId: id.exactOptional(),
      kinds: list(executionKind).exactOptional(),
      statuses: list(automationStatus).exactOptional(),
      documentNamePrefixes: list(z.string().min(1)).exactOptional(),
      phases: list(phase).exactOptional(),
      outcomes: list(outcome).exactOptional(),
      from: instantInput.exactOptional().meta({ description: 'Started then or later.' }),
      to: instantInput.exactOptional().meta({ description: 'Started then or before.' }),
      finishedFrom: instantInput.exactOptional().meta({ description: 'Finished then or later.' }),
      undone: z.boolean().exactOptional().meta({ description: 'Whether what it changed was undone since.' }),
      ...pageRequest,
    }),
    output: page(execution),
  }),
  cancelExecution: operation({
    method: 'POST',
    path: '/api/v1/executions/{id}/cancel',
    summary: 'Asks an execution to stop before its next step',
    input: z.strictObject({ id }),
    output: execution,
  }),
};
