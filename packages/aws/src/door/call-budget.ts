import { setTimeout as delay } from 'node:timers/promises';
import { tokenBucket, type Rate, type Timer, type TokenBucket } from './token-bucket.ts';

/** The request budget of every (account, region, service), and of operations that AWS counts by themselves. */
export interface CallBudget {
  bucket(account: string, region: string, servicePackage: string, operation: string): TokenBucket;
}

/**
 * What the services allow an account in a region, as far as AWS says so, less some room for others.
 * EC2: request token buckets of 100 with a refill of 20. CloudTrail: 10 a second. S3, KMS and SQS: hundreds.
 * Security Hub: 10 a second, bursts of 30. LookupEvents: 2 a second (CloudTrail API reference).
 */
const RATES: Readonly<Record<string, Rate>> = {
  cloudtrail: { perSecond: 8, burst: 10 },
  'cloudtrail:LookupEvents': { perSecond: 2, burst: 2 },
  ec2: { perSecond: 20, burst: 100 },
  kms: { perSecond: 100, burst: 200 },
  s3: { perSecond: 200, burst: 400 },
  securityhub: { perSecond: 8, burst: 25 },
  sqs: { perSecond: 300, burst: 600 },
  sts: { perSecond: 100, burst: 200 },
};
const DEFAULT_RATE: Rate = { perSecond: 20, burst: 60 };
const MOST_BUCKETS = 10_000;

export function callBudget(rateOf = defaultRate, timer: Timer = systemTimer): CallBudget {
  const buckets = new Map<string, TokenBucket>();
  return {
    bucket(account, region, servicePackage, operation) {
      const counted = countedAs(servicePackage, operation);
      const key = `${account}:${region}:${counted}`;
      const known = buckets.get(key);
      if (known !== undefined) return known;
      if (buckets.size >= MOST_BUCKETS) dropFull(buckets);
      const made = tokenBucket(rateOf(counted), timer);
      buckets.set(key, made);
      return made;
    },
  };
}

function countedAs(servicePackage: string, operation: string): string {
  const alone = `${servicePackage}:${operation}`;
  return Object.hasOwn(RATES, alone) ? alone : servicePackage;
}

function defaultRate(counted: string): Rate {
  return RATES[counted] ?? DEFAULT_RATE;
}

/** A full bucket is as good as a new one. */
function dropFull(buckets: Map<string, TokenBucket>): void {
  for (const [key, bucket] of buckets) if (bucket.isFull()) buckets.delete(key);
}

const systemTimer: Timer = {
  now: () => performance.now(),
  sleep: (ms, signal) => delay(ms, undefined, signal === undefined ? {} : { signal }),
};

/** The budget of this process: AWS counts an account's calls, whichever door they leave by. */
export const processBudget: CallBudget = callBudget();
