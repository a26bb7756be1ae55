import type { AutomationRule, JsonObject } from '@trueup/api-contract';
import { linesOf } from '../../../forms/scope-draft.ts';

interface Pair {
  readonly key: string;
  readonly value: string;
}

/** What a rule sets, as it is being written; what is empty is left as it is. */
export interface UpdateDraft {
  readonly severity: string;
  readonly workflow: string;
  readonly verification: string;
  readonly confidence: string;
  readonly criticality: string;
  readonly note: string;
  /** One a line. */
  readonly types: string;
  readonly fields: readonly Pair[];
}

/** An automation rule as it is being written. */
export interface RuleDraft {
  readonly name: string;
  readonly description: string;
  readonly order: string;
  readonly enabled: boolean;
  readonly terminal: boolean;
  /** As JSON, so that what a filter cannot show is kept. */
  readonly criteria: string;
  readonly update: UpdateDraft;
  readonly tags: readonly Pair[];
}

const NOTHING: UpdateDraft = {
  severity: '',
  workflow: '',
  verification: '',
  confidence: '',
  criticality: '',
  note: '',
  types: '',
  fields: [],
};
const LAST_PLACE = 1000;

/** @param criteria JSON text, such as of a link; what is no object is begun anew. */
export function newRule(criteria: string | undefined, rules: readonly AutomationRule[]): RuleDraft {
  const last = Math.max(0, ...rules.map(({ order }) => order));
  const given = parseCriteria(criteria ?? '');
  return {
    name: '',
    description: '',
    order: String(Math.min(last + 1, LAST_PLACE)),
    enabled: true,
    terminal: false,
    criteria: written(given.kind === 'criteria' ? given.criteria : {}),
    update: NOTHING,
    tags: [],
  };
}

export function draftOfRule(rule: AutomationRule): RuleDraft {
  const { update, tags = {} } = rule;
  return {
    name: rule.name,
    description: rule.description,
    order: String(rule.order),
    enabled: rule.enabled,
    terminal: rule.terminal,
    criteria: written(rule.criteria),
    update: {
      severity: update.Severity?.Label ?? '',
      workflow: update.Workflow?.Status ?? '',
      verification: update.VerificationState ?? '',
      confidence: numberText(update.Confidence),
      criticality: numberText(update.Criticality),
      note: update.Note?.Text ?? '',
      types: (update.Types ?? []).join('\n'),
      fields: pairsOf(update.UserDefinedFields ?? {}),
    },
    tags: pairsOf(tags),
  };
}

export const written = (criteria: JsonObject): string => JSON.stringify(criteria, undefined, 2);
const numberText = (value: number | undefined): string => (value === undefined ? '' : String(value));
const pairsOf = (record: Readonly<Record<string, string>>): readonly Pair[] =>
  Object.entries(record).map(([key, value]) => ({ key, value }));
const recordOf = (pairs: readonly Pair[]): Record<string, string> =>
  Object.fromEntries(pairs.filter(({ key }) => key.trim() !== '').map(({ key, value }) => [key.trim(), value]));

type CriteriaReading =
  | { readonly kind: 'criteria'; readonly criteria: JsonObject }
  /** `line` and `column` count from 1. */
  | { readonly kind: 'broken'; readonly detail: string; readonly line: number; readonly column: number };

export function parseCriteria(text: string): CriteriaReading {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { kind: 'criteria', criteria: value as JsonObject };
    }
    return { kind: 'broken', detail: 'expected an object', line: 1, column: 1 };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // V8 says where, but not always; other engines do not.
    const [, line = '1', column = '1'] = /line (\d+) column (\d+)/.exec(error.message) ?? [];
    return { kind: 'broken', detail: error.message, line: Number(line), column: Number(column) };
  }
}

export type RuleFaults = Readonly<
  Partial<{
    name: 'missing';
    description: 'missing';
    order: 'noPlace';
    criteria: 'broken';
    confidence: 'noPercent';
    criticality: 'noPercent';
    update: 'nothing';
    tags: 'kept';
  }>
>;

