import { isJsonObject, type DeliveryOutcome, type JsonObject } from '@trueup/core';
import type { DeliveryParts } from '../delivery-parts.ts';
import { guardedRequest, type Answered } from '../guard/guarded-request.ts';
import { jsonOf } from '../json-of.ts';
import { outcomeOf, refusal } from '../outcome-of.ts';
import { USER_AGENT } from '../targets/post.ts';
import { withoutSecrets } from '../targets/secret-of.ts';

interface TicketCall {
  readonly method: 'GET' | 'POST';
  /** Begins with `/`. */
  readonly path: string;
  readonly body?: JsonObject;
}

export type TicketAnswer =
  | { readonly kind: 'answered'; readonly output: JsonObject }
  /** Not by the API, or not with success: this ends the delivery. */
  | { readonly kind: 'ended'; readonly outcome: DeliveryOutcome };

/** The JSON API of a ticket system, asked as one user. */
export type TicketApi = (call: TicketCall, signal: AbortSignal) => Promise<TicketAnswer>;

export interface TicketSystem {
  readonly baseUrl: string;
  readonly user: string;
  readonly secret: string;
  /** Why it refused, out of its own answer. */
  readonly said: (output: JsonObject) => string;
}

/** A refusal when the base is no address that paths can be put to. */
export function ticketApi(parts: DeliveryParts, system: TicketSystem): TicketApi | DeliveryOutcome {
  const base = URL.parse(system.baseUrl);
  if (!base || base.search !== '' || base.hash !== '') return refusal('the base URL of the ticket system is not valid');
  const root = base.href.replace(/\/$/, '');
  const token = Buffer.from(`${system.user}:${system.secret}`, 'utf8').toString('base64');
  const headers = { authorization: `Basic ${token}`, accept: 'application/json', 'user-agent': USER_AGENT };
  return async ({ method, path, body }, signal) => {
    const sent = body && { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const request = { method, url: root + path, headers, ...sent, isSecret: true };
    const answer = await guardedRequest(parts, request, signal);
    const output = answer.kind === 'answered' ? objectOf(answer) : undefined;
    const said = withoutSecrets(output ? system.said(output) : '', [token, system.secret]);
    const outcome = outcomeOf(answer, { host: base.host, clock: parts.clock, said });
    if (outcome.kind !== 'delivered') return { kind: 'ended', outcome };
    return output ? { kind: 'answered', output } : { kind: 'ended', outcome: notItsApi(base) };
  };
}

/** A page to sign in at is answered with 200 too. */
function notItsApi({ host }: URL): DeliveryOutcome {
  return { kind: 'failed', code: 'ERROR_FROM_TARGET', message: `${host} answered, but not as its API answers` };
}

function objectOf({ body }: Answered): JsonObject | undefined {
  const value = jsonOf(body)?.value;
  return isJsonObject(value) ? value : undefined;
}
