import type { JsonObject } from '../../value/json.ts';
import { numberIn, objectIn, objectsIn, present, textIn } from '../ocsf/members.ts';
import { cutText } from '../ocsf/cut-text.ts';
import { findingStart } from './finding-start.ts';
import { inspectorInstant } from './inspector-instant.ts';
import { inspectorResources } from './inspector-resources.ts';
import { inspectorVulnerabilities } from './inspector-vulnerabilities.ts';
import { placeIn } from './resource-names.ts';
import { unreadable, type Envelope, type ServiceEvent } from './service-event.ts';

/** Inspector's finding as its integration with Security Hub makes it. Source: Inspector guide, Security Hub integration. */
export function inspectorFinding(detail: JsonObject, envelope: Envelope): ServiceEvent {
  const id = textIn(detail, 'findingArn');
  const createdAt = inspectorInstant(detail['firstObservedAt']);
  const updatedAt = inspectorInstant(detail['updatedAt']) ?? inspectorInstant(detail['lastObservedAt']);
  if (id === undefined || createdAt === undefined || updatedAt === undefined) {
    return unreadable('an Inspector finding must have findingArn, firstObservedAt and updatedAt');
  }
  const place = placeIn(envelope, textIn(detail, 'awsAccountId'), id.split(':')[3]);
  const type = textIn(detail, 'type') ?? '';
  const status = textIn(detail, 'status') ?? 'ACTIVE';
  const title = textIn(detail, 'title') ?? type;
  const remedy = objectIn(objectIn(detail, 'remediation'), 'recommendation');
  const finding = {
    ...findingStart({
      place,
      product: ['inspector', 'Inspector'],
      id,
      generatorId: 'AWSInspector',
      type: TYPES[type] ?? 'Software and Configuration Checks/Vulnerabilities',
      title,
      description: textIn(detail, 'description') ?? title,
      createdAt,
      updatedAt,
      firstObservedAt: createdAt,
      lastObservedAt: inspectorInstant(detail['lastObservedAt']) ?? updatedAt,
      label: LABELS[textIn(detail, 'severity') ?? ''] ?? 'INFORMATIONAL',
      archived: status === 'CLOSED',
      fields: fieldsOf(detail, status),
    }),
    ...present({ Remediation: remediation(remedy) }),
    ...(status === 'SUPPRESSED' ? { Workflow: { Status: 'SUPPRESSED' } } : {}),
    Resources: inspectorResources(detail, place),
    ...present({ Vulnerabilities: inspectorVulnerabilities(detail) }),
  };
  return { kind: 'findings', findings: [finding] };
}

const TYPES: Readonly<Record<string, string>> = {
  PACKAGE_VULNERABILITY: 'Software and Configuration Checks/Vulnerabilities/CVE',
  CODE_VULNERABILITY: 'Software and Configuration Checks/Vulnerabilities',
  NETWORK_REACHABILITY: 'Software and Configuration Checks/AWS Security Best Practices/Network Reachability',
};

const LABELS: Readonly<Record<string, string>> = {
  CRITICAL: 'CRITICAL',
  HIGH: 'HIGH',
  MEDIUM: 'MEDIUM',
  LOW: 'LOW',
  INFORMATIONAL: 'INFORMATIONAL',
};

function fieldsOf(detail: JsonObject, status: string): readonly (readonly [string, string])[] {
  const score = numberIn(detail, 'inspectorScore');
  const [resource = {}] = objectsIn(detail, 'resources');
  const platform = textIn(objectIn(objectIn(resource, 'details'), 'awsEc2Instance'), 'platform');
  const instance = textIn(resource, 'type') === 'AWS_EC2_INSTANCE' ? textIn(resource, 'id') : undefined;
  return [
    ['aws/inspector/ProductVersion', '2'],
    ['aws/inspector/FindingStatus', status],
    ...(score === undefined ? [] : [['aws/inspector/inspectorScore', String(score)] as const]),
    ...(instance === undefined ? [] : [['aws/inspector/instanceId', instance] as const]),
    ...(platform === undefined
      ? []
      : [['aws/inspector/resources/1/resourceDetails/awsEc2InstanceDetails/platform', platform] as const]),
  ];
}

function remediation(recommendation: JsonObject): JsonObject | undefined {
  const text = textIn(recommendation, 'text');
  const url = textIn(recommendation, 'Url') ?? textIn(recommendation, 'url');
  if (text === undefined && url === undefined) return undefined;
  return { Recommendation: present({ Text: text === undefined ? undefined : cutText(text, 512), Url: url }) };
}
