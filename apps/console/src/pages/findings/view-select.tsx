import Select, { type SelectProps } from '@cloudscape-design/components/select';
import { findingOrder, type SavedView } from '@trueup/api-contract';
import { useAsked } from '../../api/use-asked.ts';
import { optionAt, useRest } from '../../components/use-rest.ts';
import type { FindingQuery } from '../../finding-view/finding-view.ts';
import { isSameQuery } from '../../finding-view/property-query.ts';
import { queryOfView } from '../../finding-view/query-of-view.ts';
import { QUICK_VIEW_NAMES, QUICK_VIEWS } from '../../finding-view/quick-views.ts';
import { useWords } from '../../i18n/words.ts';
import type { FindingsView } from './use-findings-view.ts';
import { useListAhead } from './use-list-ahead.ts';

/** The field by which a saved view says that it is grouped by control. */
export const CONTROL_FIELD = 'ComplianceSecurityControlId';

type Shown = Parameters<FindingsView['show']>[0];

/** Views that everyone has, and those that someone saved. One that is shown is chosen here; another filter is none. */
export function ViewSelect({ view }: { readonly view: FindingsView }) {
  const t = useWords();
  const saved = useAsked('listViews', {});
  const views = saved.data?.items ?? [];
  const quick: SelectProps.Option[] = QUICK_VIEW_NAMES.map((name) => ({
    value: `quick:${name}`,
    label: t(`findings.view.${name}`),
  }));
  const own: SelectProps.Option[] = views.map((one) => ({
    value: `saved:${one.name}`,
    label: one.name,
    labelTag: one.createdBy,
    ...(queryOfView(one) === undefined ? { disabled: true, disabledReason: t('findings.view.unreadable') } : {}),
  }));
  const shown = shownView(view.query, views);
  const selected = [...quick, ...own].find(({ value }) => value === shown) ?? null;
  const chosenBy = (value: string | undefined): Shown | undefined => {
    const name = QUICK_VIEW_NAMES.find((one) => `quick:${one}` === value);
    const kept = views.find((one) => `saved:${one.name}` === value);
    return name !== undefined ? { query: QUICK_VIEWS[name] } : kept === undefined ? undefined : shownBy(kept);
  };
  const listAhead = useListAhead(view);
  const restsOn = useRest((on) => {
    const next = chosenBy(optionAt(on));
    if (next !== undefined) listAhead({ ...next, ...(next.order === undefined ? {} : { ascending: false }) });
  });
  return (
    <div style={{ minWidth: '14rem' }} {...restsOn}>
      <Select
        ariaLabel={t('findings.view')}
        inlineLabelText={t('findings.view')}
        selectedOption={selected}
        placeholder={t('findings.view.other')}
        statusType={saved.isError ? 'error' : saved.isPending ? 'loading' : 'finished'}
        errorText={t('findings.view.failed')}
        recoveryText={t('common.retry')}
        loadingText={t('common.loading')}
        onLoadItems={() => void saved.refetch()}
        options={[
          { label: t('findings.view.quick'), options: quick },
          ...(own.length === 0 ? [] : [{ label: t('findings.view.saved'), options: own }]),
        ]}
        onChange={({ detail }) => {
          const next = chosenBy(detail.selectedOption.value);
          if (next !== undefined) view.show(next);
        }}
      />
    </div>
  );
}

function shownView(query: FindingQuery, views: readonly SavedView[]): string | undefined {
  const quick = QUICK_VIEW_NAMES.find((name) => isSameQuery(QUICK_VIEWS[name], query));
  if (quick !== undefined) return `quick:${quick}`;
  const saved = savedViewOf(query, views);
  return saved === undefined ? undefined : `saved:${saved.name}`;
}

/** The saved view that says what a filter says. */
export function savedViewOf(query: FindingQuery, views: readonly SavedView[]): SavedView | undefined {
  return views.find((one) => {
    const said = queryOfView(one);
    return said !== undefined && isSameQuery(said, query);
  });
}

function shownBy(saved: SavedView): Shown | undefined {
  const query = queryOfView(saved);
  if (query === undefined) return undefined;
  const order = findingOrder.safeParse(saved.order).data;
  return {
    query,
    grouping: saved.groupBy === CONTROL_FIELD ? 'control' : 'list',
    ...(order === undefined ? {} : { order }),
  };
}
