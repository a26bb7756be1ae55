import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { accountId, region } from '@trueup/core';
import { expect, inject, test } from 'vitest';
import { awsDoor } from './aws-door.ts';

test('an object that is no text comes through unchanged as base64, and as text only where text is asked for', async () => {
  const endpoint = inject('awsLabEndpoint');
  // Of keys that nobody handed out, moto's own account.
  const account = accountId('123456789012');
  const credentials = { accessKeyId: 'lab', secretAccessKey: 'lab' };
  const s3 = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials });
  const content = Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0xff, 0xfe, 0x00, 0x0a]);
  const place = { Bucket: 'streamed-bytes', Key: 'code.zip' };
  await s3.send(new CreateBucketCommand({ Bucket: place.Bucket }));
  await s3.send(new PutObjectCommand({ ...place, Body: content }));

  const door = awsDoor({ endpoint, accountOf: () => ({}) });
  const scope = { accountId: account, region: region('us-east-1'), partition: 'aws' } as const;
  const call = { service: 's3', operation: 'GetObject', parameters: place };
  const answer = await door.open(scope, { mode: 'live' }).call(call, { bytes: true });
  expect(answer).toMatchObject({ kind: 'answered', output: { Body: Buffer.from(content).toString('base64') } });
  const text = await door.open(scope, { mode: 'live' }).call(call);
  expect(text).toMatchObject({ kind: 'answered', output: { Body: expect.stringMatching(/^PK/) as string } });
  door.close();
  s3.destroy();
});
