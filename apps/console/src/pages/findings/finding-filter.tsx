import PropertyFilter, { type PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Alert from '@cloudscape-design/components/alert';
import Toggle from '@cloudscape-design/components/toggle';
import { useMemo } from 'react';
import { useAskAhead } from '../../api/use-asked.ts';
import { isClosed, isDate, operatorsOf } from '../../finding-view/field-kinds.ts';
import { searchOf } from '../../finding-view/finding-filters.ts';
import { FINDING_FIELDS, type FindingField } from '../../finding-view/finding-view.ts';
import { findingQueryOf, propertyQueryOf, withOverdue } from '../../finding-view/property-query.ts';
import { useWordOf, useWords } from '../../i18n/words.ts';
import { DateForm } from './date-form.tsx';
import { useFilterOptions, WORDS_OF } from './use-filter-options.ts';
import { GROUPINGS, type FindingsView } from './use-findings-view.ts';
import { ViewSelect } from './view-select.tsx';

type Operator = NonNullable<PropertyFilterProps.FilteringProperty['operators']>[number];

/** What narrows the page: a view, fields joined by and and or, and whether it is grouped. */
export function FindingFilter({ view, countText }: { readonly view: FindingsView; readonly countText: string }) {
  const t = useWords();
  const { options, status, load } = useFilterOptions();
  const properties = useProperties();
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
      <PropertyFilter
        enableTokenGroups
        query={query}
        onChange={({ detail }) => view.changeQuery((now) => withOverdue(findingQueryOf(detail), now.overdue ?? false))}
        filteringProperties={properties}
        filteringOptions={options}
        filteringStatusType={status}
        onLoadItems={({ detail }) => load(detail)}
        freeTextFiltering={{ operators: [':', '!:'], defaultOperator: ':' }}
        countText={countText}
        expandToViewport
        filteringAriaLabel={t('findings.filter')}
        filteringPlaceholder={t('findings.filter.placeholder')}
        filteringEmpty={t('findings.filter.noSuggestions')}
        filteringLoadingText={t('common.loading')}
        filteringErrorText={t('findings.filter.suggestionsFailed')}
        filteringRecoveryText={t('common.retry')}
      />
    </SpaceBetween>
  );
}

/** Whoever goes to it finds the groups counted: that takes the server longest. */
function Grouping({ view }: { readonly view: FindingsView }) {
  const t = useWords();
  const askAhead = useAskAhead();
  const countGroups = (): void => askAhead('listFindingGroups', searchOf(view.query));
  return (
    <div onPointerEnter={countGroups} onFocus={countGroups}>
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
