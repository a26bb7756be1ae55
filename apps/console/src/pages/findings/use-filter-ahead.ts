import type { PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import { optionAt, useRest } from '../../components/use-rest.ts';
import { withOverdue, withToken } from '../../finding-view/property-query.ts';
import { QUICK_VIEWS } from '../../finding-view/quick-views.ts';
import { useWords } from '../../i18n/words.ts';
import type { FilterOptions } from './use-filter-options.ts';
import type { FindingsView } from './use-findings-view.ts';
import { useListAhead } from './use-list-ahead.ts';

interface Suggested extends Pick<FilterOptions, 'options' | 'load'> {
  readonly properties: readonly PropertyFilterProps.FilteringProperty[];
}

/** Asks for what the filter is about to say: a known value that is typed or highlighted, or nothing any more. */
export function useFilterAhead(
  view: FindingsView,
  { properties, options, load }: Suggested,
): ReturnType<typeof useRest> {
  const t = useWords();
  const listAhead = useListAhead(view);
  return useRest((on) => {
    if (on.closest('button')?.textContent === t('common.clearFilters')) {
      listAhead({ query: withOverdue(QUICK_VIEWS.all, view.query.overdue ?? false) });
      return;
    }
    const text = (on instanceof HTMLInputElement ? on.value : optionAt(on))?.trim().toLowerCase() ?? '';
    // Groups of each value that is passed would cost the server too much.
    if (view.grouping === 'control') return;
    const field = properties.find(({ propertyLabel }) => text.startsWith(`${propertyLabel} =`.toLowerCase()));
    if (field === undefined) return;
    // The component would ask for the values only after a pause.
    load({ filteringProperty: field, samePage: false });
    const says = (word: string | undefined): boolean => `${field.propertyLabel} = ${word}`.toLowerCase() === text;
    // People write the label, suggestions are written with the value.
    const said = options.find(
      ({ propertyKey, label, value }) => propertyKey === field.key && (says(label) || says(value)),
    );
    if (said !== undefined) listAhead({ query: withToken(view.query, { ...said, operator: '=' }) });
  });
}
