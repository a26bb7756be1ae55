import type { Json, JsonObject } from '../../value/json.ts';
import type { Asff, AsffCompliance, AsffSeverity, RelatedFinding } from '../asff/asff.ts';
import { filledSeverity } from '../asff/severity.ts';
import { cutText } from './cut-text.ts';
import { numberIn, objectIn, objectsIn, present, textIn, textsIn } from './members.ts';
import { COMPLIANCE_STATUSES, RECORD_ENDED, SEVERITIES, termOf, WORKFLOWS } from './ocsf-terms.ts';

const CLOSE = 3;
const MOST_RELATED = 10;

/** Undefined where the event says neither a number nor a word that ASFF has. */
export function severityFromOcsf(event: JsonObject): AsffSeverity | undefined {
  const caption = textIn(event, 'severity');
  const term = termOf(SEVERITIES, numberIn(event, 'severity_id'), caption);
  if (term === undefined) return undefined;
  const plain = caption === undefined || caption.toUpperCase() === term.asff;
  return filledSeverity({ Label: term.asff, ...(plain ? {} : { Original: cutText(caption, 64) }) });
}

export function workflowFromOcsf(event: JsonObject): Asff['Workflow'] {
  const term = termOf(WORKFLOWS, numberIn(event, 'status_id'), textIn(event, 'status'));
  return term === undefined ? undefined : { Status: term.asff };
}

/** Archived, deleted, or closed by its provider, who would otherwise go on reporting it. */
export function recordStateFromOcsf(event: JsonObject): 'ACTIVE' | 'ARCHIVED' {
  const ended = termOf(RECORD_ENDED, numberIn(event, 'status_id'), textIn(event, 'status'));
  return ended !== undefined || numberIn(event, 'activity_id') === CLOSE ? 'ARCHIVED' : 'ACTIVE';
}

export function complianceFromOcsf(event: JsonObject): AsffCompliance | undefined {
  const compliance = objectIn(event, 'compliance');
  if (Object.keys(compliance).length === 0) return undefined;
  return present({
    Status: complianceStatus(compliance),
    RelatedRequirements: textsIn(compliance, 'requirements').slice(0, 32),
    StatusReasons: statusReasons(compliance),
    SecurityControlId: textIn(compliance, 'control'),
    AssociatedStandards: textsIn(compliance, 'standards').map((StandardsId) => ({ StandardsId })),
  });
}

/** Before OCSF 1.2 there was only the text, in whatever words: PASSED, Pass, FAIL. */
function complianceStatus(compliance: JsonObject): AsffCompliance['Status'] {
  const id = numberIn(compliance, 'status_id');
  const text = textIn(compliance, 'status');
  if (id === undefined && text === undefined) return undefined;
  return termOf(COMPLIANCE_STATUSES, id, text)?.asff ?? 'NOT_AVAILABLE';
}

function statusReasons(compliance: JsonObject): AsffCompliance['StatusReasons'] {
  const code = textIn(compliance, 'status_code');
  if (code === undefined) return undefined;
  return [{ ReasonCode: code, ...present({ Description: textIn(compliance, 'status_detail') }) }];
}

export function confidenceFromOcsf(event: JsonObject): number | undefined {
  return percent(event['confidence_score']);
}

/** OCSF has a criticality for each resource, as text; ASFF one for the finding. */
export function criticalityFromOcsf(event: JsonObject): number | undefined {
  const found = objectsIn(event, 'resources').map(({ criticality }) => percent(criticality));
  return found.find((criticality) => criticality !== undefined);
}

function percent(value: Json | undefined): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !(number >= 0 && number <= 100)) return undefined;
  return Math.round(number);
}

export function relatedFromOcsf(event: JsonObject): readonly RelatedFinding[] {
  return objectsIn(objectIn(event, 'finding_info'), 'related_events')
    .flatMap((related) => {
      const [ProductArn, Id] = [textIn(related, 'product_uid'), textIn(related, 'uid')];
      return ProductArn === undefined || Id === undefined ? [] : [{ ProductArn, Id }];
    })
    .slice(0, MOST_RELATED);
}
