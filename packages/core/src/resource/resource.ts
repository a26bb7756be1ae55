import type { Brand } from '../value/brand.ts';

/** Twelve digits. */
export type AccountId = Brand<'AccountId'>;
/** Such as `eu-west-1`. */
export type Region = Brand<'Region'>;
export type Arn = Brand<'Arn'>;

export const PARTITIONS = ['aws', 'aws-us-gov', 'aws-cn'] as const;
export type Partition = (typeof PARTITIONS)[number];

/** One cloud resource. `type` is the CloudFormation name, `id` what the service's own API calls it. */
export interface ResourceRef {
  readonly arn: Arn;
  readonly type: string;
  readonly id: string;
  readonly accountId: AccountId;
  readonly region: Region;
  readonly partition: Partition;
}

/** Where reads and executions happen: one account in one region. */
export interface Scope {
  readonly accountId: AccountId;
  readonly region: Region;
  readonly partition: Partition;
}

export function accountId(text: string): AccountId {
  if (!/^\d{12}$/.test(text)) throw new Error(`'${text}' is not an AWS account id: expected 12 digits`);
  return text as AccountId;
}

export function region(text: string): Region {
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(text)) {
    throw new Error(`'${text}' is not an AWS region name: expected the form eu-west-1`);
  }
  return text as Region;
}

export function arn(text: string): Arn {
  if (!/^arn:(aws|aws-us-gov|aws-cn):[a-z0-9-]+:[a-z0-9-]*:\d{0,12}:.+$/.test(text)) {
    throw new Error(`'${text}' is not an ARN of a known partition (${PARTITIONS.join(', ')})`);
  }
  return text as Arn;
}

export function partitionOf(name: Region): Partition {
  if (name.startsWith('us-gov-')) return 'aws-us-gov';
  if (name.startsWith('cn-')) return 'aws-cn';
  return 'aws';
}

/** The region in which an account's global resources (IAM, the list of buckets, the account itself) are judged. */
export function homeRegion(partition: Partition): Region {
  const homes = { aws: 'us-east-1', 'aws-us-gov': 'us-gov-west-1', 'aws-cn': 'cn-north-1' } as const;
  return homes[partition] as Region;
}
