import type { Instant } from '../value/instant.ts';
import type { Asff, AsffSeverity, FindingProviderFields, WorkflowStatus } from './asff/asff.ts';
import { filledSeverity } from './asff/severity.ts';
import { CUSTOMER_FIELDS, type CustomerField } from './finding.ts';

/** A finding as it is stored when it is first imported, with what the service fills in (findings, 1.2 and 4.1). */
export function newImport(given: Asff, receivedAt: Instant): Asff {
  const providerFields = providerFieldsOf(given);
  return {
    ...given,
    ...providerFields,
    ...(providerFields.Severity ? { Severity: topSeverity(given, providerFields.Severity) } : {}),
    FindingProviderFields: providerFields,
    ...regionOf(given),
    ProcessedAt: receivedAt,
    RecordState: given.RecordState ?? 'ACTIVE',
    Workflow: { Status: firstWorkflow(given) },
  };
}

/** A check that passed leaves nothing to do; one that was suppressed stays so. */
function firstWorkflow({ Compliance, Workflow }: Asff): WorkflowStatus {
  const given = Workflow?.Status ?? 'NEW';
  return Compliance?.Status === 'PASSED' && given !== 'SUPPRESSED' ? 'RESOLVED' : given;
}

/**
 * What the same provider sends later (findings, 4.1): its fields are replaced, those of customers stay, and the five
 * that both may set follow the provider until a customer has set them.
 */
export function mergeImport(
  stored: Asff,
  given: Asff,
  customerFields: readonly CustomerField[],
  receivedAt: Instant,
): Asff {
  const incoming = newImport(given, receivedAt);
  const { Note, UserDefinedFields, VerificationState } = stored;
  const { Note: _note, UserDefinedFields: _fields, VerificationState: _state, ...provided } = incoming;
  const merged: Asff = {
    ...provided,
    ...topLevelOf(given),
    ...(Note ? { Note } : {}),
    ...(UserDefinedFields ? { UserDefinedFields } : {}),
    ...(VerificationState ? { VerificationState } : {}),
    ...(stored.Workflow ? { Workflow: stored.Workflow } : {}),
  };
  return { ...merged, ...membersOf(stored, customerFields) };
}

/** Those of the fields that are there. */
function membersOf(asff: Asff, fields: readonly CustomerField[]): Pick<Asff, CustomerField> {
  return Object.fromEntries(fields.flatMap((field) => (asff[field] === undefined ? [] : [[field, asff[field]]])));
}

/** Of a finding that is there already, what is sent at the top level counts there, whatever the provider's fields say. */
function topLevelOf(given: Asff): Pick<Asff, CustomerField> {
  const { Severity, ...rest } = membersOf(given, CUSTOMER_FIELDS);
  return Severity?.Label === undefined ? rest : { ...rest, Severity: filledSeverity(Severity) };
}

/** A label of the provider's own fields stands above a number at the top, which is then made of the label. */
function topSeverity({ Severity = {} }: Asff, provided: NonNullable<FindingProviderFields['Severity']>): AsffSeverity {
  const { Normalized, ...rest } = Severity;
  const same = provided.Label === undefined || provided.Label === Severity.Label;
  return filledSeverity({ ...rest, ...(same && Normalized !== undefined ? { Normalized } : {}), ...provided });
}

/** Sent in FindingProviderFields, else at the top level: both are the provider's. */
function providerFieldsOf(given: Asff): FindingProviderFields {
  const { Confidence, Criticality, RelatedFindings, Severity, Types } = { ...given, ...given.FindingProviderFields };
  const severity = Severity && {
    ...(Severity.Label === undefined ? {} : { Label: Severity.Label }),
    ...(Severity.Original === undefined ? {} : { Original: Severity.Original }),
  };
  return {
    ...(Confidence === undefined ? {} : { Confidence }),
    ...(Criticality === undefined ? {} : { Criticality }),
    ...(RelatedFindings === undefined ? {} : { RelatedFindings }),
    ...(severity === undefined ? {} : { Severity: severity }),
    ...(Types === undefined ? {} : { Types }),
  };
}

/** The region of origin stands in the product's ARN. */
function regionOf({ Region, ProductArn }: Asff): { readonly Region?: string } {
  const region = Region ?? ProductArn.split(':')[3];
  return region === undefined || region === '' ? {} : { Region: region };
}
