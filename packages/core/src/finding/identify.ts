import type { ControlId } from '../control/control.ts';
import type { Digest } from '../ports/digest.ts';
import {
  homeRegion,
  PARTITIONS,
  type AccountId,
  type Arn,
  type Partition,
  type Region,
  type ResourceRef,
} from '../resource/resource.ts';
import type { Instant } from '../value/instant.ts';
import type { Asff } from './asff/asff.ts';
import { controlIdOf, type ControlLookup } from './control-of-finding.ts';
import { findingId, foreignFindingId } from './finding-id.ts';
import { withProductName } from './product-name.ts';
import type { FindingReport } from './receive.ts';
import { cfnType } from './resource-type.ts';

export interface IdentifyContext {
  readonly lookup: ControlLookup;
  /** Controls that are judged once an account, in the partition's home region. */
  readonly globalControls: ReadonlySet<ControlId>;
  readonly digest: Digest;
}

const ACCOUNT = 'AWS::::Account';
/** Services without regions: every region's Security Hub reports their resources. */
const GLOBAL_TYPE = /^AWS::(?:IAM|CloudFront|Route53|Organizations)::/;
const ACCOUNT_ID = /^AWS::::Account:(\d{12})$/;

/**
 * What a reporter's finding is about, in the terms of our own scan, so that two tools that report one fault make one
 * finding. A finding about a known control bears that control's id from here on.
 */
export function identify(
  given: Asff,
  receivedAt: Instant,
  { lookup, globalControls, digest }: IdentifyContext,
): FindingReport {
  const asff = withProductName(given);
  const control = controlIdOf(asff, lookup);
  const resource = resourceOf(asff, control !== undefined && globalControls.has(control));
  const common = { resource, own: false, receivedAt };
  if (control === undefined) {
    const id = foreignFindingId(asff, digest);
    return { ...common, asff, id, controlId: asff.GeneratorId as ControlId };
  }
  return { ...common, asff: withControl(asff, control), id: findingId(resource, control, digest), controlId: control };
}

function withControl(asff: Asff, control: ControlId): Asff {
  if (asff.Compliance?.SecurityControlId === control) return asff;
  return { ...asff, Compliance: { ...asff.Compliance, SecurityControlId: control } };
}

function resourceOf(asff: Asff, isGlobal: boolean): ResourceRef {
  const [first] = asff.Resources;
  const given = first?.Id ?? asff.Id;
  const type = cfnType(first?.Type ?? 'Other') ?? first?.Type ?? 'Other';
  const named = [first?.Region, asff.Region, asff.ProductArn.split(':')[3]].find(isRegion) ?? 'us-east-1';
  const partition = partitionOf(first?.Partition ?? asff.ProductArn.split(':')[1]);
  const arn = type === ACCOUNT ? accountArn(given, asff.AwsAccountId, partition) : given;
  return {
    arn: arn as Arn,
    type,
    id: arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1) || arn,
    accountId: asff.AwsAccountId as AccountId,
    region: isGlobal || GLOBAL_TYPE.test(type) ? homeRegion(partition) : (named as Region),
    partition,
  };
}

const isRegion = (text: string | undefined): text is string =>
  text !== undefined && /^[a-z]{2}(?:-[a-z]{1,12}){1,3}-\d$/.test(text);

function partitionOf(text: string | undefined): Partition {
  return PARTITIONS.find((partition) => partition === text) ?? 'aws';
}

/** An account is written as `AWS::::Account:<id>` by AWS; our own scan knows it by its root's ARN. */
function accountArn(given: string, account: string, partition: Partition): string {
  return `arn:${partition}:iam::${ACCOUNT_ID.exec(given)?.[1] ?? account}:root`;
}
