import { GetBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';

/** The scan's calls made by the bare SDK client in a loop, the same number at a time. */
export async function bareCalls(endpoint: string, calls: number, parallel: number): Promise<number> {
  const client = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  let left = calls;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: parallel }, async () => {
      while (left > 0) {
        left -= 1;
        await client.send(new GetBucketVersioningCommand({ Bucket: `bucket-${String(left).padStart(8, '0')}` }));
      }
    }),
  );
  client.destroy();
  return performance.now() - begun;
}
