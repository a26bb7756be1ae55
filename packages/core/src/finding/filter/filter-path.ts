import { FILTER_FIELDS } from './filter-fields.ts';
import type { AsffPath } from './finding-filters.ts';

/** Where the text stands that a filter of GetFindings is about; undefined for one that is no text, and for no filter. */
export function filterPath(name: string): AsffPath | undefined {
  const field = FILTER_FIELDS['get-findings'].get(name);
  return field?.kind === 'string' ? field.path : undefined;
}
