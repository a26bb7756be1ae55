import type { Asff } from './asff/asff.ts';

/** open: anyone can reach or read it as it is; guard: the guard against that is off, so one more slip opens it. */
type ExposureLevel = 'open' | 'guard';

const POINTS: Readonly<Record<ExposureLevel, number>> = { open: 200, guard: 120 };

const OPEN: Readonly<Record<string, string>> = {
  'CloudTrail.6': 'the bucket of the trail is public',
  'DMS.1': 'the replication instance is public',
  'DocumentDB.3': 'the snapshot is public',
  'EC2.1': 'the EBS snapshot is public',
  'EC2.9': 'the instance has a public address',
  'EC2.13': 'port 22 is open to the internet',
  'EC2.14': 'port 3389 is open to the internet',
  'EC2.18': 'a port is open to the internet',
  'EC2.19': 'high-risk ports are open to the internet',
  'EC2.53': 'administration ports are open to the internet (IPv4)',
  'EC2.54': 'administration ports are open to the internet (IPv6)',
  'ECS.2': 'tasks of the service get public addresses',
  'ECS.16': 'the task set gives public addresses',
  'EKS.1': 'the endpoint of the cluster is public',
  'EMR.1': 'the primary node has a public address',
  'ES.2': 'the domain is outside of a VPC',
  'KMS.5': 'anyone may use the key',
  'Lambda.1': 'anyone may call the function',
  'MSK.4': 'the brokers are public',
  'Neptune.3': 'the snapshot is public',
  'Opensearch.2': 'the domain is outside of a VPC',
  'RDS.1': 'the snapshot is public',
  'RDS.2': 'the database is public',
  'RDS.46': 'the database is in a public subnet',
  'Redshift.1': 'the cluster is public',
  'Redshift.15': 'the port of the cluster is open to the internet',
  'RedshiftServerless.3': 'the workgroup is public',
  'S3.2': 'anyone may read the bucket',
  'S3.3': 'anyone may write to the bucket',
  'SNS.4': 'anyone may use the topic',
  'SQS.3': 'anyone may use the queue',
  'SSM.4': 'the document is public',
};

const GUARD: Readonly<Record<string, string>> = {
  'AutoScaling.5': 'new instances get public addresses',
  'CloudFront.12': 'anyone may create the bucket that is missing',
  'EC2.2': 'the default security group lets traffic through',
  'EC2.15': 'new instances of the subnet get public addresses',
  'EC2.21': 'the network ACL lets SSH or RDP in from the internet',
  'EC2.25': 'new instances get public addresses',
  'EC2.172': 'internet gateways are not blocked',
  'EC2.182': 'public sharing of snapshots is not blocked',
  'EFS.6': 'the mount target is in a subnet that gives public addresses',
  'EMR.2': 'public access to clusters is not blocked',
  'S3.1': 'public access to buckets of the account is not blocked',
  'S3.8': 'public access to the bucket is not blocked',
  'S3.19': 'public access to the access point is not blocked',
  'S3.24': 'public access to the multi-region access point is not blocked',
  'SageMaker.1': 'the notebook has direct internet access',
  'SSM.7': 'public sharing of documents is not blocked',
};

/**
 * The controls whose fault is that something can be reached from outside, by the Security Hub control reference:
 * id → how far, and what it means of the resource.
 */
export const EXPOSING_CONTROLS: ReadonlyMap<string, ExposingControl> = new Map([
  ...marked('open', OPEN),
  ...marked('guard', GUARD),
]);

interface ExposingControl {
  readonly level: ExposureLevel;
  readonly detail: string;
}

function marked(level: ExposureLevel, table: Readonly<Record<string, string>>): [string, ExposingControl][] {
  return Object.entries(table).map(([id, detail]) => [id, { level, detail }]);
}

interface Exposure {
  readonly points: number;
  readonly detail: string;
}

/** The strongest ground to hold the resource of a finding for exposed or under attack; nothing once it passed. */
export function exposureOf(asff: Asff, controlId: string | undefined): Exposure | undefined {
  if (asff.Compliance?.Status === 'PASSED') return undefined;
  const grounds = [...controlGround(controlId), ...reportGrounds(asff)];
  return grounds.reduce<Exposure | undefined>(
    (strongest, ground) => (strongest && strongest.points >= ground.points ? strongest : ground),
    undefined,
  );
}

function controlGround(controlId: string | undefined): Exposure[] {
  const exposing = controlId === undefined ? undefined : EXPOSING_CONTROLS.get(controlId);
  return exposing ? [{ points: POINTS[exposing.level], detail: exposing.detail }] : [];
}

/** What detections and vulnerability findings say of it: see the type taxonomy of ASFF. */
function reportGrounds(asff: Asff): Exposure[] {
  const types = asff.Types ?? [];
  const roles = new Set(asff.Resources.map((resource) => resource.ResourceRole?.toLowerCase()));
  const grounds: [boolean, number, string][] = [
    [types.some((type) => /^Effects\/Data (?:Exposure|Exfiltration)/.test(type)), 200, 'data is exposed'],
    [types.some((type) => type.includes('/Network Reachability')), 150, 'it can be reached over the network'],
    [(asff.NetworkPath ?? []).length > 0, 150, 'a network path leads to it'],
    [roles.has('actor'), 150, 'it acts in a suspicious way'],
    [(asff.Vulnerabilities ?? []).some((one) => one['ExploitAvailable'] === 'YES'), 150, 'an exploit is known'],
    [roles.has('target'), 100, 'it is the target of suspicious activity'],
  ];
  return grounds.filter(([holds]) => holds).map(([, points, detail]) => ({ points, detail }));
}
