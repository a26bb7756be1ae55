import { PARTITIONS } from '../../resource/resource.ts';
import type { JsonObject } from '../../value/json.ts';
import type { Asff, AsffResource } from '../asff/asff.ts';
import { filledSeverity } from '../asff/severity.ts';
import { asffFromOcsf } from './asff-from-ocsf.ts';
import { evidencesOf } from './evidences.ts';
import { leftovers } from './leftovers.ts';
import { present } from './members.ts';
import {
  ARCHIVED,
  CLASS_NAMES,
  COMPLIANCE_FINDING,
  COMPLIANCE_STATUSES,
  DETECTION_FINDING,
  SEVERITIES,
  type Term,
  VULNERABILITY_FINDING,
  WORKFLOWS,
} from './ocsf-terms.ts';
import { vulnerabilityToOcsf } from './vulnerabilities.ts';

/** The version of the schema that the events are written in: `resources`, `tags` and compliance.status_id are there. */
const OCSF_VERSION = '1.5.0';
const UNKNOWN = { id: 0, caption: 'Unknown' };
const ACTIVITIES = {
  create: { id: 1, caption: 'Create' },
  update: { id: 2, caption: 'Update' },
  close: { id: 3, caption: 'Close' },
};

export interface OcsfOptions {
  /** Version of the product that the events are exported from. */
  readonly productVersion?: string;
}

/**
 * A finding as an OCSF event of class 2002, 2003 or 2004. What OCSF has no place for stands under its ASFF name in
 * `unmapped`, so that asffFromOcsf gives the same finding back.
 * Source: ocsf/examples, mappings/markdown/AWS/v1.1.0/Security Hub.
 */
export function ocsfFromAsff(asff: Asff, { productVersion }: OcsfOptions = {}): JsonObject {
  const event = eventOf(asff, productVersion);
  const back = asffFromOcsf(event, {
    partition: 'aws',
    region: asff.Region ?? 'us-east-1',
    accountId: asff.AwsAccountId,
  });
  // Asff is JSON by its definition; its interface has no index signature.
  const returned = back.kind === 'mapped' ? (back.asff as unknown as JsonObject) : {};
  const unmapped = leftovers(asff as unknown as JsonObject, returned);
  return Object.keys(unmapped).length === 0 ? event : { ...event, unmapped };
}

function eventOf(asff: Asff, productVersion: string | undefined): JsonObject {
  const classUid = classOf(asff);
  const activity = activityOf(asff);
  const severity = severityOf(asff);
  const status = statusOf(asff);
  return {
    activity_id: activity.id,
    activity_name: activity.caption,
    category_uid: 2,
    category_name: 'Findings',
    class_uid: classUid,
    class_name: CLASS_NAMES[classUid],
    type_uid: classUid * 100 + activity.id,
    type_name: `${CLASS_NAMES[classUid]}: ${activity.caption}`,
    time: Date.parse(asff.UpdatedAt),
    time_dt: asff.UpdatedAt,
    severity_id: severity.id,
    severity: severity.caption,
    status_id: status.id,
    status: status.caption,
    metadata: metadataOf(asff, productVersion),
    cloud: present({
      provider: 'AWS',
      region: asff.Region,
      account: { uid: asff.AwsAccountId, type: 'AWS Account', type_id: 10, ...present({ name: asff.AwsAccountName }) },
    }),
    finding_info: findingInfoOf(asff),
    resources: asff.Resources.map((resource) => resourceOf(resource, asff.Criticality)),
    ...present({
      confidence_score: asff.Confidence,
      message: asff.Note?.Text,
      remediation: remediationOf(asff),
      ...classMembers(asff, classUid),
    }),
  };
}

/** By product where AWS's mapping says so, and otherwise by what the finding holds. */
function classOf({ ProductArn, Vulnerabilities = [], Compliance }: Asff): number {
  const checked = Compliance?.Status !== undefined;
  if (checked && /:product\/aws\/(?:securityhub|config)$/.test(ProductArn)) return COMPLIANCE_FINDING;
  if (Vulnerabilities.length > 0) return VULNERABILITY_FINDING;
  return checked ? COMPLIANCE_FINDING : DETECTION_FINDING;
}

