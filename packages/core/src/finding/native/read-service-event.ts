import type { Digest } from '../../ports/digest.ts';
import { accountId, region } from '../../resource/resource.ts';
import { isJsonObject, type JsonObject } from '../../value/json.ts';
import { objectIn, textIn } from '../ocsf/members.ts';
import { callThroughCloudTrail } from './call-through-cloud-trail.ts';
import { configComplianceChange } from './config-compliance-change.ts';
import { configItemChange, itemOf } from './config-item-change.ts';
import { guardDutyFinding } from './guard-duty-finding.ts';
import { inspectorFinding } from './inspector-finding.ts';
import { macieFinding } from './macie-finding.ts';
import { isRegion } from './resource-names.ts';
import { nothing, unreadable, type Envelope, type ServiceEvent } from './service-event.ts';

type Reader = (detail: JsonObject, envelope: Envelope, digest: Digest) => ServiceEvent;

/** By source and detail-type. */
const READERS: Readonly<Record<string, Reader>> = {
  'aws.securityhub/Security Hub Findings - Imported': securityHubFindings,
  'aws.securityhub/Security Hub Findings - Custom Action': securityHubFindings,
  'aws.securityhub/Findings Imported V2': securityHubFindings,
  'aws.config/Config Rules Compliance Change': configComplianceChange,
  'aws.config/Config Configuration Item Change': configItemChange,
  'aws.guardduty/GuardDuty Finding': guardDutyFinding,
  'aws.inspector2/Inspector2 Finding': inspectorFinding,
  'aws.macie/Macie Finding': macieFinding,
  // What Config tells by SNS is its detail alone; envelopeOf names it so.
  'aws.config/ComplianceChangeNotification': configComplianceChange,
  'aws.config/ConfigurationItemChangeNotification': configItemChange,
  'aws.config/OversizedConfigurationItemChangeNotification': configItemChange,
};

const CALL = 'AWS API Call via CloudTrail';

/** What an event in EventBridge's envelope says, or one of Config's notifications. Reads only; never throws. */
export function readServiceEvent(event: unknown, digest: Digest): ServiceEvent {
  if (!isJsonObject(event)) return unreadable('is no event: it must be an object');
  const read = envelopeOf(event);
  if (typeof read === 'string') return unreadable(read);
  const { envelope, detail } = read;
  if (envelope.detailType === CALL) return callThroughCloudTrail(detail, envelope);
  const name = `${envelope.source}/${envelope.detailType}`;
  const reader = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
  return (
    reader?.(detail, envelope, digest) ?? nothing(`nothing follows from ${envelope.detailType} of ${envelope.source}`)
  );
}

function envelopeOf(event: JsonObject): { readonly envelope: Envelope; readonly detail: JsonObject } | string {
  const notification = textIn(event, 'messageType');
  const ofConfig = notification !== undefined && event['detail-type'] === undefined;
  const detail = ofConfig ? event : objectIn(event, 'detail');
  const item = ofConfig ? itemOf(detail) : {};
  const source = ofConfig ? 'aws.config' : textIn(event, 'source');
  const detailType = ofConfig ? notification : textIn(event, 'detail-type');
  if (source === undefined || detailType === undefined) return 'is no event: source or detail-type is missing';
  const account = textIn(event, 'account') ?? textIn(event, 'awsAccountId') ?? textIn(item, 'awsAccountId');
  const place = textIn(event, 'region') ?? textIn(event, 'awsRegion') ?? textIn(item, 'awsRegion');
  if (account === undefined || !/^\d{12}$/.test(account)) return 'is no event: account must be 12 digits';
  // Config gives what has no region the name global.
  const name = place === 'global' ? 'us-east-1' : place;
  if (name === undefined || !isRegion(name)) return 'is no event: region is missing';
  return { envelope: { source, detailType, accountId: accountId(account), region: region(name) }, detail };
}

function securityHubFindings(detail: JsonObject): ServiceEvent {
  const { findings } = detail;
  if (!Array.isArray(findings)) return unreadable('detail.findings must be a list');
  return { kind: 'findings', findings };
}
