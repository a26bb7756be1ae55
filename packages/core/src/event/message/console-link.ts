import type { Message } from './message.ts';
import { oneLine } from './one-line.ts';

/** An address that needs no escaping anywhere: no quotes, brackets, spaces or bars. */
const BASE = /^https?:\/\/[\w.~:/%[\]-]+$/;
const PATH = /^\/[\w.~/%-]*$/;
/** Slack's limit for a link, the smallest of them. */
const MOST = 3_000;

/** The whole address of the page that a message names, when it is known where the console is. */
export function consoleLink(
  { link }: Pick<Message, 'link'>,
  consoleUrl: string | undefined,
): { readonly url: string; readonly label: string } | undefined {
  if (!link || consoleUrl === undefined || !BASE.test(consoleUrl) || !PATH.test(link.path)) return undefined;
  const url = (consoleUrl.endsWith('/') ? consoleUrl.slice(0, -1) : consoleUrl) + link.path;
  return url.length > MOST ? undefined : { url, label: oneLine(link.label) || '–' };
}
