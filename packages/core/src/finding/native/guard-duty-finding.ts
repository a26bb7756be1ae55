import { partitionOf } from '../../resource/resource.ts';
import type { JsonObject } from '../../value/json.ts';
import { numberIn, objectIn, present, textIn } from '../ocsf/members.ts';
import { findingStart } from './finding-start.ts';
import { flatFields } from './flat-fields.ts';
import { guardDutyAction } from './guard-duty-action.ts';
import { guardDutyResources } from './guard-duty-resources.ts';
import { placeIn } from './resource-names.ts';
import { unreadable, type Envelope, type ServiceEvent } from './service-event.ts';

/** GuardDuty's finding as its integration with Security Hub makes it. Source: GuardDuty guide, Security Hub integration. */
export function guardDutyFinding(detail: JsonObject, envelope: Envelope): ServiceEvent {
  const [id, type, createdAt, updatedAt] = (['id', 'type', 'createdAt', 'updatedAt'] as const).map((name) =>
    textIn(detail, name),
  );
  const severity = numberIn(detail, 'severity');
  if (id === undefined || type === undefined || createdAt === undefined || updatedAt === undefined) {
    return unreadable('a GuardDuty finding must have id, type, createdAt and updatedAt');
  }
  if (severity === undefined) return unreadable('a GuardDuty finding must have a severity as a number');
  const place = placeIn(envelope, textIn(detail, 'accountId'), textIn(detail, 'region'));
  const service = objectIn(detail, 'service');
  const arn = textIn(detail, 'arn') ?? detectorArn(detail, place, id);
  const finding = {
    ...findingStart({
      place,
      product: ['guardduty', 'GuardDuty'],
      id: arn,
      generatorId: arn.split('/finding/')[0] ?? arn,
      type: typeOf(type),
      title: textIn(detail, 'title') ?? type,
      description: textIn(detail, 'description') ?? textIn(detail, 'title') ?? type,
      createdAt,
      updatedAt,
      firstObservedAt: textIn(service, 'eventFirstSeen'),
      lastObservedAt: textIn(service, 'eventLastSeen'),
      label: labelOf(severity),
      archived: service['archived'] === true,
      fields: flatFields(service, 'aws/guardduty/service'),
    }),
    Severity: { Label: labelOf(severity), Product: severity },
    SourceUrl: `https://${place.region}.console.aws.amazon.com/guardduty/home?region=${place.region}#/findings?macros=current&fId=${encodeURIComponent(id)}`,
    Resources: guardDutyResources(objectIn(detail, 'resource'), place),
    ...present({ Action: guardDutyAction(objectIn(service, 'action')) }),
    ...(objectIn(service, 'additionalInfo')['sample'] === true ? { Sample: true } : {}),
  };
  return { kind: 'findings', findings: [finding] };
}

function detectorArn(detail: JsonObject, place: Pick<Envelope, 'accountId' | 'region'>, id: string): string {
  const detector = textIn(objectIn(detail, 'service'), 'detectorId') ?? 'unknown';
  const partition = partitionOf(place.region);
  return `arn:${partition}:guardduty:${place.region}:${place.accountId}:detector/${detector}/finding/${id}`;
}

/** GuardDuty guide, severity levels: critical 9 to 10, high 7 to 8.9, medium 4 to 6.9, low 1 to 3.9. */
function labelOf(severity: number): string {
  if (severity >= 9) return 'CRITICAL';
  if (severity >= 7) return 'HIGH';
  return severity >= 4 ? 'MEDIUM' : 'LOW';
}

/** By the purpose of the threat, which a type begins with; the first that fits. */
const NAMESPACES: readonly (readonly [RegExp, string])[] = [
  [
    /^Trojan:EC2\/(?:DNSDataExfiltration|DropPoint)|^UnauthorizedAccess:IAMUser\/InstanceCredentialExfiltration/,
    'Effects/Data Exfiltration',
  ],
  [/^Exfiltration:/, 'TTPs/Exfiltration'],
  [/^UnauthorizedAccess:EC2\/(?:SSH|RDP)BruteForce|^InitialAccess:/, 'TTPs/Initial Access'],
  [/^(?:Backdoor|CryptoCurrency|Trojan|UnauthorizedAccess:EC2|UnauthorizedAccess:Lambda)/, 'TTPs/Command and Control'],
  [/^(?:ResourceConsumption|UnauthorizedAccess):/, 'Unusual Behaviors/User'],
  [/^Behavior:EC2/, 'Unusual Behaviors/VM'],
  [/^Behavior:/, 'Unusual Behaviors/User'],
  [/^CredentialAccess:/, 'TTPs/Credential Access'],
  [/^(?:DefenseEvasion|Stealth):/, 'TTPs/Defense Evasion'],
  [/^(?:Discovery|Recon):/, 'TTPs/Discovery'],
  [/^Execution:/, 'TTPs/Execution'],
  [/^Impact:/, 'TTPs/Impact'],
  [/^Persistence:/, 'TTPs/Persistence'],
  [/^PrivilegeEscalation:/, 'TTPs/Privilege Escalation'],
];

/** `Trojan:EC2/DropPoint` ends a path as `Trojan:EC2-DropPoint`. */
function typeOf(type: string): string {
  const found = NAMESPACES.find(([pattern]) => pattern.test(type));
  return `${found?.[1] ?? 'TTPs'}/${type.replaceAll('/', '-')}`;
}
