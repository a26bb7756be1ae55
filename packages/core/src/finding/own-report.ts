import type { Control } from '../control/control.ts';
import type { Digest } from '../ports/digest.ts';
import type { ResourceRef } from '../resource/resource.ts';
import type { Instant } from '../value/instant.ts';
import type { Asff, ComplianceStatus, RecordState } from './asff/asff.ts';
import type { Finding, FindingId } from './finding.ts';
import { findingId } from './finding-id.ts';
import type { FindingReport } from './receive.ts';
import { asffType } from './resource-type.ts';

const LONGEST_TITLE = 256;
const LONGEST_DESCRIPTION = 1024;
const CHECKS = 'Software and Configuration Checks/Industry and Regulatory Standards';

export interface OwnVerdict {
  readonly control: Control;
  readonly resource: ResourceRef;
  readonly status: ComplianceStatus;
  readonly recordState: RecordState;
  /** The check's sentence about this resource. */
  readonly reason: string;
  readonly at: Instant;
  readonly scanId?: string;
}

/** The product of an account's own (private) integration with Security Hub; every account has one. */
export function ownProductArn({ partition, region, accountId }: ResourceRef): string {
  return `arn:${partition}:securityhub:${region}:${accountId}:product/${accountId}/default`;
}

/** A verdict of our own check as a reporter's finding. */
export function ownReport(existing: Finding | undefined, verdict: OwnVerdict, digest: Digest): FindingReport {
  const { control, resource, at, scanId } = verdict;
  const id = findingId(resource, control.id, digest);
  return {
    asff: ownAsff(id, existing, verdict),
    id,
    controlId: control.id,
    resource,
    own: true,
    receivedAt: at,
    ...(scanId === undefined ? {} : { scanId }),
  };
}

function ownAsff(id: FindingId, existing: Finding | undefined, verdict: OwnVerdict): Asff {
  const { control, resource, status, recordState, reason, at } = verdict;
  return {
    SchemaVersion: '2018-10-08',
    Id: `trueup/${id}`,
    ProductArn: ownProductArn(resource),
    ProductName: 'Trueup',
    CompanyName: 'Trueup',
    Region: resource.region,
    GeneratorId: `security-control/${control.id}`,
    AwsAccountId: resource.accountId,
    Types: [CHECKS],
    FirstObservedAt: existing?.firstObservedAt ?? at,
    LastObservedAt: at,
    CreatedAt: existing?.firstObservedAt ?? at,
    UpdatedAt: at,
    Severity: { Label: control.severity },
    Title: cut(control.title, LONGEST_TITLE),
    Description: cut(reason, LONGEST_DESCRIPTION),
    Resources: [
      {
        Type: asffType(resource.type),
        Id: resource.arn,
        Partition: resource.partition,
        Region: resource.region,
      },
    ],
    Compliance: { Status: status, SecurityControlId: control.id },
    RecordState: recordState,
  };
}

/** ASFF wants a text with something in it, and not too long. */
function cut(text: string, most: number): string {
  if (text.trim() === '') return 'No description.';
  return text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;
}
