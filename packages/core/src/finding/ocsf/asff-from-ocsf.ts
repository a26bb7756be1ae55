import { PARTITIONS, type Partition } from '../../resource/resource.ts';
import { isJsonObject, type JsonObject } from '../../value/json.ts';
import type { Asff, AsffNote } from '../asff/asff.ts';
import { ASFF_MEMBERS } from './asff-members.ts';
import { cutText } from './cut-text.ts';
import { isNestedDeeper } from './is-nested-deeper.ts';
import { withLeftovers } from './leftovers.ts';
import { numberIn, objectIn, objectsIn, present, textIn, textsIn } from './members.ts';
import { ocsfInstant } from './ocsf-instant.ts';
import { CLASS_NAMES } from './ocsf-terms.ts';
import { isProwler, prowlerCheck, prowlerCompliance, prowlerDescription, prowlerFields } from './prowler.ts';
import { ocsfResources, resourcesFromOcsf } from './resources-from-ocsf.ts';
import {
  complianceFromOcsf,
  confidenceFromOcsf,
  criticalityFromOcsf,
  recordStateFromOcsf,
  relatedFromOcsf,
  severityFromOcsf,
  workflowFromOcsf,
} from './state-from-ocsf.ts';
import { vulnerabilityFromOcsf } from './vulnerabilities.ts';

/** What holds for an event that does not say it. */
export interface OcsfContext {
  readonly partition: Partition;
  readonly region: string;
  /** Twelve digits. */
  readonly accountId?: string;
}

export type OcsfMapping =
  | { readonly kind: 'mapped'; readonly asff: Asff }
  /** `field` as in `finding_info.uid`; `reason` goes on from it. */
  | { readonly kind: 'rejected'; readonly field: string; readonly reason: string };

/** Where an event is from decides what its free members mean. */
type Origin = 'asff' | 'prowler' | 'other';

interface Base {
  readonly event: JsonObject;
  readonly origin: Origin;
  readonly accountId: string;
  readonly region: string;
  readonly partition: Partition;
  readonly time: string;
}

/** ASFF's own shapes go fifteen deep. A text of nothing but brackets would otherwise run out of stack here or later. */
const MOST_LEVELS = 64;

const rejected = (field: string, reason: string): OcsfMapping => ({ kind: 'rejected', field, reason });

/**
 * An OCSF finding (class 2002, 2003 or 2004, versions 1.1 and later) as ASFF, still to be checked by readAsff. Events
 * made from ASFF, by Security Hub or by ocsfFromAsff, come back as they were; those of Prowler become what its own ASFF
 * output says; texts over ASFF's limits are cut and kept whole, as far as they go, in ProductFields.
 * Source: ocsf/examples, mappings/markdown/AWS/v1.1.0/Security Hub.
 */
export function asffFromOcsf(value: unknown, context: OcsfContext): OcsfMapping {
  if (!isJsonObject(value)) return rejected('event', 'must be an object');
  if (isNestedDeeper(value, MOST_LEVELS))
    return rejected('event', `must not be nested deeper than ${MOST_LEVELS} levels`);
  const classUid = numberIn(value, 'class_uid');
  if (classUid === undefined || !Object.hasOwn(CLASS_NAMES, classUid)) {
    return rejected('class_uid', 'must be 2002 (vulnerability), 2003 (compliance) or 2004 (detection finding)');
  }
  const provider = textIn(objectIn(value, 'cloud'), 'provider');
  if (provider !== undefined && !provider.toLowerCase().startsWith('aws')) {
    return rejected('cloud.provider', `must be AWS, and is ${cutText(provider, 64)}`);
  }
  if (textIn(objectIn(value, 'finding_info'), 'uid') === undefined) {
    return rejected('finding_info.uid', 'must be there: it tells one finding from another');
  }
  const time = ocsfInstant(objectIn(value, 'finding_info'), 'modified_time') ?? ocsfInstant(value, 'time');
  if (time === undefined) return rejected('time', 'must be milliseconds since 1970');
  const accountId = accountOf(value) ?? context.accountId;
  if (accountId === undefined) return rejected('cloud.account.uid', 'must be an AWS account id of 12 digits');
  return {
    kind: 'mapped',
    asff: mapped({ event: value, origin: originOf(value), accountId, time, ...placeOf(value, context) }),
  };
}

