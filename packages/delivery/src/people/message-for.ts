import { messageOf, type Locale, type Message, type Parcel } from '@trueup/core';
import { jsonOf } from '../json-of.ts';

/**
 * What a person is told: the message for the event; and where the target has an input of its own, what that made in
 * place of its sentences and facts.
 */
export function messageFor({ event, target, body }: Parcel, locale: Locale = 'en'): Message {
  const message = messageOf(event, locale);
  return target.input === undefined ? message : { ...message, summary: linesOf(body), facts: [] };
}

/** A JSON string as the text in it, anything else as it is. */
function linesOf(body: string): readonly string[] {
  const value = jsonOf(body)?.value;
  const text = typeof value === 'string' ? value : body;
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}
