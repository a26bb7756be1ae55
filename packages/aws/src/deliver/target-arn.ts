import { accountId, PARTITIONS, region, type Partition, type Scope } from '@trueup/core';

/** What the ARN of a target says. */
export interface TargetArn {
  readonly arn: string;
  readonly service: string;
  readonly scope: Scope;
  /** What comes after the account, such as `my-queue` or `function:my-function`. */
  readonly resource: string;
}

const TARGET_ARN = /^arn:([a-z-]{1,20}):([a-z]{1,20}):([a-z]{2}(?:-[a-z]{2,20}){1,2}-\d):(\d{12}):([^\s]{1,1011})$/;

/** Undefined: not the ARN of something in one account and region. */
export function parseTargetArn(text: string): TargetArn | undefined {
  const [, partition = '', service = '', place = '', account = '', resource = ''] = TARGET_ARN.exec(text) ?? [];
  if (!isPartition(partition)) return undefined;
  return { arn: text, service, resource, scope: { partition, region: region(place), accountId: accountId(account) } };
}

function isPartition(name: string): name is Partition {
  return PARTITIONS.some((one) => one === name);
}
