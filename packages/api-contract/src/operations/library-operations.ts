import { z } from 'zod';
import { operation } from '../operation.ts';
import { controlDetail, controlSummary } from '../schema/control.ts';
import { doctorReport } from '../schema/doctor.ts';
import { id } from '../schema/id.ts';
import { list } from '../schema/list.ts';

export const libraryOperations = {
  listControls: operation({
    method: 'GET',
    path: '/api/v1/controls',
    summary: 'The controls of the library',
    input: z.strictObject({}),
    output: z.object({ items: list(controlSummary) }),
  }),
  getControl: operation({
    method: 'GET',
    path: '/api/v1/controls/{id}',
    summary: 'One control with its runbook, undo, permissions and description',
    input: z.strictObject({ id }),
    output: controlDetail,
  }),
  permissions: operation({
    method: 'GET',
    path: '/api/v1/permissions',
    summary: 'The permissions that the member role needs, as IAM policies or as a CloudFormation template',
    input: z.strictObject({
      format: z.enum(['iam', 'cloudformation']),
      controls: list(z.string().min(1)).exactOptional(),
      mode: z.enum(['detect', 'remediate']).exactOptional(),
    }),
    output: z.object({ text: z.string() }),
  }),
  doctor: operation({
    method: 'GET',
    path: '/api/v1/doctor',
    summary: 'Whether policy, store, credentials and member roles are in order',
    input: z.strictObject({}),
    output: doctorReport,
  }),
};
