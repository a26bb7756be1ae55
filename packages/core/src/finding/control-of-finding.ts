import type { ControlId } from '../control/control.ts';
import type { Asff } from './asff/asff.ts';

/** What the library knows about the names that others use for its controls. */
export interface ControlLookup {
  /** A control by its id or an alias such as `PCI.S3.1`, in whatever case. */
  byId(id: string): ControlId | undefined;
  /** `standard` as in a standard's ARN, such as `cis-aws-foundations-benchmark/v/1.2.0`; `requirement` such as `2.5`. */
  byRequirement(standard: string, requirement: string): ControlId | undefined;
  /** `rule`: a managed rule's identifier, or a rule's name, also one that Security Hub made (`securityhub-<rule>-<hash>`). */
  byConfigRule(rule: string): ControlId | undefined;
  /** `reporter` in lower case, such as `prowler`; `check` by that reporter's own id. */
  byReporterCheck(reporter: string, check: string): ControlId | undefined;
}

/** The form of Security Hub's own ids, and of ours: `S3.8`, `APIGateway.1`, `Trueup.Tags.1`. */
const CONTROL_ID = /^[A-Za-z][A-Za-z0-9]{0,31}(?:\.[A-Za-z][A-Za-z0-9]{0,31}){0,2}\.\d{1,4}$/;
const CIS_1_2 = 'cis-aws-foundations-benchmark/v/1.2.0';

/**
 * The control that a finding is about, whoever reports it; undefined when nothing says so. Read in Security Hub's own
 * order: Compliance.SecurityControlId, which both kinds of control finding have, ProductFields.ControlId, RuleId (CIS
 * 1.2 only) and GeneratorId. Then come the ids of other reporters. A control that the library lacks keeps its id.
 * Source: Security Hub guide, consolidated control findings.
 */
export function controlIdOf(asff: Asff, lookup: ControlLookup): ControlId | undefined {
  const { SecurityControlId } = asff.Compliance ?? {};
  return (
    named(SecurityControlId, lookup) ??
    ofStandard(asff, lookup) ??
    ofGenerator(asff.GeneratorId, lookup) ??
    ofConfigRule(asff, lookup)
  );
}

function named(id: string | undefined, lookup: ControlLookup): ControlId | undefined {
  if (id === undefined) return undefined;
  const known = lookup.byId(id);
  if (known !== undefined) return known;
  // PCI DSS 3.2.1 numbered its controls by itself (PCI.S3.1 is S3.3); such an id is no control's own.
  return CONTROL_ID.test(id) && !/^PCI\./i.test(id) ? (id as ControlId) : undefined;
}

function ofStandard({ ProductFields, GeneratorId }: Asff, lookup: ControlLookup): ControlId | undefined {
  const controlId = field(ProductFields, 'ControlId');
  const ruleId = field(ProductFields, 'RuleId');
  const standard = standardIn(
    field(ProductFields, 'StandardsArn') ?? field(ProductFields, 'StandardsGuideArn') ?? GeneratorId,
  );
  return (
    inStandard(standard, controlId, lookup) ??
    (ruleId === undefined ? undefined : lookup.byRequirement(standard ?? CIS_1_2, ruleId))
  );
}

/** `aws-foundational-security-best-practices/v/1.0.0/S3.8`, `security-control/S3.8`, `prowler-<check>`, a CIS ruleset. */
function ofGenerator(generatorId: string, lookup: ControlLookup): ControlId | undefined {
  if (generatorId.startsWith('prowler-')) {
    return named(lookup.byReporterCheck('prowler', generatorId.slice('prowler-'.length)), lookup);
  }
  const last = generatorId.slice(generatorId.lastIndexOf('/') + 1);
  if (generatorId.startsWith('security-control/')) return named(last, lookup);
  const standard = standardIn(generatorId);
  return standard === undefined ? undefined : inStandard(standard, last, lookup);
}

function ofConfigRule({ ProductFields }: Asff, lookup: ControlLookup): ControlId | undefined {
  const rule = field(ProductFields, 'aws/config/ConfigRuleName') ?? relatedRule(ProductFields);
  return rule === undefined ? undefined : lookup.byConfigRule(rule);
}

function relatedRule(fields: Asff['ProductFields']): string | undefined {
  if (field(fields, 'RelatedAWSResources:0/type') !== 'AWS::Config::ConfigRule') return undefined;
  return field(fields, 'RelatedAWSResources:0/name');
}

function inStandard(
  standard: string | undefined,
  id: string | undefined,
  lookup: ControlLookup,
): ControlId | undefined {
  if (id === undefined) return undefined;
  // Without a standard around it, an id such as AC.1 may be anybody's.
  if (standard === undefined) return lookup.byId(id);
  return lookup.byRequirement(standard, id) ?? named(id, lookup);
}

/** `pci-dss/v/3.2.1` out of an ARN or a GeneratorId that holds it. */
function standardIn(text: string): string | undefined {
  const parts = text.split('/');
  const at = parts.indexOf('v');
  const [name, version] = [parts[at - 1], parts[at + 1]];
  if (at < 1 || name === undefined || version === undefined) return undefined;
  return `${name}/v/${version}`;
}

function field(fields: Asff['ProductFields'], name: string): string | undefined {
  return fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
}
