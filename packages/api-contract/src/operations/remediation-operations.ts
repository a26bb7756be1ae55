import { z } from 'zod';
import { operation } from '../operation.ts';
import { list } from '../schema/list.ts';
import { remediationStanding } from '../schema/remediation.ts';

export const remediationOperations = {
  listRemediations: operation({
    method: 'GET',
    path: '/api/v1/remediations',
    summary: 'Each line of the policy by control: its mode, its record, and what that speaks for',
    input: z.strictObject({}),
    output: z.object({ items: list(remediationStanding) }),
  }),
};
