import { z } from 'zod';
import { operation } from '../operation.ts';
import { automationExecution } from '../schema/automation-execution.ts';
import { automationSelection, automationSignal, executionMode, spreadMembers, tag } from '../schema/automation.ts';
import { execution } from '../schema/execution.ts';
import { id } from '../schema/id.ts';
import { list } from '../schema/list.ts';
import { plannedCall } from '../schema/plan.ts';

/** A document and its parameters, 64 KB each, in JSON's longest spelling of them. */
const DOCUMENT_AND_PARAMETERS_BYTES = 1024 * 1024;

export const automationOperations = {
  planAutomation: operation({
    method: 'POST',
    path: '/api/v1/automation-plans',
    summary: 'The writes that a document would make, without making them',
    bodyLimitBytes: DOCUMENT_AND_PARAMETERS_BYTES,
    input: z.strictObject(automationSelection),
    output: z.object({
      calls: list(plannedCall),
      undetermined: z.string().exactOptional().meta({ description: 'Why it could not be followed further.' }),
    }),
  }),
  startAutomation: operation({
    method: 'POST',
    path: '/api/v1/automations',
    summary: 'Starts a document: SSM StartAutomationExecution',
    bodyLimitBytes: DOCUMENT_AND_PARAMETERS_BYTES,
    input: z.strictObject({
      ...automationSelection,
      ...spreadMembers,
      mode: executionMode.exactOptional(),
      clientToken: z.guid('expected a UUID').exactOptional(),
      tags: list(tag).exactOptional(),
    }),
    output: z.object({
      execution,
      again: z.boolean().meta({ description: 'The client token named an execution that was started before.' }),
    }),
  }),
  getAutomationExecution: operation({
    method: 'GET',
    path: '/api/v1/automations/{id}',
    summary: "One execution in the shape of SSM's GetAutomationExecution",
    input: z.strictObject({ id }),
    output: automationExecution,
  }),
  stopAutomation: operation({
    method: 'POST',
    path: '/api/v1/automations/{id}/stop',
    summary: 'Cancels an execution, or completes one that waits: SSM StopAutomationExecution',
    input: z.strictObject({ id, type: z.enum(['Cancel', 'Complete']) }),
    output: execution,
  }),
  signalExecution: operation({
    method: 'POST',
    path: '/api/v1/automations/{id}/signals',
    summary: 'Approves, rejects, resumes, starts or stops a step: SSM SendAutomationSignal',
    input: z.strictObject({ id, signal: automationSignal }),
    output: execution,
  }),
};