/** An event made from ASFF carries its schema version. */
function originOf(event: JsonObject): Origin {
  if (textIn(objectIn(event, 'metadata'), 'log_version') === '2018-10-08') return 'asff';
  return isProwler(event) ? 'prowler' : 'other';
}

function accountOf(event: JsonObject): string | undefined {
  const [resource = {}] = ocsfResources(event);
  const named = [
    textIn(objectIn(objectIn(event, 'cloud'), 'account'), 'uid'),
    textIn(objectIn(objectIn(resource, 'owner'), 'account'), 'uid'),
    textIn(resource, 'uid')?.split(':')[4],
  ];
  return named.find((id) => id !== undefined && /^\d{12}$/.test(id));
}

function placeOf(event: JsonObject, context: OcsfContext): Pick<Base, 'region' | 'partition'> {
  const [resource = {}] = ocsfResources(event);
  return {
    region: textIn(objectIn(event, 'cloud'), 'region') ?? textIn(resource, 'region') ?? context.region,
    partition: PARTITIONS.find((one) => one === resource['cloud_partition']) ?? context.partition,
  };
}

function mapped(base: Base): Asff {
  const { event, origin, accountId } = base;
  const asff: Asff = {
    SchemaVersion: '2018-10-08',
    ...identity(base),
    ...times(base),
    ...texts(base),
    ...state(base),
    Resources: resourcesFromOcsf(event, accountId),
    ...present({
      Vulnerabilities: objectsIn(event, 'vulnerabilities').map(vulnerabilityFromOcsf),
      ProductFields: origin === 'asff' ? undefined : productFields(base),
    }),
  };
  return origin === 'asff' ? withRest(asff, objectIn(event, 'unmapped')) : asff;
}

/** Whatever OCSF has no place for travels under its ASFF name in `unmapped`. */
function withRest(asff: Asff, unmapped: JsonObject): Asff {
  const rest = Object.fromEntries(Object.entries(unmapped).filter(([name]) => ASFF_MEMBERS.has(name)));
  // readAsff judges the shape afterwards, as it does for whatever comes from outside.
  return withLeftovers(asff as unknown as JsonObject, rest) as unknown as Asff;
}

function identity({ event, origin, accountId, region, partition }: Base) {
  const metadata = objectIn(event, 'metadata');
  const product = objectIn(metadata, 'product');
  const uid = textIn(product, 'uid');
  const name = textIn(product, 'name');
  const hub = `arn:${partition}:securityhub:${region}`;
  const arn =
    origin === 'prowler' ? `${hub}::product/prowler/prowler` : `${hub}:${accountId}:product/${accountId}/${slug(name)}`;
  return {
    Id: textIn(objectIn(event, 'finding_info'), 'uid') ?? '',
    ProductArn: uid?.startsWith('arn:') ? uid : arn,
    GeneratorId: origin === 'prowler' ? `prowler-${prowlerCheck(event) ?? ''}` : generatorOf(event, name),
    AwsAccountId: accountId,
    ...present({
      ProductName: name,
      CompanyName: textIn(product, 'vendor_name'),
      Region: region,
      AwsAccountName: textIn(objectIn(objectIn(event, 'cloud'), 'account'), 'name'),
    }),
  };
}

function generatorOf(event: JsonObject, productName: string | undefined): string {
  const metadata = objectIn(event, 'metadata');
  const analytic = objectIn(objectIn(event, 'finding_info'), 'analytic');
  return (
    textIn(objectIn(objectIn(metadata, 'product'), 'feature'), 'uid') ??
    textIn(metadata, 'event_code') ??
    textIn(analytic, 'uid') ??
    textIn(analytic, 'name') ??
    slug(productName)
  );
}

/** A product id as it may stand in an ARN. */
function slug(name: string | undefined): string {
  const words = (name ?? '').toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.join('-').slice(0, 64) || 'default';
}

