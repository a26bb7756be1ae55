import { z } from 'zod';
import { operation } from '../operation.ts';
import { list } from '../schema/list.ts';
import { page, pageRequest } from '../schema/page.ts';
import { auditRecord, chainVerdict, recordAction } from '../schema/record.ts';

export const recordOperations = {
  listRecords: operation({
    method: 'GET',
    path: '/api/v1/records',
    summary: 'The audit log, newest first',
    input: z.strictObject({
      actions: list(recordAction).exactOptional(),
      subjectId: z.string().min(1).max(2048).exactOptional(),
      ...pageRequest,
    }),
    output: page(auditRecord),
  }),
  verifyRecords: operation({
    method: 'GET',
    path: '/api/v1/records/verification',
    summary: 'Reads the whole audit log and says whether any record was edited, removed or moved',
    input: z.strictObject({
      head: z
        .string()
        .regex(/^[0-9a-f]{64}$/, 'expected the 64 hexadecimal digits of a head noted earlier')
        .exactOptional()
        .meta({ description: 'A head noted earlier: the log must still hold it.' }),
    }),
    output: chainVerdict,
  }),
};
