import { z } from 'zod';
import { operation } from '../operation.ts';
import { accessKey } from '../schema/access-key.ts';
import { actorName } from '../schema/actor.ts';
import { list } from '../schema/list.ts';
import { accountId } from '../schema/resource.ts';

const accessKeyId = z.string().regex(/^[A-Z0-9]{16,128}$/, 'expected an access key id: 16 or more capitals and digits');

export const keyOperations = {
  createAccessKey: operation({
    method: 'POST',
    path: '/api/v1/access-keys',
    summary: 'Makes an access key for the AWS-compatible API; its secret is shown this once',
    input: z.strictObject({
      name: actorName.exactOptional().meta({ description: 'Who acts with it. Absent: whoever asks.' }),
      accountId: accountId.exactOptional().meta({ description: 'Where it works. Absent: the default account.' }),
      days: z
        .number()
        .int()
        .min(1)
        .max(365)
        .exactOptional()
        .meta({ description: 'Until it expires; 365 when absent.' }),
    }),
    output: accessKey.extend({ secretAccessKey: z.string() }),
  }),
  listAccessKeys: operation({
    method: 'GET',
    path: '/api/v1/access-keys',
    summary: 'The access keys of the AWS-compatible API, without their secrets',
    input: z.strictObject({}),
    output: z.object({ items: list(accessKey) }),
  }),
  deleteAccessKey: operation({
    method: 'POST',
    path: '/api/v1/access-keys/{accessKeyId}/delete',
    summary: 'Ends an access key: nothing it signs is accepted any more',
    input: z.strictObject({ accessKeyId }),
    output: accessKey,
  }),
};
