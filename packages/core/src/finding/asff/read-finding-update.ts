import { isJsonObject } from '../../value/json.ts';
import type { FindingUpdate } from './finding-update.ts';
import { ASFF_SHAPES } from './generated/asff-shapes.ts';
import { readShape } from './read-shape.ts';
import { type Fault, REFUSED } from './read-value.ts';

export type FindingUpdateReading =
  | { readonly kind: 'read'; readonly update: FindingUpdate }
  /** `field` is a path such as `Severity.Normalized`, or `update` where it is about the whole. */
  | { readonly kind: 'rejected'; readonly field: string; readonly reason: string };

const rejected = (field: string, reason: string): FindingUpdateReading => ({ kind: 'rejected', field, reason });

/**
 * The members of AutomationRulesFindingFieldsUpdate, which are those that BatchUpdateFindings changes, in the language
 * of ASFF_SHAPES. The model says little of their limits: they are those of the same members of a finding.
 */
const FIELDS = {
  Note: '{NoteUpdate',
  Severity: '{SeverityUpdate',
  Confidence: 'integer 0..100',
  Criticality: 'integer 0..100',
  Types: '[..50]text',
  VerificationState: 'enum VerificationState',
  Workflow: '{WorkflowUpdate',
  RelatedFindings: '[1..10]{RelatedFinding',
  UserDefinedFields: 'map 50,128,1024',
} as const satisfies Readonly<Record<keyof FindingUpdate, string>>;

const readUpdate = readShape('Update', {
  ...ASFF_SHAPES,
  Update: FIELDS,
  NoteUpdate: { Text: '!text 1..512', UpdatedBy: '!text 1..512' },
  SeverityUpdate: { Label: 'enum SeverityLabel', Normalized: 'integer 0..100', Product: 'number' },
  WorkflowUpdate: { Status: '!enum WorkflowStatus' },
});

/**
 * What a customer or an automation rule wants to set. Nothing else can be set, so other members are refused rather than
 * dropped: a rule that seems to set a Compliance.Status would be a trap.
 */
export function readFindingUpdate(value: unknown): FindingUpdateReading {
  if (!isJsonObject(value)) return rejected('update', 'must be an object');
  const given = Object.keys(value).filter((name) => value[name] !== null && value[name] !== undefined);
  const unknown = given.find((name) => !Object.hasOwn(FIELDS, name));
  if (unknown !== undefined) {
    return rejected(unknown.slice(0, 128), `cannot be set; these can: ${Object.keys(FIELDS).join(', ')}`);
  }
  if (given.length === 0) return rejected('update', `must set at least one of ${Object.keys(FIELDS).join(', ')}`);
  const fault: Fault = { path: '', reason: '' };
  const update = readUpdate(value, fault);
  if (update === REFUSED) return rejected(fault.path.slice(1), fault.reason);
  return withoutSeverity(update as FindingUpdate) ?? { kind: 'read', update: update as FindingUpdate };
}

function withoutSeverity({ Severity }: FindingUpdate): FindingUpdateReading | undefined {
  return Severity && Object.keys(Severity).length === 0
    ? rejected('Severity', 'must have a Label, Normalized or Product')
    : undefined;
}
