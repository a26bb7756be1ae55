import type { Message } from './message.ts';
import { oneLine } from './one-line.ts';

/** Channels refuse an empty title. */
export function titleLine({ title }: Pick<Message, 'title'>): string {
  return oneLine(title) || '–';
}