function classMembers(asff: Asff, classUid: number): JsonObject {
  if (classUid === COMPLIANCE_FINDING) return { compliance: complianceOf(asff) };
  if (classUid === VULNERABILITY_FINDING)
    return { vulnerabilities: (asff.Vulnerabilities ?? []).map(vulnerabilityToOcsf) };
  return present({ evidences: evidencesOf(asff) });
}

function activityOf({ CreatedAt, UpdatedAt, RecordState }: Asff) {
  if (RecordState === 'ARCHIVED') return ACTIVITIES.close;
  return CreatedAt === UpdatedAt ? ACTIVITIES.create : ACTIVITIES.update;
}

function severityOf({ Severity = {} }: Asff) {
  const { Label } = filledSeverity(Severity);
  return SEVERITIES.find(({ asff }) => asff === Label) ?? UNKNOWN;
}

/** Archived wins over the workflow, which then travels in `unmapped`. */
function statusOf({ RecordState, Workflow }: Asff) {
  if (RecordState === 'ARCHIVED') return ARCHIVED;
  return WORKFLOWS.find(({ asff }) => asff === Workflow?.Status) ?? UNKNOWN;
}

function metadataOf(asff: Asff, productVersion: string | undefined): JsonObject {
  return {
    version: OCSF_VERSION,
    profiles: ['cloud', 'datetime'],
    log_version: asff.SchemaVersion,
    product: present({
      uid: asff.ProductArn,
      name: asff.ProductName,
      vendor_name: asff.CompanyName,
      version: productVersion,
      feature: { uid: asff.GeneratorId },
    }),
    ...present({ processed_time_dt: asff.ProcessedAt }),
  };
}

function findingInfoOf(asff: Asff): JsonObject {
  return {
    uid: asff.Id,
    title: asff.Title,
    desc: asff.Description,
    created_time_dt: asff.CreatedAt,
    modified_time_dt: asff.UpdatedAt,
    ...present({
      first_seen_time_dt: asff.FirstObservedAt,
      last_seen_time_dt: asff.LastObservedAt,
      src_url: asff.SourceUrl,
      types: asff.Types,
      related_events: asff.RelatedFindings?.map(({ ProductArn, Id }) => ({ product_uid: ProductArn, uid: Id })),
    }),
  };
}

function resourceOf(
  { Type, Id, Partition, Region, Tags, Details }: AsffResource,
  criticality: number | undefined,
): JsonObject {
  const tags = Object.entries(Tags ?? {});
  return {
    type: Type,
    uid: Id,
    ...present({
      cloud_partition: PARTITIONS.find((one) => one === Partition),
      region: Region,
      labels: tags.map(([name, value]) => `${name}:${value}`),
      tags: tags.map(([name, value]) => ({ name, value })),
      data: Details,
      criticality: criticality === undefined ? undefined : String(criticality),
    }),
  };
}

/** OCSF needs a `desc` in every remediation. */
function remediationOf({ Remediation }: Asff): JsonObject | undefined {
  const { Text, Url } = Remediation?.Recommendation ?? {};
  if (Text === undefined && Url === undefined) return undefined;
  return { desc: Text ?? '', ...present({ references: Url === undefined ? undefined : [Url] }) };
}

function complianceOf({ Compliance = {} }: Asff): JsonObject {
  const status: Term<string> | undefined = COMPLIANCE_STATUSES.find(({ asff }) => asff === Compliance.Status);
  const [reason] = Compliance.StatusReasons ?? [];
  return {
    // Required up to OCSF 1.5, where a control may belong to no standard.
    standards: (Compliance.AssociatedStandards ?? []).flatMap(({ StandardsId }) => StandardsId ?? []),
    ...present({
      control: Compliance.SecurityControlId,
      requirements: Compliance.RelatedRequirements,
      status: status?.caption,
      status_id: status?.id,
      status_code: reason?.ReasonCode,
      status_detail: reason?.Description,
    }),
  };
}
