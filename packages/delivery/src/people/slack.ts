import { slackBody, type Deliver } from '@trueup/core';
import type { DeliveryParts } from '../delivery-parts.ts';
import { post } from '../targets/post.ts';
import { secretOf } from '../targets/secret-of.ts';
import { messageFor } from './message-for.ts';

/** An incoming webhook of Slack, whose whole address is a secret. Slack cannot tell a second attempt from a second message. */
export function slackDelivery(parts: DeliveryParts): Deliver<'slack'> {
  return async ({ urlSecret, locale }, parcel, signal) => {
    const url = secretOf(parts, urlSecret);
    if (typeof url !== 'string') return url;
    const body = JSON.stringify(slackBody(messageFor(parcel, locale), parts.consoleUrl));
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    // Slack says why in a word, such as invalid_blocks or channel_is_archived.
    const said = ({ body: text }: { readonly body: string }) => (/^[a-z_]{2,60}$/.test(text) ? text : '');
    return post(parts, { url, headers, body, isSecret: true, said }, signal);
  };
}
