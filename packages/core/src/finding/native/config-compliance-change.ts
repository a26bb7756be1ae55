import type { Digest } from '../../ports/digest.ts';
import { partitionOf } from '../../resource/resource.ts';
import type { JsonObject } from '../../value/json.ts';
import { cutText } from '../ocsf/cut-text.ts';
import { objectIn, present, textIn } from '../ocsf/members.ts';
import { asffType } from '../resource-type.ts';
import { arnOf } from './resource-names.ts';
import { nothing, unreadable, type Envelope, type ServiceEvent } from './service-event.ts';

const STATUSES: Readonly<Record<string, string>> = {
  COMPLIANT: 'PASSED',
  NON_COMPLIANT: 'FAILED',
  NOT_APPLICABLE: 'NOT_AVAILABLE',
  INSUFFICIENT_DATA: 'NOT_AVAILABLE',
};

/** A Config rule's verdict as Security Hub makes a finding of it (findings, 3.4 and 6.3). The hash in its Id is our own. */
export function configComplianceChange(detail: JsonObject, envelope: Envelope, digest: Digest): ServiceEvent {
  const ruleArn = textIn(detail, 'configRuleARN');
  const rule = textIn(detail, 'configRuleName');
  const type = textIn(detail, 'resourceType');
  const id = textIn(detail, 'resourceId');
  if (ruleArn === undefined || rule === undefined || type === undefined || id === undefined) {
    return unreadable('a compliance change must have configRuleARN, configRuleName, resourceType and resourceId');
  }
  // Rules that Security Hub made are reported by Security Hub.
  if (rule.startsWith('securityhub-')) return nothing(`rule ${rule} is one of Security Hub's own`);
  const result = objectIn(detail, 'newEvaluationResult');
  const verdict = textIn(result, 'complianceType') ?? '';
  const at = textIn(result, 'resultRecordedTime');
  if (!Object.hasOwn(STATUSES, verdict) || at === undefined) return nothing('the rule no longer judges the resource');
  const named = { ruleArn, rule, type, id, verdict, at, annotation: textIn(result, 'annotation') };
  return { kind: 'findings', findings: [asff(named, envelope, digest)] };
}

interface Verdict {
  readonly ruleArn: string;
  readonly rule: string;
  readonly type: string;
  readonly id: string;
  readonly verdict: string;
  readonly at: string;
  readonly annotation: string | undefined;
}

function asff({ ruleArn, rule, type, id, verdict, at, annotation }: Verdict, envelope: Envelope, digest: Digest) {
  const { accountId, region } = envelope;
  const partition = partitionOf(region);
  const Status = STATUSES[verdict];
  return {
    SchemaVersion: '2018-10-08',
    Id: `${ruleArn}/finding/${digest(JSON.stringify([ruleArn, type, id])).slice(0, 32)}`,
    ProductArn: `arn:${partition}:securityhub:${region}::product/aws/config`,
    ProductName: 'Config',
    CompanyName: 'AWS',
    Region: region,
    GeneratorId: ruleArn,
    AwsAccountId: accountId,
    Types: ['Software and Configuration Checks'],
    CreatedAt: at,
    UpdatedAt: at,
    Severity: { Label: 'MEDIUM', Normalized: 40 },
    Title: cutText(rule, 256),
    Description: cutText(`This finding is created for a resource compliance change for config rule: ${rule}`, 1024),
    ProductFields: present({
      'aws/config/ConfigRuleArn': ruleArn,
      'aws/config/ConfigRuleName': rule,
      'aws/config/ConfigComplianceType': verdict,
      'aws/securityhub/annotation': annotation === undefined ? undefined : cutText(annotation, 2048),
    }),
    Resources: [{ Type: asffType(type), Id: resourceId(type, id, envelope), Partition: partition, Region: region }],
    Compliance: { Status },
    Workflow: { Status: Status === 'PASSED' ? 'RESOLVED' : 'NEW' },
    RecordState: verdict === 'NOT_APPLICABLE' ? 'ARCHIVED' : 'ACTIVE',
  };
}

/** Config knows database instances by another id than their ARN has. */
function resourceId(type: string, id: string, place: Envelope): string {
  return (type === 'AWS::RDS::DBInstance' || id.startsWith('arn:') ? undefined : arnOf(type, id, place)) ?? id;
}
