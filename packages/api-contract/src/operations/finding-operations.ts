import { z } from 'zod';
import { operation } from '../operation.ts';
import { decision } from '../schema/decision.ts';
import { execution } from '../schema/execution.ts';
import { finding, recordState, severity, workflowStatus } from '../schema/finding.ts';
import { id } from '../schema/id.ts';
import { list } from '../schema/list.ts';
import { page, pageRequest } from '../schema/page.ts';
import { plan } from '../schema/plan.ts';
import { accountId, regionName } from '../schema/resource.ts';

/** Every given list is an OR, the members together an AND. */
const findingFilter = {
  controls: list(z.string().min(1)).exactOptional(),
  accounts: list(accountId).exactOptional(),
  regions: list(regionName).exactOptional(),
  severities: list(severity).exactOptional(),
  workflows: list(workflowStatus).exactOptional(),
  recordStates: list(recordState).exactOptional(),
};

export const findingOperations = {
  listFindings: operation({
    method: 'GET',
    path: '/api/v1/findings',
    summary: 'Findings, most severe first',
    input: z.strictObject({ ...findingFilter, ...pageRequest }),
    output: page(finding),
  }),
  getFinding: operation({
    method: 'GET',
    path: '/api/v1/findings/{id}',
    summary: 'One finding with its plans and executions, and what the policy says of it now',
    input: z.strictObject({ id }),
    output: z.object({ finding, plans: list(plan), executions: list(execution), decision }),
  }),
  countFindings: operation({
    method: 'GET',
    path: '/api/v1/finding-counts',
    summary: 'How many findings a group holds, most first',
    input: z.strictObject({
      by: z.enum(['severity', 'controlId', 'accountId', 'region', 'workflow']),
      ...findingFilter,
    }),
    output: z.object({ counts: list(z.object({ key: z.string(), count: z.number().int() })) }),
  }),
  resumeAutomation: operation({
    method: 'POST',
    path: '/api/v1/findings/{findingId}/resume',
    summary: 'Lets automation act again on a resource whose repair was undone',
    input: z.strictObject({ findingId: id }),
    output: finding,
  }),
  remediateAutomatic: operation({
    method: 'POST',
    path: '/api/v1/automatic-remediations',
    summary: 'Starts what the policy lets run by itself among the open findings',
    input: z.strictObject({ scanId: id.exactOptional() }),
    output: z.object({
      started: z.number().int(),
      proposed: z.number().int(),
      left: z.record(z.string(), z.number().int()).readonly(),
    }),
  }),
};
