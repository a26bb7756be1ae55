import {
  accountId,
  arn,
  homeRegion,
  partitionOf,
  region,
  type AccountId,
  type Arn,
  type Region,
} from '../../resource/resource.ts';
import type { ChangedResource } from './service-event.ts';

export interface Place {
  readonly accountId: AccountId;
  readonly region: Region;
}

const ACCOUNT = 'AWS::::Account';
const TRAIL = 'AWS::CloudTrail::Trail';
const ROLE = 'AWS::IAM::Role';

/** What follows the account, or for S3 the service, in the ARN of a resource whose id is all that tells it apart. */
const PREFIXES: Readonly<Record<string, readonly [service: string, prefix: string]>> = {
  'AWS::EC2::Instance': ['ec2', 'instance/'],
  'AWS::EC2::SecurityGroup': ['ec2', 'security-group/'],
  'AWS::KMS::Key': ['kms', 'key/'],
  'AWS::RDS::DBInstance': ['rds', 'db:'],
  [TRAIL]: ['cloudtrail', 'trail/'],
};

/** What an id of any of the types is made of. */
const ID = /^[\x21-\x7e]{1,512}$/;

/** Undefined where the id does not tell the ARN: a role's name leaves its path out. */
export function arnOf(type: string, id: string, place: Place): Arn | undefined {
  if (!ID.test(id)) return undefined;
  const partition = partitionOf(place.region);
  if (type === ACCOUNT) return arn(`arn:${partition}:iam::${place.accountId}:root`);
  if (type === 'AWS::S3::Bucket') return arn(`arn:${partition}:s3:::${id}`);
  const [service, prefix] = (Object.hasOwn(PREFIXES, type) ? PREFIXES[type] : undefined) ?? [];
  return service === undefined
    ? undefined
    : arn(`arn:${partition}:${service}:${place.region}:${place.accountId}:${prefix}${id}`);
}

const ARN = /^arn:(?:aws|aws-us-gov|aws-cn):([a-z0-9-]{1,40}):([a-z0-9-]{0,30}):(?:\d{12})?:(\S{1,1024})$/;

/** The type and id of a resource by its ARN; undefined for a type that is not told apart here. */
export function namedBy(text: string): { readonly type: string; readonly id: string; readonly arn: Arn } | undefined {
  const [, service = '', , resource = ''] = ARN.exec(text) ?? [];
  if (service === 's3')
    return resource.includes('/') ? undefined : { type: 'AWS::S3::Bucket', id: resource, arn: arn(text) };
  if (service === 'iam' && resource.startsWith('role/')) {
    return { type: ROLE, id: resource.slice(resource.lastIndexOf('/') + 1), arn: arn(text) };
  }
  const found = Object.entries(PREFIXES).find(([, [name, prefix]]) => name === service && resource.startsWith(prefix));
  return found && { type: found[0], id: resource.slice(found[1][1].length), arn: arn(text) };
}

/** A resource by its id or its ARN, and what else has to be read when it changes. */
export function changedResource(
  place: Place,
  { type, name, deleted = false }: { readonly type: string; readonly name: string; readonly deleted?: boolean },
): readonly ChangedResource[] {
  const named = name.startsWith('arn:') ? namedBy(name) : undefined;
  if (!ID.test(name) || (name.startsWith('arn:') && named?.type !== type)) return [];
  const at = type === ROLE ? inHomeRegion(place) : place;
  const known = named?.arn ?? arnOf(type, name, at);
  const one = { ...at, type, id: named?.id ?? name, ...(known === undefined ? {} : { arn: known }), deleted };
  // What the account records is the sum of its trails.
  return type === TRAIL ? [one, changedAccount(inHomeRegion(place))] : [one];
}

/** The account itself, in this region. */
export function changedAccount(place: Place): ChangedResource {
  const known = arnOf(ACCOUNT, place.accountId, place);
  return { ...place, type: ACCOUNT, id: place.accountId, ...(known ? { arn: known } : {}), deleted: false };
}

/** An account and a region as texts, where they are such; else the ones given. */
export function placeIn(given: Place, account: string | undefined, name: string | undefined): Place {
  return {
    accountId: account !== undefined && /^\d{12}$/.test(account) ? accountId(account) : given.accountId,
    region: name !== undefined && isRegion(name) ? region(name) : given.region,
  };
}

export function isRegion(name: string): boolean {
  return /^[a-z]{2}(?:-[a-z]{1,20}){1,3}-\d$/.test(name);
}

export function inHomeRegion(place: Place): Place {
  return { accountId: place.accountId, region: homeRegion(partitionOf(place.region)) };
}
