import type { SeverityLabel } from '../../finding/asff/asff.ts';
import type { Locale } from '../event-rule.ts';

export type Fact = readonly [label: string, value: string];

/**
 * What a person is told of an event, before it is written for a channel. Texts of events are in it as they came, on
 * one line each: every channel escapes them.
 */
export interface Message {
  readonly locale: Locale;
  readonly title: string;
  /** Sentences, in the order in which they are read. */
  readonly summary: readonly string[];
  readonly facts: readonly Fact[];
  readonly severity?: SeverityLabel;
  /** A page of the console, which asks who is there. No link approves, rejects or changes anything. */
  readonly link?: { readonly path: string; readonly label: string };
}
