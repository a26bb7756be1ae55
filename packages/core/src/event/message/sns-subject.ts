import { fitted } from './fitted.ts';
import type { Message } from './message.ts';
import { oneLine } from './one-line.ts';

/** SNS takes less than 100 characters. */
const MOST = 99;

/**
 * The Subject of SNS's Publish: ASCII on one line that begins with a letter. What is left of a title without its
 * other characters may be nothing; then the severity and this name must do.
 */
export function snsSubject({ title, severity }: Message): string {
  const ascii = oneLine(oneLine(title).replaceAll(/[^\x20-\x7e]+/g, ' ')).replace(/^[^A-Za-z0-9]+/, '');
  const told = ascii === '' ? 'notification' : ascii;
  return fitted(`Trueup ${severity ? `${severity}: ` : ''}${told}`, MOST, undefined, '...');
}
