import { type Instant, instantAfter } from '../../value/instant.ts';
import { nearestNames } from '../../value/nearest-names.ts';
import type { Asff } from './asff.ts';
import { ASFF_LIMIT_BYTES, fitsInFinding } from './finding-size.ts';
import { ASFF_SHAPES } from './generated/asff-shapes.ts';
import { readShape } from './read-shape.ts';
import { type Fault, REFUSED } from './read-value.ts';
import { filledSeverity } from './severity.ts';

/** How far a provider's clock may be ahead. A finding updated far in the future could never be updated again. */
const MOST_AHEAD_MS = 5 * 60_000;

export type AsffReading = { readonly kind: 'read'; readonly asff: Asff } | AsffRejected;

interface AsffRejected {
  readonly kind: 'rejected';
  /** Such as `Resources[0].Type`; `finding` where it is about the whole. */
  readonly field: string;
  /** Goes on from the field: `must be one of …`. */
  readonly reason: string;
}

export interface AsffOptions {
  readonly now: Instant;
  /** How far CreatedAt and UpdatedAt may be after now; five minutes when absent. */
  readonly mostAheadMs?: number;
  /** The finding's length in UTF-8 where it is known, so that it is not measured again. White space may be in it. */
  readonly bytes?: number;
}

const rejected = (field: string, reason: string): AsffRejected => ({ kind: 'rejected', field, reason });

const readFinding = readShape('AwsSecurityFinding');

/**
 * A finding in AWS's form as a provider sends it: required members, types, limits and enums of ASFF at every depth.
 * What ASFF does not have is dropped without a word, as AWS does. Timestamps come out in UTC with milliseconds, so that
 * they compare as texts, and of Severity.Label and .Normalized the missing one is filled in; nothing else is changed.
 * Reading what was read gives the same again.
 */
export function readAsff(value: unknown, options: AsffOptions): AsffReading {
  const fault: Fault = { path: '', reason: '' };
  const read = readFinding(value, fault);
  if (read === REFUSED) return rejected(fault.path === '' ? 'finding' : fault.path.slice(1), fault.reason);
  // The shape was read whole, and the checks below make sure of what it does not say.
  const asff = withSeverity(read as unknown as Asff);
  return (
    wrongName(asff) ??
    wrongResource(asff) ??
    withoutSeverity(asff) ??
    tooNew(asff, options) ??
    tooLarge(asff, options.bytes) ?? { kind: 'read', asff }
  );
}

function withSeverity(asff: Asff): Asff {
  if (!asff.Severity) return asff;
  const filled = filledSeverity(asff.Severity);
  return filled === asff.Severity ? asff : { ...asff, Severity: filled };
}

const PRODUCT_ARN = /^arn:aws[a-z-]{0,20}:securityhub:[a-z0-9-]{1,30}:(?:\d{12})?:product\/[^/\s]+\/[^/\s]+$/;

function wrongName({ SchemaVersion, AwsAccountId, ProductArn }: Asff): AsffRejected | undefined {
  if (SchemaVersion !== '2018-10-08') return rejected('SchemaVersion', 'must be 2018-10-08');
  if (!/^\d{12}$/.test(AwsAccountId)) return rejected('AwsAccountId', 'must be 12 digits');
  if (PRODUCT_ARN.test(ProductArn)) return undefined;
  return rejected(
    'ProductArn',
    'must have the form arn:<partition>:securityhub:<region>:<account or nothing>:product/<company>/<product>',
  );
}

const TYPES_WITH_DETAILS = new Set(Object.keys(ASFF_SHAPES['ResourceDetails'] ?? {}));
/** AWS itself reports types that its model has no details for, such as AwsAccount, so any name of that form passes. */
const TYPE_FORM = /^Aws[A-Z][A-Za-z0-9]*$/;

function wrongResource({ Resources }: Asff): AsffRejected | undefined {
  for (const [index, { Type }] of Resources.entries()) {
    if (!TYPES_WITH_DETAILS.has(Type) && !TYPE_FORM.test(Type)) {
      return rejected(
        `Resources[${index}].Type`,
        `must be ${nearTypes(Type)}Other, or another type such as AwsS3Bucket`,
      );
    }
  }
  return undefined;
}

function nearTypes(type: string): string {
  return nearestNames(type.replaceAll('::', ''), TYPES_WITH_DETAILS)
    .map((name) => `${name}, `)
    .join('');
}

function withoutSeverity({ Severity, FindingProviderFields }: Asff): AsffRejected | undefined {
  return Severity?.Label === undefined && FindingProviderFields?.Severity?.Label === undefined
    ? rejected('Severity', 'must have a Label or Normalized, here or as FindingProviderFields.Severity.Label')
    : undefined;
}

function tooNew(asff: Asff, { now, mostAheadMs = MOST_AHEAD_MS }: AsffOptions): AsffRejected | undefined {
  const latest = instantAfter(now, mostAheadMs);
  const field = (['CreatedAt', 'UpdatedAt'] as const).find((name) => asff[name] > latest);
  return field && rejected(field, `must not be in the future: it is ${asff[field]}, and now is ${now}`);
}

function tooLarge(asff: Asff, bytes: number | undefined): AsffRejected | undefined {
  return (bytes !== undefined && bytes <= ASFF_LIMIT_BYTES) || fitsInFinding(asff)
    ? undefined
    : rejected('finding', `must have at most ${ASFF_LIMIT_BYTES / 1024} KB as compact JSON`);
}
