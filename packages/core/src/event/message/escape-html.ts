import { fitted } from './fitted.ts';
import { oneLine } from './one-line.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For the text of an element and for the value of an attribute in quotes. */
export function escapeHtml(text: string, most: number): string {
  return fitted(oneLine(text), most, (character) => ESCAPES[character] ?? character);
}
