import type { DeliveryOutcome } from '@trueup/core';
import type { DeliveryParts } from '../delivery-parts.ts';
import { refusal } from '../outcome-of.ts';

/** The secret, or why there is nothing to send with. */
export function secretOf(parts: DeliveryParts, name: string): string | DeliveryOutcome {
  const value = parts.secret(name);
  return value === undefined || value === '' ? refusal(`the secret ${name} is not set on this server`) : value;
}

/** A text of the target's, on one short line and without what it was sent as a secret. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const hidden = secrets.reduce((rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '(secret)')), text);
  return hidden.replace(/\s+/g, ' ').trim().slice(0, 300);
}
