import { emailBody, type Deliver, type DeliveryOutcome } from '@trueup/core';
import { createTransport, type NodemailerError } from 'nodemailer';
import type { DeliveryParts } from '../delivery-parts.ts';
import { withinLimit } from '../guard/guarded-request.ts';
import { refusal } from '../outcome-of.ts';
import { withoutSecrets } from '../targets/secret-of.ts';
import { messageFor } from './message-for.ts';

/** Of each phase: to connect, to be greeted, without a sign of life. */
const TIMEOUT_MS = 10_000;

/**
 * One mail to all addressees, with a Message-ID made of the delivery's id: many mail servers drop the second of two
 * mails that have the same. A password goes over TLS only, unless the URL says `?requireTLS=false`.
 */
export function emailDelivery(parts: DeliveryParts): Deliver<'email'> {
  const { smtpUrl = '', from } = parts;
  const url = URL.parse(smtpUrl);
  if (from === undefined || !url || !['smtp:', 'smtps:'].includes(url.protocol)) {
    return () => Promise.resolve(refusal('this server sends no e-mail: it has no mail server or no sender address'));
  }
  const secrets = [url.password, decoded(url.password)];
  const transport = createTransport({
    url: smtpUrl,
    requireTLS: secrets[0] !== '',
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    dnsTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async ({ to, locale }, parcel, signal) => {
    const { subject, text, html } = emailBody(messageFor(parcel, locale), parts.consoleUrl);
    const messageId = messageIdOf(parcel.deliveryId, from);
    const headers = { 'Auto-Submitted': 'auto-generated' };
    const deadline = withinLimit(parts, signal);
    const addressees = to.map((address) => ({ name: '', address }));
    try {
      const mail = { from, to: addressees, subject, text, html, messageId, headers, signal: deadline };
      const { rejected } = await transport.sendMail(mail);
      return {
        kind: 'delivered',
        ...(rejected.length > 0 && { detail: `but not to ${rejected.map(String).join(', ')}` }),
      };
    } catch (error) {
      return outcomeOfError(error as NodemailerError, deadline, secrets);
    }
  };
}

function messageIdOf(deliveryId: string, from: string): string {
  const [, domain = 'trueup.invalid'] = /@([\w.-]+)>?\s*$/.exec(from) ?? [];
  return `<${deliveryId.replace(/[^\w.-]/g, '_')}@${domain}>`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** In the codes of EventBridge. A reply of 5yz is final (RFC 5321, 4.2.1), and so is a mail that cannot be written. */
function outcomeOfError(error: NodemailerError, deadline: AbortSignal, secrets: readonly string[]): DeliveryOutcome {
  const { code = 'no code', response = '' } = error;
  const said = withoutSecrets(response, secrets);
  const message = `the mail server did not take the mail: ${code}${said === '' ? '' : `: ${said}`}`;
  if (deadline.aborted) {
    const timedOut = (deadline.reason as { readonly name?: unknown }).name === 'TimeoutError';
    return timedOut
      ? { kind: 'failed', code: 'TIMEOUT', message: 'the mail server did not answer in time' }
      : { kind: 'failed', code: 'SDK_CLIENT_ERROR', message: 'the mail was cancelled' };
  }
  if (error.permanent === true) return { kind: 'refused', code: refusedCode(error), message };
  switch (code) {
    case 'ECONFIG':
    case 'EMESSAGE':
    case 'EENVELOPE':
      return error.responseCode === undefined
        ? { kind: 'refused', code: 'INVALID_PARAMETER', message }
        : { kind: 'failed', code: 'ERROR_FROM_TARGET', message };
    case 'ENOAUTH':
      return { kind: 'refused', code: 'NO_PERMISSIONS', message };
    case 'ETIMEDOUT':
      return { kind: 'failed', code: 'TIMEOUT', message };
    case 'ECONNECTION':
    case 'ESOCKET':
    case 'EDNS':
    case 'ETLS':
      return { kind: 'failed', code: 'CONNECTION_FAILURE', message };
    default:
      return { kind: 'failed', code: 'ERROR_FROM_TARGET', message };
  }
}

function refusedCode({ code, command = '', responseCode = 0 }: NodemailerError): string {
  if (code === 'EAUTH' || command.startsWith('MAIL') || responseCode === 530) return 'NO_PERMISSIONS';
  return code === 'EENVELOPE' ? 'NO_RESOURCE' : 'INVALID_PARAMETER';
}
