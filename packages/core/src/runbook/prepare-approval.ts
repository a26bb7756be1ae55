import type { JsonObject } from '../value/json.ts';
import type { ApiCall } from './command.ts';
import { invalid, isAbsent, textsOf, type Invalid } from './input-checks.ts';

/** What an aws:approve waits for (automation-documents, 4.1). */
export interface Approval {
  readonly kind: 'approval';
  readonly approvers: readonly string[];
  readonly minimum: number;
  /** Tells the approvers, once, before the wait begins. */
  readonly notification?: ApiCall;
}

const MOST_APPROVERS = 10;
const LONGEST_MESSAGE = 4_096;

export function prepareApproval(inputs: JsonObject): Approval | Invalid {
  const approvers = [...new Set(textsOf(inputs['Approvers']) ?? [])];
  if (approvers.length === 0 || approvers.length > MOST_APPROVERS || approvers.includes('')) {
    return invalid(`Input "Approvers" is not a list of 1 to ${MOST_APPROVERS} principals`);
  }
  const given = inputs['MinRequiredApprovals'];
  const minimum = isAbsent(given) ? 1 : Number(given);
  if (!Number.isInteger(minimum) || minimum < 1 || minimum > approvers.length) {
    return invalid(
      `Input "MinRequiredApprovals" is not an integer from 1 to ${approvers.length}, the approvers there are`,
    );
  }
  const message = inputs['Message'] ?? '';
  if (typeof message !== 'string' || message.length > LONGEST_MESSAGE) {
    return invalid(`Input "Message" is not a text of at most ${LONGEST_MESSAGE} characters`);
  }
  const topic = inputs['NotificationArn'];
  if (isAbsent(topic)) return { kind: 'approval', approvers, minimum };
  if (typeof topic !== 'string' || !/^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:Automation/.test(topic)) {
    return invalid('Input "NotificationArn" is not the ARN of an SNS topic whose name begins with Automation');
  }
  const parameters = { TopicArn: topic, Subject: 'Approval required', Message: message || 'An automation waits.' };
  const notification = { service: 'sns', operation: 'Publish', parameters };
  return { kind: 'approval', approvers, minimum, notification };
}
