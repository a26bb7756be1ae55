import { z } from 'zod';
import { accountId, PARTITIONS, region } from '../resource/resource.ts';
import { checkedText } from './checked-text.ts';

const MOST_ENTRIES = 1000;
const LONGEST_ARN = 2048;
const ARN_PATTERN = new RegExp(`^arn:(?:${PARTITIONS.join('|')}|\\*):\\S{3,}$`);

const entries = <T extends z.ZodType>(entry: T, description: string) =>
  z.array(entry).min(1).max(MOST_ENTRIES).exactOptional().meta({ description });

export const controlsText = entries(
  z.string().min(1).max(128),
  'Control ids such as S3.8; "*" stands for every control.',
);
export const accountsText = entries(checkedText<string>(accountId), 'Account ids; each stands in `accounts`.');
export const organizationalUnitText = z
  .string()
  .max(1024)
  .regex(/^(?:\/[^/\s][^/]{0,127}){1,20}$/, 'must be a path such as /Prod/Payments');

const tagKey = z.string().min(1).max(128);
const tagValues = z.array(z.string().max(256)).max(100);
export const tagsText = z.record(tagKey, tagValues);

function arnPattern(text: string): string {
  if (text.length > LONGEST_ARN || !ARN_PATTERN.test(text)) {
    throw new Error(`'${text.slice(0, 100)}' is not an ARN or a pattern of ARNs such as arn:aws:s3:::logs-*`);
  }
  return text;
}

/** What may be said of where a line, a window or an exception holds. */
export const scopeMembers = {
  controls: controlsText,
  accounts: accountsText,
  organizationalUnits: entries(
    organizationalUnitText,
    'Paths as `accounts` gives them; /Prod covers /Prod/Payments too.',
  ),
  regions: entries(checkedText<string>(region), 'Regions; each stands in `regions`.'),
  tags: tagsText.exactOptional().meta({
    description: 'Tags that the resource must have, each with one of the values; an empty list: any value.',
  }),
  arns: entries(checkedText(arnPattern), 'ARNs; * stands for any characters and ? for one.'),
  resourceTypes: entries(
    z
      .string()
      .regex(/^[A-Za-z0-9]{1,64}::[A-Za-z0-9]{0,64}::[A-Za-z0-9]{1,64}$/, 'must be a type such as AWS::S3::Bucket'),
    "Types by CloudFormation's names, such as AWS::S3::Bucket.",
  ),
};
