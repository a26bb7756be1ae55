import { z } from 'zod';
import { operation } from '../operation.ts';
import { CHECKPOINT_BODY_BYTES, checkpoint, checkpointSource } from '../schema/checkpoint.ts';
import { instantInput } from '../schema/instant-input.ts';
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
      actor: z.string().min(1).max(2048).exactOptional().meta({ description: 'The exact name of who did it.' }),
      from: instantInput.exactOptional().meta({ description: 'Inclusive; with a time the latest come first.' }),
      to: instantInput.exactOptional().meta({ description: 'Inclusive.' }),
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
  verifyCheckpoints: operation({
    method: 'POST',
    path: '/api/v1/records/checkpoints/verification',
    summary: 'Holds the whole audit log against signed checkpoints: a cut or replaced log shows',
    bodyLimitBytes: CHECKPOINT_BODY_BYTES,
    input: z.strictObject(checkpointSource),
    output: z.object({
      verdict: chainVerdict,
      /** How many were trusted and compared. */
      checkpoints: z.number().int(),
      /** The last of them: no record up to it was cut. */
      latest: checkpoint.exactOptional(),
    }),
  }),
  signCheckpoint: operation({
    method: 'POST',
    path: '/api/v1/records/checkpoints',
    summary: 'Signs where the audit log stands, and writes it where the server keeps checkpoints',
    input: z.strictObject({}),
    output: z.object({
      checkpoint,
      where: z.string().exactOptional(),
      lockedUntil: z.string().exactOptional(),
    }),
  }),
  checkpointKey: operation({
    method: 'GET',
    path: '/api/v1/records/checkpoints/key',
    summary: 'The public key that verifies the checkpoints of this server',
    input: z.strictObject({}),
    output: z.object({ keyId: z.string(), publicKey: z.string() }),
  }),
  removeRecords: operation({
    method: 'POST',
    path: '/api/v1/records/removal',
    summary: 'Removes old records that a checkpoint covers which is kept outside; the rest stays a chain',
    bodyLimitBytes: CHECKPOINT_BODY_BYTES,
    input: z.strictObject({ before: instantInput, ...checkpointSource }),
    output: z.object({
      removed: z.number().int(),
      /** The last record that was removed: the log begins after it. */
      anchor: z.object({ seq: z.number().int(), hash: z.string() }),
      checkpoint,
    }),
  }),
};
