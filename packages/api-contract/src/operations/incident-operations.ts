import { z } from 'zod';
import { operation } from '../operation.ts';
import { finding } from '../schema/finding.ts';
import { id } from '../schema/id.ts';
import { incident } from '../schema/incident.ts';

export const incidentOperations = {
  investigateFinding: operation({
    method: 'POST',
    path: '/api/v1/findings/{findingId}/investigation',
    summary: 'Asks CloudTrail who changed the resource of a finding, and keeps the answer with the finding',
    input: z.strictObject({ findingId: id }),
    output: finding,
  }),
  getIncident: operation({
    method: 'GET',
    path: '/api/v1/findings/{findingId}/incident',
    summary: 'A report on a finding: timeline, evidence, outcome and what would keep it from coming back',
    input: z.strictObject({ findingId: id }),
    output: z.object({ incident, markdown: z.string() }),
  }),
  getChangeRequest: operation({
    method: 'GET',
    path: '/api/v1/findings/{findingId}/change-request',
    summary: "A ticket or pull request, in Markdown, for the owners of the resource's code",
    input: z.strictObject({ findingId: id }),
    output: z.object({
      title: z.string(),
      text: z.string(),
      /** Absent: the tags of the resource name none. */
      owner: z.object({ tool: z.enum(['CloudFormation', 'CDK', 'Terraform']), name: z.string() }).exactOptional(),
    }),
  }),
};