function times({ event, time }: Base) {
  const info = objectIn(event, 'finding_info');
  return {
    CreatedAt: ocsfInstant(info, 'created_time') ?? time,
    UpdatedAt: time,
    ...present({
      FirstObservedAt: ocsfInstant(info, 'first_seen_time'),
      LastObservedAt: ocsfInstant(info, 'last_seen_time'),
      ProcessedAt: ocsfInstant(objectIn(event, 'metadata'), 'processed_time'),
    }),
  };
}

function texts(base: Base) {
  const { title, description } = fullTexts(base);
  const info = objectIn(base.event, 'finding_info');
  const remediation = objectIn(base.event, 'remediation');
  const text = textIn(remediation, 'desc');
  const types = textsIn(info, 'types').slice(0, 50);
  const recommendation = present({
    Text: text === undefined ? undefined : cutText(text, 512),
    Url: textsIn(remediation, 'references')[0],
  });
  return {
    Title: cutText(title, 256),
    Description: cutText(description, 1024),
    ...present({
      Types: types.length > 0 || base.origin === 'asff' ? types : ['Software and Configuration Checks'],
      SourceUrl: textIn(info, 'src_url'),
      Remediation: present({ Recommendation: recommendation }),
    }),
  };
}

function fullTexts({ event, origin }: Base): { readonly title: string; readonly description: string } {
  const info = objectIn(event, 'finding_info');
  const [title, desc, message] = [textIn(info, 'title'), textIn(info, 'desc'), textIn(event, 'message')];
  const told = origin === 'prowler' ? prowlerDescription(event) : undefined;
  const description = told ?? desc ?? message ?? title ?? 'No description';
  return { title: title ?? description, description };
}

function state(base: Base) {
  const { event, origin } = base;
  const severity = severityFromOcsf(event);
  const muted = origin === 'prowler' && textIn(event, 'status_code') === 'MUTED';
  return {
    // Every finding from outside needs a severity; one that came from ASFF has it, or never had one.
    ...present({
      Severity: severity ?? (origin === 'asff' ? undefined : ({ Label: 'INFORMATIONAL', Normalized: 0 } as const)),
    }),
    RecordState: recordStateFromOcsf(event),
    ...present({
      Confidence: confidenceFromOcsf(event),
      Criticality: criticalityFromOcsf(event),
      Compliance: origin === 'prowler' ? prowlerCompliance(event) : complianceFromOcsf(event),
      Workflow: muted ? ({ Status: 'SUPPRESSED' } as const) : workflowFromOcsf(event),
      RelatedFindings: relatedFromOcsf(event),
      Note: origin === 'asff' ? noteOf(base) : undefined,
    }),
  };
}

/** From elsewhere `message` describes the event; what a person notes is for a person to write. */
function noteOf({ event, time }: Base): AsffNote | undefined {
  const text = textIn(event, 'message');
  return text === undefined ? undefined : { Text: text, UpdatedBy: 'OCSF', UpdatedAt: time };
}

const MOST_FIELD_CHARACTERS = 2048;

function productFields(base: Base): Readonly<Record<string, string>> {
  const { event, origin } = base;
  const { title, description } = fullTexts(base);
  const own = origin === 'prowler' ? prowlerFields(event) : otherFields(event);
  const fields = {
    ...own,
    'ocsf/title': title.length > 256 ? title : undefined,
    'ocsf/desc': description.length > 1024 ? description : undefined,
  };
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, text]): [string, string][] =>
      text === undefined || text.trim() === '' ? [] : [[name, cutText(text, MOST_FIELD_CHARACTERS)]],
    ),
  );
}

function otherFields(event: JsonObject): Readonly<Record<string, string | undefined>> {
  return {
    'ocsf/class_uid': String(numberIn(event, 'class_uid')),
    'ocsf/version': textIn(objectIn(event, 'metadata'), 'version'),
    'ocsf/message': textIn(event, 'message'),
    'ocsf/status_code': textIn(event, 'status_code'),
    'ocsf/status_detail': textIn(event, 'status_detail'),
    'ocsf/risk_details': textIn(event, 'risk_details'),
  };
}
