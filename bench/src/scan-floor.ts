import { createRequire } from 'node:module';

/** The scan's calls made by the bare SDK client in a loop, the same number at a time. */
export async function bareCalls(endpoint: string, calls: number, parallel: number): Promise<number> {
  const { S3Client, GetBucketVersioningCommand } = createRequire(import.meta.url)(
    '@aws-sdk/client-s3',
  ) as typeof import('@aws-sdk/client-s3');
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