/** What the server would refuse at once; it says the rest. */
export function ruleFaults(draft: RuleDraft, current?: AutomationRule): RuleFaults {
  const { confidence, criticality } = draft.update;
  const sets = Object.keys(updateOf(draft.update, '', current)).length > 0;
  const loses = current?.tags !== undefined && Object.keys(recordOf(draft.tags)).length === 0;
  return {
    ...(draft.name.trim() === '' ? { name: 'missing' as const } : {}),
    ...(draft.description.trim() === '' ? { description: 'missing' as const } : {}),
    ...(isWhole(draft.order, 1, LAST_PLACE) ? {} : { order: 'noPlace' as const }),
    ...(parseCriteria(draft.criteria).kind === 'broken' ? { criteria: 'broken' as const } : {}),
    ...(confidence === '' || isWhole(confidence, 0, 100) ? {} : { confidence: 'noPercent' as const }),
    ...(criticality === '' || isWhole(criticality, 0, 100) ? {} : { criticality: 'noPercent' as const }),
    ...(sets ? {} : { update: 'nothing' as const }),
    // Security Hub's rules have no way to lose their last tag.
    ...(loses ? { tags: 'kept' as const } : {}),
  };
}

const isWhole = (text: string, least: number, most: number): boolean =>
  /^\d{1,4}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;

/** The input of CreateAutomationRule; undefined while the criteria are no JSON. */
export function ruleInput(draft: RuleDraft, me: string, current?: AutomationRule): JsonObject | undefined {
  const reading = parseCriteria(draft.criteria);
  if (reading.kind === 'broken') return undefined;
  const tags = recordOf(draft.tags);
  return {
    RuleName: draft.name.trim(),
    Description: draft.description.trim(),
    RuleOrder: Number(draft.order),
    RuleStatus: draft.enabled ? 'ENABLED' : 'DISABLED',
    IsTerminal: draft.terminal,
    Criteria: reading.criteria,
    Actions: [{ Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: updateOf(draft.update, me, current) }],
    ...(Object.keys(tags).length === 0 ? {} : { Tags: tags }),
  };
}

/** What the form has no field for, such as related findings, stays as it was. */
function updateOf(draft: UpdateDraft, me: string, current?: AutomationRule): JsonObject {
  const before = current?.update ?? {};
  const { Label: _label, ...otherSeverity } = before.Severity ?? {};
  const severity = { ...otherSeverity, ...(draft.severity === '' ? {} : { Label: draft.severity }) };
  const note = draft.note.trim();
  const author = before.Note !== undefined && before.Note.Text === note ? before.Note.UpdatedBy : me;
  const types = linesOf(draft.types);
  const fields = recordOf(draft.fields);
  return {
    ...(Object.keys(severity).length === 0 ? {} : { Severity: severity }),
    ...(draft.workflow === '' ? {} : { Workflow: { Status: draft.workflow } }),
    ...(draft.verification === '' ? {} : { VerificationState: draft.verification }),
    ...(draft.confidence.trim() === '' ? {} : { Confidence: Number(draft.confidence) }),
    ...(draft.criticality.trim() === '' ? {} : { Criticality: Number(draft.criticality) }),
    ...(note === '' ? {} : { Note: { Text: note, UpdatedBy: author } }),
    ...(types.length === 0 ? {} : { Types: types }),
    ...(before.RelatedFindings === undefined
      ? {}
      : { RelatedFindings: before.RelatedFindings.map((related) => ({ ...related })) }),
    ...(Object.keys(fields).length === 0 ? {} : { UserDefinedFields: fields }),
  };
}

/** The last part of its ARN, by which a rule is asked for. */
export const ruleId = ({ arn }: Pick<AutomationRule, 'arn'>): string => arn.split('/').at(-1) ?? arn;

/** The ids of all rules in a new order: one goes a place up or down. */
export function moved(rules: readonly AutomationRule[], index: number, by: -1 | 1): readonly string[] {
  const ids = rules.map(ruleId);
  const [one, other] = [ids[index], ids[index + by]];
  if (one === undefined || other === undefined) return ids;
  return ids.with(index, other).with(index + by, one);
}
