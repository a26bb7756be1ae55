import { emailBody, messageOf } from '@trueup/core';
import { afterEach, expect, test } from 'vitest';
import type { DeliveryParts } from '../delivery-parts.ts';
import { closeSmtpListeners, smtpListener } from '../testing/smtp-listener.ts';
import { DELIVERY_ID, never, parcelTo, partsFor } from '../testing/parcel-to.ts';
import { emailDelivery } from './email.ts';

afterEach(closeSmtpListeners);

const FROM = 'Trueup <trueup@example.com>';

function mail(more: Partial<DeliveryParts>, to: readonly string[] = ['ann@example.com'], signal = never) {
  const address = { kind: 'email', to, locale: 'ja' } as const;
  const parcel = parcelTo(address);
  return { parcel, sent: emailDelivery(partsFor({ from: FROM, ...more }))(address, parcel, signal) };
}

test('a mail goes to all addressees, with an id made of the delivery and both forms of the text', async () => {
  const { port, mails } = await smtpListener();
  const { parcel, sent } = mail({ smtpUrl: `smtp://127.0.0.1:${port}` }, ['ann@example.com', 'bob@example.org']);
  expect(await sent).toEqual({ kind: 'delivered' });
  const [one] = mails;
  expect(mails).toHaveLength(1);
  expect(one).toMatchObject({ from: '<trueup@example.com>', to: ['<ann@example.com>', '<bob@example.org>'] });
  expect(one?.text).toContain(`Message-ID: <${DELIVERY_ID}@example.com>\n`);
  expect(one?.text).toContain('Auto-Submitted: auto-generated\n');
  expect(one?.text).toContain('Content-Type: text/plain; charset=utf-8\n');
  expect(one?.text).toContain('Content-Type: text/html; charset=utf-8\n');
  const { subject } = emailBody(messageOf(parcel.event, 'ja'), partsFor().consoleUrl);
  expect(decodedWords(one?.text ?? '')).toContain(`Subject: ${subject}`);
});

/** RFC 2047, folded lines joined. */
function decodedWords(text: string): string {
  return text
    .replace(/\?=\n =\?/g, '?==?')
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_word, base64: string) => Buffer.from(base64, 'base64').toString('utf8'))
    .replace(/=\?UTF-8\?Q\?([^?]*)\?=/gi, (_word, quoted: string) =>
      decodeURIComponent(quoted.replaceAll('_', ' ').replaceAll('%', '%25').replaceAll('=', '%')),
    );
}

test('the second attempt has the same Message-ID', async () => {
  const { port, mails } = await smtpListener();
  const smtpUrl = `smtp://127.0.0.1:${port}`;
  await mail({ smtpUrl }).sent;
  await mail({ smtpUrl }).sent;
  expect(new Set(mails.map(({ text }) => /^Message-ID: .*$/m.exec(text)?.[0])).size).toBe(1);
});

test('user and password of the URL are given to the server', async () => {
  const { port, commands } = await smtpListener();
  const { sent } = mail({ smtpUrl: `smtp://bot:p%40ss@127.0.0.1:${port}?requireTLS=false` });
  expect(await sent).toEqual({ kind: 'delivered' });
  expect(commands).toContain(`AUTH PLAIN ${Buffer.from('\0bot\0p@ss').toString('base64')}`);
});

test('a password does not go to a server that offers no TLS', async () => {
  const { port, commands } = await smtpListener({ STARTTLS: '502 what' });
  const { sent } = mail({ smtpUrl: `smtp://bot:hunter2@127.0.0.1:${port}` });
  expect(await sent).toMatchObject({ kind: 'refused' });
  expect(commands.filter((line) => line.startsWith('AUTH'))).toEqual([]);
});

test.each([
  ['a mailbox that is not there', { 'RCPT TO': '550 5.1.1 no such user' }, 'refused', 'NO_RESOURCE'],
  ['a mailbox that is busy', { 'RCPT TO': '450 4.2.1 later' }, 'failed', 'ERROR_FROM_TARGET'],
  ['a sender that is not allowed', { 'MAIL FROM': '550 5.7.1 not you' }, 'refused', 'NO_PERMISSIONS'],
  ['a wrong password', { AUTH: '535 5.7.8 bot:hunter2 is wrong' }, 'refused', 'NO_PERMISSIONS'],
  ['a mail that is refused', { '.': '554 5.6.0 spam' }, 'refused', 'INVALID_PARAMETER'],
  ['a mail that is not taken now', { '.': '451 4.3.0 later' }, 'failed', 'ERROR_FROM_TARGET'],
  ['a server that is closing', { GREETING: '421 4.3.2 shutting down' }, 'failed', 'ERROR_FROM_TARGET'],
])('%s is told by its code, without the password', async (_what, replies, kind, code) => {
  const { port } = await smtpListener(replies);
  const outcome = await mail({ smtpUrl: `smtp://bot:hunter2@127.0.0.1:${port}?requireTLS=false` }).sent;
  expect(outcome).toMatchObject({ kind, code });
  expect(JSON.stringify(outcome)).not.toContain('hunter2');
});

test('a mail that one of two addressees got is delivered, and says to whom not', async () => {
  const { port } = await smtpListener({ 'RCPT TO:<bob': '550 5.1.1 no such user' });
  const { sent } = mail({ smtpUrl: `smtp://127.0.0.1:${port}` }, ['ann@example.com', 'bob@example.org']);
  expect(await sent).toEqual({ kind: 'delivered', detail: 'but not to bob@example.org' });
});

test('a server that says nothing is given up in time', async () => {
  const { port } = await smtpListener({ GREETING: '' });
  const { sent } = mail({ smtpUrl: `smtp://127.0.0.1:${port}`, timeoutMs: 200 });
  expect(await sent).toEqual({ kind: 'failed', code: 'TIMEOUT', message: 'the mail server did not answer in time' });
});

test('a caller that gives up is told so', async () => {
  const { port } = await smtpListener({ EHLO: '' });
  const caller = new AbortController();
  const { sent } = mail({ smtpUrl: `smtp://127.0.0.1:${port}` }, ['ann@example.com'], caller.signal);
  setTimeout(() => caller.abort(), 50);
  expect(await sent).toMatchObject({ kind: 'failed', code: 'SDK_CLIENT_ERROR' });
});

test('a server that is not there was not reached', async () => {
  expect(await mail({ smtpUrl: 'smtp://127.0.0.1:1' }).sent).toMatchObject({
    kind: 'failed',
    code: 'CONNECTION_FAILURE',
  });
});

test.each<Partial<DeliveryParts>>([{}, { smtpUrl: 'nonsense' }, { smtpUrl: 'https://mail.example.com' }])(
  '%j is no mail server',
  async (parts) => {
    expect(await mail(parts).sent).toMatchObject({ kind: 'refused', code: 'INVALID_PARAMETER' });
  },
);

test('an addressee is one address and nothing else', async () => {
  const { port, mails } = await smtpListener();
  const hostile = 'ann@example.com>\r\nRCPT TO:<eve@example.net';
  const outcome = await mail({ smtpUrl: `smtp://127.0.0.1:${port}` }, [hostile, 'a@b.example, eve@example.net']).sent;
  expect(JSON.stringify(mails.map(({ to }) => to))).not.toMatch(/<eve@example.net/);
  expect(outcome.kind).not.toBe('failed');
});
