import PropertyFilter, { type PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Alert from '@cloudscape-design/components/alert';
import Toggle from '@cloudscape-design/components/toggle';
import { useMemo } from 'react';
import { isClosed, isDate, operatorsOf } from '../../finding-view/field-kinds.ts';
import { FINDING_FIELDS, type FindingField } from '../../finding-view/finding-view.ts';
import { findingQueryOf, propertyQueryOf, rebased, withOverdue } from '../../finding-view/property-query.ts';
import { useWordOf, useWords } from '../../i18n/words.ts';
import { DateForm } from './date-form.tsx';
import { useFilterOptions, WORDS_OF } from './use-filter-options.ts';
import { useFilterAhead } from './use-filter-ahead.ts';
import { GROUPINGS, type FindingsView } from './use-findings-view.ts';
import { useListAhead } from './use-list-ahead.ts';
import { ViewSelect } from './view-select.tsx';

type Operator = NonNullable<PropertyFilterProps.FilteringProperty['operators']>[number];

/** What narrows the page: a view, fields joined by and and or, and whether it is grouped. */
export function FindingFilter({ view, countText }: { readonly view: FindingsView; readonly countText: string }) {
  const t = useWords();
  const { options, status, load } = useFilterOptions();
  const properties = useProperties();
  const restsOn = useFilterAhead(view, { properties, options, load });
  const query = useMemo(() => propertyQueryOf(view.query), [view.query]);
  return (
    <SpaceBetween size="s">
      {view.isBroken ? <Alert type="warning">{t('findings.filter.broken')}</Alert> : undefined}
      <SpaceBetween size="s" direction="horizontal" alignItems="center">
        <Grouping view={view} />
        <ViewSelect view={view} />
        <Toggle
          checked={view.query.overdue ?? false}
          onChange={({ detail }) => view.changeQuery((now) => withOverdue(now, detail.checked))}
        >
          {t('findings.overdueOnly')}
        </Toggle>
      </SpaceBetween>
      <div {...restsOn}>
        <PropertyFilter
          enableTokenGroups
          query={query}
          onChange={({ detail }) => {
            const to = findingQueryOf(detail);
            view.changeQuery((now) => withOverdue(rebased(now, { from: view.query, to }), now.overdue ?? false));
          }}
          filteringProperties={properties}
          filteringOptions={options}
          filteringStatusType={status}
          onLoadItems={({ detail }) => load(detail)}
          freeTextFiltering={{ operators: [':', '!:'], defaultOperator: ':' }}
          i18nStrings={{ clearFiltersText: t('common.clearFilters') }}
          countText={countText}
          expandToViewport
          filteringAriaLabel={t('findings.filter')}
          filteringPlaceholder={t('findings.filter.placeholder')}
          filteringEmpty={t('findings.filter.noSuggestions')}
          filteringLoadingText={t('common.loading')}
          filteringErrorText={t('findings.filter.suggestionsFailed')}
          filteringRecoveryText={t('common.retry')}
        />
      </div>
    </SpaceBetween>
  );
}

function Grouping({ view }: { readonly view: FindingsView }) {
  const t = useWords();
  const listAhead = useListAhead(view);
  const askOther = (): void => listAhead({ grouping: view.grouping === 'list' ? 'control' : 'list' });
  return (
    // At once, and not after a rest: groups take the server longest, and the list next to nothing.
    <div onPointerEnter={askOther} onFocus={askOther}>
      <SegmentedControl
        label={t('findings.grouping')}
        selectedId={view.grouping}
        options={GROUPINGS.map((id) => ({ id, text: t(`findings.grouping.${id}`) }))}
        onChange={({ detail }) => {
          const chosen = GROUPINGS.find((id) => id === detail.selectedId);
          if (chosen !== undefined) view.setGrouping(chosen);
        }}
      />
    </div>
  );
}

function useProperties(): PropertyFilterProps.FilteringProperty[] {
  const t = useWords();
  const wordOf = useWordOf();
  return useMemo(
    () =>
      FINDING_FIELDS.map((key) => ({
        key,
        propertyLabel: t(`findings.field.${key}`),
        groupValuesLabel: t('findings.filter.valuesOf', { field: t(`findings.field.${key}`) }),
        operators: operatorsOf(key).map((operator) => operatorOf(key, operator, wordOf)),
        ...(isDate(key) ? { defaultOperator: '>=' } : {}),
      })),
    [t, wordOf],
  );
}

function operatorOf(
  field: FindingField,
  operator: string,
  wordOf: (prefix: string, value: string) => string,
): Operator {
  if (isDate(field)) {
    return {
      operator,
      form: ({ value, onChange, filter }) => (
        <DateForm value={value as string | null} onChange={onChange} filter={filter} />
      ),
      format: (value) => String(value),
    };
  }
  if (!isClosed(field)) return operator;
  const prefix = WORDS_OF[field] ?? '';
  return {
    operator,
    tokenType: 'enum',
    format: (value) =>
      [value as string | readonly string[]]
        .flat()
        .map((one) => wordOf(prefix, one))
        .join(', '),
  };
}
