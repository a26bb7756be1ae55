import type { Deliver } from '@trueup/core';
import type { DeliveryParts } from '../delivery-parts.ts';
import { jsonOf } from '../json-of.ts';
import { refusal } from '../outcome-of.ts';
import { ownHeaders } from './own-headers.ts';
import { post } from './post.ts';
import { secretOf } from './secret-of.ts';
import { signedHeaders } from './signed-headers.ts';

/** POSTs the body, signed where the rule names a signing secret. */
export function webhookDelivery(parts: DeliveryParts): Deliver<'webhook'> {
  return async ({ url, signingSecret, headersSecret }, { deliveryId, body }, signal) => {
    const secret = signingSecret === undefined ? undefined : secretOf(parts, signingSecret);
    if (typeof secret === 'object') return secret;
    const headersText = headersSecret === undefined ? '{}' : secretOf(parts, headersSecret);
    if (typeof headersText === 'object') return headersText;
    const own = ownHeaders(headersText);
    if (own === undefined) {
      return refusal(`the secret ${headersSecret ?? ''} is no JSON object of headers that a webhook may have`);
    }
    const signing = { id: deliveryId, body, at: parts.clock.now(), ...(secret !== undefined && { secret }) };
    const headers = {
      ...own,
      'content-type': jsonOf(body) ? 'application/json' : 'text/plain; charset=utf-8',
      ...signedHeaders(signing),
    };
    return post(parts, { url, headers, body, isSecret: headersSecret !== undefined }, signal);
  };
}
