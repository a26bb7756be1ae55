import {
  eventTime,
  type ActionTarget,
  type Asff,
  type EventEnvelope,
  type Finding,
  type GroupCount,
  type Ids,
  type Insight,
  type Instant,
  type JsonObject,
} from '@trueup/core';
import { accountOf } from '../account-of.ts';

const SOURCE = 'aws.securityhub';

/** Security Hub's own event of a finding that was created or updated: always one finding (automation-rules, 6). */
export function importedEvent({ asff }: Pick<Finding, 'asff'>, at: Instant, ids: Ids): EventEnvelope {
  return {
    ...envelope(asff.AwsAccountId, asff.Region ?? 'us-east-1', at, ids),
    'detail-type': 'Security Hub Findings - Imported',
    resources: [`${asff.ProductArn}/${asff.Id}`],
    detail: { findings: [asff as unknown as JsonObject] },
  };
}

/** One event a finding, as when the button is pressed in Security Hub's console. */
export function customActionEvent(action: ActionTarget, asff: Asff, at: Instant, ids: Ids): EventEnvelope {
  return {
    ...envelope(accountOf(action.arn), regionOf(action.arn), at, ids),
    'detail-type': 'Security Hub Findings - Custom Action',
    resources: [action.arn],
    detail: {
      actionName: action.name,
      actionDescription: action.description,
      findings: [asff as unknown as JsonObject],
    },
  };
}

const MOST_RESULTS = 100;

export function insightResultsEvent(
  action: ActionTarget,
  insight: Insight,
  groups: readonly GroupCount[],
  at: Instant,
  ids: Ids,
): EventEnvelope {
  const results = groups.slice(0, MOST_RESULTS);
  return {
    ...envelope(accountOf(action.arn), regionOf(action.arn), at, ids),
    'detail-type': 'Security Hub Insight Results',
    resources: [action.arn],
    detail: {
      actionName: action.name,
      actionDescription: action.description,
      insightArn: insight.arn,
      insightName: insight.name,
      resultType: insight.groupBy,
      'number of results': String(results.length),
      insightResults: results.map(({ key, count }) => ({ [key]: count })),
    },
  };
}

const regionOf = (arn: string): string => arn.split(':')[3] ?? '';

function envelope(
  account: string,
  region: string,
  at: Instant,
  ids: Ids,
): Pick<EventEnvelope, 'version' | 'id' | 'source' | 'account' | 'time' | 'region'> {
  return { version: '0', id: ids.uuid(), source: SOURCE, account, time: eventTime(at), region };
}
