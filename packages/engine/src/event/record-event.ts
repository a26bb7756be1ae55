import { eventTime, type EventEnvelope, type Ids, type JsonObject, type NewRecord } from '@trueup/core';

/** Events of what concerns no single account or region. */
const NOWHERE = { account: '000000000000', region: 'us-east-1' };

/**
 * What the audit log says as an event: `execution.finished` is published as `Trueup Execution Finished`. Whatever a
 * stage does is recorded, so each stage is on the bus.
 */
export function recordEvent({ at, actor, action, subject, detail }: NewRecord, ids: Ids): EventEnvelope {
  const resource = textIn(detail, 'resource');
  return {
    version: '0',
    id: ids.uuid(),
    'detail-type': detailType(action, detail),
    source: 'trueup',
    account: textIn(detail, 'accountId') ?? NOWHERE.account,
    time: eventTime(at),
    region: textIn(detail, 'region') ?? NOWHERE.region,
    resources: resource === undefined ? [] : [resource],
    detail: { ...toldOf(subject, action, detail), actor: { ...actor }, action, subject: { ...subject } },
  };
}

/** What a record says stands under the name of what it is about: `detail.finding.severity`, `detail.execution.outcome`. */
function toldOf(subject: NewRecord['subject'], action: NewRecord['action'], detail: JsonObject): JsonObject {
  if (action === 'verification.made') {
    const { resource, accountId, region, controlId, ...verification } = detail;
    return { verification, execution: { id: subject.id, resource, accountId, region, controlId } };
  }
  return { [subject.kind]: { id: subject.id, ...detail } };
}

/** `plan.made` where a person has to decide is told by what it asks for. */
function detailType(action: NewRecord['action'], detail: JsonObject): string {
  if (action === 'plan.made' && detail['decision'] === 'propose') return 'Trueup Plan Waits for Approval';
  const words = action.split(/[.-]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `Trueup ${words.join(' ')}`;
}

function textIn(detail: JsonObject, name: string): string | undefined {
  const value = detail[name];
  return typeof value === 'string' ? value : undefined;
}
