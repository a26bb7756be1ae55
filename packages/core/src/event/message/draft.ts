import { SEVERITY_LABELS, type SeverityLabel } from '../../finding/asff/asff.ts';
import type { EventEnvelope } from '../event.ts';
import type { Catalogue, Label, Page, Words } from './catalogue.ts';

/** What a message says before its labels are translated. A fact without a value is left out. */
export interface Draft {
  readonly words: Words;
  readonly facts: readonly (readonly [label: Label, value: string | undefined])[];
  readonly severity?: SeverityLabel | undefined;
  readonly page?: { readonly page: Page; readonly id: string | undefined };
}

export type MakeDraft = (event: EventEnvelope, catalogue: Catalogue) => Draft;

export function severityOf(text: string | undefined): SeverityLabel | undefined {
  return SEVERITY_LABELS.find((label) => label === text);
}
