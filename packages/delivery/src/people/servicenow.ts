import { isJsonObject, serviceNowRecord, type Deliver, type JsonObject } from '@trueup/core';
import type { DeliveryParts } from '../delivery-parts.ts';
import { withinLimit } from '../guard/guarded-request.ts';
import { refusal } from '../outcome-of.ts';
import { secretOf } from '../targets/secret-of.ts';
import { messageFor } from './message-for.ts';
import { ticketApi } from './ticket-api.ts';

/** One record an event, looked for by its correlation id first: an attempt whose answer was lost makes no second one. */
export function serviceNowDelivery(parts: DeliveryParts): Deliver<'servicenow'> {
  return async ({ baseUrl, table, user, passwordSecret, locale }, parcel, signal) => {
    const secret = secretOf(parts, passwordSecret);
    if (typeof secret !== 'string') return secret;
    if (!/^\w{1,80}$/.test(table))
      return refusal('the table of ServiceNow is not a name of letters, digits and underscores');
    const api = ticketApi(parts, { baseUrl, user, secret, said });
    if (typeof api !== 'function') return api;
    const deadline = withinLimit(parts, signal);
    const id = parcel.deliveryId.replace(/[^\w.-]/g, '_');
    const path = `/api/now/table/${table}`;
    const found = await api({ method: 'GET', path: `${path}?${queryFor(id)}` }, deadline);
    if (found.kind === 'ended') return found.outcome;
    const known = recordOf(found.output, id);
    if (known !== undefined) return { kind: 'delivered', detail: `record ${known}, by an earlier attempt` };
    const record = serviceNowRecord(messageFor(parcel, locale), parts.consoleUrl);
    const body = { ...record, correlation_id: id, correlation_display: 'Trueup' };
    const made = await api({ method: 'POST', path, body }, deadline);
    if (made.kind === 'ended') return made.outcome;
    const { result } = made.output;
    return { kind: 'delivered', detail: `record ${isJsonObject(result) ? nameOf(result) : 'without a number'}` };
  };
}

function queryFor(id: string): string {
  const query = {
    sysparm_query: `correlation_id=${id}`,
    sysparm_limit: '1',
    sysparm_fields: 'sys_id,number,correlation_id',
  };
  return new URLSearchParams(query).toString();
}

/**
 * The number of the record that has the id. ServiceNow leaves out a condition on a field that a table does not have and
 * then answers any record, so the id is looked at.
 */
function recordOf({ result }: JsonObject, id: string): string | undefined {
  const records: readonly unknown[] = Array.isArray(result) ? result : [];
  const known = records.filter(isJsonObject).find((record) => record['correlation_id'] === id);
  return known && nameOf(known);
}

function nameOf(record: JsonObject): string {
  return String(record['number'] ?? record['sys_id']);
}

/** `{"error": {"message": "…", "detail": "…"}}` */
function said({ error }: JsonObject): string {
  if (!isJsonObject(error)) return '';
  return [error['message'], error['detail']].filter((text) => typeof text === 'string').join(': ');
}
