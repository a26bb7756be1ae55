import { isJsonObject, jiraIssue, type Deliver, type JsonObject, type Message } from '@trueup/core';
import type { DeliveryParts } from '../delivery-parts.ts';
import { withinLimit } from '../guard/guarded-request.ts';
import { secretOf } from '../targets/secret-of.ts';
import { messageFor } from './message-for.ts';
import { ticketApi, type TicketAnswer, type TicketApi } from './ticket-api.ts';

/** Of Jira Cloud: the description is in the Atlassian Document Format, which version 2 does not know. */
const API = '/rest/api/2';

/**
 * One issue an event. It carries a label made of the delivery's id, and is looked for by that label first: an attempt
 * whose answer was lost makes no second issue. Jira's index may be some seconds behind, which is less than a retry waits.
 */
export function jiraDelivery(parts: DeliveryParts): Deliver<'jira'> {
  return async (address, parcel, signal) => {
    const secret = secretOf(parts, address.tokenSecret);
    if (typeof secret !== 'string') return secret;
    const api = ticketApi(parts, { baseUrl: address.baseUrl, user: address.user, secret, said });
    if (typeof api !== 'function') return api;
    const deadline = withinLimit(parts, signal);
    const label = `trueup-${parcel.deliveryId.replace(/[^\w.-]/g, '_')}`;
    const found = await search(api, label, deadline);
    if (found.kind === 'ended') return found.outcome;
    const key = firstKey(found.output);
    if (key !== undefined) return { kind: 'delivered', detail: `issue ${key}, by an earlier attempt` };
    const body = issueOf(messageFor(parcel, address.locale), { ...address, label, consoleUrl: parts.consoleUrl });
    const made = await api({ method: 'POST', path: `${API}/issue`, body }, deadline);
    if (made.kind === 'ended') return made.outcome;
    return { kind: 'delivered', detail: `issue ${String(made.output['key'])}` };
  };
}

/** `labels = …` alone: an issue may have been moved to another project. `/search` was removed in 2025 (CHANGE-2046). */
function search(api: TicketApi, label: string, signal: AbortSignal): Promise<TicketAnswer> {
  const body = { jql: `labels = "${label}"`, maxResults: 1, fields: ['labels'] };
  return api({ method: 'POST', path: `${API}/search/jql`, body }, signal);
}

function firstKey(output: JsonObject): string | undefined {
  const issues = output['issues'];
  const first: unknown = Array.isArray(issues) ? issues[0] : undefined;
  return isJsonObject(first) ? String(first['key'] ?? first['id']) : undefined;
}

interface Form {
  readonly project: string;
  readonly issueType: string;
  readonly label: string;
  readonly consoleUrl: string | undefined;
}

function issueOf(message: Message, { label, consoleUrl, project, issueType }: Form): JsonObject {
  const issue = jiraIssue(message, { project, issueType }, consoleUrl);
  const fields = isJsonObject(issue['fields']) ? issue['fields'] : {};
  return { ...issue, fields: { ...fields, labels: [label] } };
}

/** `{"errorMessages": ["…"], "errors": {"priority": "…"}}` */
function said({ errorMessages, errors }: JsonObject): string {
  const general: readonly unknown[] = Array.isArray(errorMessages) ? errorMessages : [];
  const fields = isJsonObject(errors) ? Object.entries(errors).map(([name, text]) => `${name}: ${String(text)}`) : [];
  return [...general.map(String), ...fields].join('; ');
}
