import { teamsBody, type Deliver } from '@trueup/core';
import type { DeliveryParts } from '../delivery-parts.ts';
import { post } from '../targets/post.ts';
import { secretOf } from '../targets/secret-of.ts';
import { messageFor } from './message-for.ts';

/**
 * A workflow of Microsoft Teams that begins when a webhook request comes in. Its address holds its signature and is a
 * secret. Delivered is what the workflow has taken (202): what it makes of it is in its own run history.
 */
export function teamsDelivery(parts: DeliveryParts): Deliver<'teams'> {
  return async ({ urlSecret, locale }, parcel, signal) => {
    const url = secretOf(parts, urlSecret);
    if (typeof url !== 'string') return url;
    const body = JSON.stringify(teamsBody(messageFor(parcel, locale), parts.consoleUrl));
    return post(parts, { url, headers: { 'content-type': 'application/json' }, body, isSecret: true }, signal);
  };
}
