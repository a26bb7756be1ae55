import type { Cloud } from './cloud.ts';
import { addBucket } from './furnish/bucket.ts';
import { addDatabase } from './furnish/database.ts';
import { addInstance } from './furnish/instance.ts';
import { addKey } from './furnish/key.ts';
import { addRole } from './furnish/role.ts';
import { addSecurityGroup, closeDefaultGroup } from './furnish/security-group.ts';
import { addTrail } from './furnish/trail.ts';

export const ACCOUNTS = [
  { id: '111111111111', name: 'production' },
  { id: '222222222222', name: 'staging' },
  { id: '333333333333', name: 'sandbox' },
] as const;
export const REGIONS = ['us-east-1', 'eu-west-1'] as const;
const HOME: string = REGIONS[0];

/** A fault that was put in on purpose: the control that should find it. Counted, never shown to the scanner. */
export interface Planted {
  readonly controlId: string;
  readonly accountId: string;
  readonly region: string;
  readonly resource: string;
}

export interface Furnished {
  readonly resources: number;
  readonly planted: readonly Planted[];
}

type Plant = (controlId: string, resource: string) => void;

/** Fills a small organization: what most accounts look like, with about a third of it broken. */
export async function furnish(cloudOf: (accountId: string, region: string) => Cloud): Promise<Furnished> {
  const planted: Planted[] = [];
  let resources = 0;
  for (const account of ACCOUNTS) {
    for (const region of REGIONS) {
      const cloud = cloudOf(account.id, region);
      const plant: Plant = (controlId, resource) => {
        planted.push({ controlId, resource, accountId: account.id, region });
      };
      resources += await furnishRegion(cloud, account.name, plant);
      if (region === HOME) resources += await furnishAccount(cloud, account.name, plant);
    }
  }
  return { resources, planted };
}

/** Thirteen resources a region: the account's own settings, groups, instances, buckets, a key and a database. */
async function furnishRegion(cloud: Cloud, account: string, plant: Plant): Promise<number> {
  const away = cloud.region !== HOME;
  const place = `${account}-${cloud.region}`;
  if (account === 'production' || !away) await cloud.call('ec2', 'EnableEbsEncryptionByDefault');
  else plant('EC2.7', cloud.accountId);

  const defaultGroup = await closeDefaultGroup(cloud, { leaveOpen: account === 'sandbox' && away });
  if (account === 'sandbox' && away) plant('EC2.2', defaultGroup);
  await addSecurityGroup(cloud, 'web', [{ port: 443, cidr: '0.0.0.0/0' }]);
  const openSsh = account !== 'production' || away;
  const admin = await addSecurityGroup(cloud, 'admin', [
    { port: 22, cidr: '10.0.0.0/8' },
    ...(openSsh ? [{ port: 22, cidr: '0.0.0.0/0' }] : []),
  ]);
  if (openSsh) plant('EC2.13', admin);

  const untagged = account === 'staging' && !away;
  const worker = await addInstance(cloud, {
    name: `${place}-worker`,
    owner: untagged ? undefined : 'platform',
    publicAddress: false,
  });
  if (untagged) plant('Trueup.Tags.1', worker);
  const jump = account === 'sandbox';
  const front = await addInstance(cloud, { name: `${place}-front`, owner: 'web', publicAddress: jump });
  if (jump) plant('EC2.9', front);

  return 6 + (await furnishData(cloud, account, place, plant));
}

async function furnishData(cloud: Cloud, account: string, place: string, plant: Plant): Promise<number> {
  const away = cloud.region !== HOME;
  await addBucket(cloud, `${place}-artifacts`);
  const logs = `${place}-logs`;
  await addBucket(cloud, logs, { versioned: account !== 'staging' });
  if (account === 'staging') plant('S3.14', logs);
  const uploads = `${place}-uploads`;
  await addBucket(cloud, uploads, {
    blocked: account !== 'sandbox',
    encryption: account === 'production' && away ? 'AES256' : 'aws:kms',
    owner: account === 'staging' && away ? undefined : 'web',
  });
  if (account === 'sandbox') plant('S3.8', uploads);
  if (account === 'production' && away) plant('S3.17', uploads);
  if (account === 'staging' && away) plant('Trueup.Tags.1', uploads);

  const key = await addKey(cloud, { rotated: account !== 'staging' });
  if (account === 'staging') plant('KMS.4', key);
  const shop = `${place}-shop`;
  await addDatabase(cloud, shop, {
    encrypted: !(account === 'sandbox' && !away),
    publicAddress: account === 'staging' && !away,
  });
  if (account === 'sandbox' && !away) plant('RDS.3', shop);
  if (account === 'staging' && !away) plant('RDS.2', shop);
  return 5;
}

/** What an account has once: its password policy, trail and roles. */
async function furnishAccount(cloud: Cloud, account: string, plant: Plant): Promise<number> {
  if (account === 'production') {
    await cloud.call('iam', 'UpdateAccountPasswordPolicy', {
      MinimumPasswordLength: 14,
      RequireUppercaseCharacters: true,
      RequireLowercaseCharacters: true,
      RequireNumbers: true,
      RequireSymbols: true,
    });
  } else {
    await cloud.call('iam', 'UpdateAccountPasswordPolicy', { MinimumPasswordLength: 6 });
    plant('IAM.7', cloud.accountId);
  }
  let resources = 0;
  if (account === 'sandbox') {
    plant('CloudTrail.1', cloud.accountId);
  } else {
    await addBucket(cloud, `${account}-trail`);
    const trail = await addTrail(cloud, 'organization', {
      bucket: `${account}-trail`,
      validated: account === 'production',
    });
    if (account === 'staging') plant('CloudTrail.4', trail);
    resources += 2;
  }
  await addRole(cloud, 'reader', 's3:GetObject');
  const deploy = await addRole(cloud, 'deploy', account === 'staging' ? 's3:*' : 's3:PutObject');
  if (account === 'staging') plant('Trueup.IAM.1', deploy);
  return resources + 2;
}
