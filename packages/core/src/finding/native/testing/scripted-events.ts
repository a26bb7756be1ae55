import type { JsonObject } from '../../../value/json.ts';

export const ACCOUNT = '111122223333';
export const digest = (text: string): string => `${text.length}`.padStart(64, 'd');

/** An event in EventBridge's envelope, of eu-west-1. */
export function serviceEvent(source: string, detailType: string, detail: JsonObject): JsonObject {
  return {
    version: '0',
    id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
    'detail-type': detailType,
    source,
    account: ACCOUNT,
    time: '2026-01-31T09:30:00Z',
    region: 'eu-west-1',
    resources: [],
    detail,
  };
}

/** A call as CloudTrail tells it; `more` replaces members of the record. */
export function apiCall(service: string, eventName: string, request: JsonObject, more: JsonObject = {}): JsonObject {
  return serviceEvent(`aws.${service}`, 'AWS API Call via CloudTrail', {
    eventVersion: '1.08',
    userIdentity: { type: 'AssumedRole', accountId: ACCOUNT },
    eventTime: '2026-01-31T09:29:58Z',
    eventSource: `${service}.amazonaws.com`,
    eventName,
    awsRegion: 'eu-west-1',
    requestParameters: request,
    responseElements: null,
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    ...more,
  });
}
