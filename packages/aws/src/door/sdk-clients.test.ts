import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { expect, test } from 'vitest';
import type { SdkClientConstructor } from './sdk.ts';
import { sdkClients } from './sdk-clients.ts';

test('every attempt asks for the budget of its operation', async () => {
  const asked: string[][] = [];
  const bucket = { take: () => Promise.resolve(), drain: () => undefined, isFull: () => true };
  const clients = sdkClients({
    budget: {
      bucket: (...of) => {
        asked.push(of);
        return bucket;
      },
    },
    requestHandler: { handle: () => Promise.reject(new Error('not sent')) },
    endpoint: 'http://127.0.0.1:1',
  });
  const client = clients.client({
    service: 'cloudtrail',
    constructor: CloudTrailClient as unknown as SdkClientConstructor,
    account: '111111111111',
    region: 'eu-west-1',
    credentialsKey: 'k',
    credentials: () => Promise.resolve({ accessKeyId: 'a', secretAccessKey: 'b' }),
  });
  const send = client.send(new LookupEventsCommand({}), { sent: { requests: 0 } });
  await expect(send).rejects.toThrow('not sent');
  expect(asked[0]).toEqual(['111111111111', 'eu-west-1', 'cloudtrail', 'LookupEvents']);
  clients.clear();
});
