import { startAwsLab } from '@trueup/testing/lab';

/** Starts the AWS stand-in and keeps it until interrupted. Usage: npm run lab [-- PORT] */
const port = Number(process.argv[2] ?? 0);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`npm run lab: ${process.argv[2]} is not a port: expected a whole number from 0 to 65535`);
  process.exit(1);
}
const lab = await startAwsLab({ port });
console.log(`The AWS stand-in is ready. Any access key works; nothing is kept.

export AWS_ENDPOINT_URL=${lab.endpoint} AWS_ACCESS_KEY_ID=lab AWS_SECRET_ACCESS_KEY=lab AWS_REGION=us-east-1`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void lab.stop().then(() => process.exit(0)));
}
