import { findingOrder, type FindingOrder } from '@trueup/api-contract';
import { useMemo } from 'react';
import { useSearchState } from '../../components/use-search-state.ts';
import { OPEN_FINDINGS, type FindingQuery } from '../../finding-view/finding-view.ts';
import { readFindingQuery } from '../../finding-view/read-finding-query.ts';
import { pathTo, type Search } from '../../paths.ts';
import { kept } from '../../preferences/kept.ts';

export const GROUPINGS = ['control', 'list'] as const;
type Grouping = (typeof GROUPINGS)[number];
export const PAGE_SIZES = [20, 50, 100] as const;

const keptGrouping = kept<Grouping>('findings.group', GROUPINGS);
const keptSize = kept('findings.size', ['20', '50', '100'] as const);

export interface FindingsView {
  readonly query: FindingQuery;
  /** The filter of the URL could not be read; open findings are shown instead. */
  readonly isBroken: boolean;
  readonly grouping: Grouping;
  readonly order: FindingOrder;
  readonly ascending: boolean;
  readonly size: number;
  /** The finding whose panel is open. */
  readonly selected: string | undefined;
  /** Takes the filter as it is now, which may not be drawn yet. */
  readonly changeQuery: (change: (now: FindingQuery) => FindingQuery) => void;
  readonly setGrouping: (grouping: Grouping) => void;
  readonly setSorting: (order: FindingOrder, ascending: boolean) => void;
  readonly setSize: (size: number) => void;
  readonly setSelected: (id: string | undefined) => void;
  /** Another filter, grouping and order at once, such as those of a saved view. */
  readonly show: (next: { query: FindingQuery; grouping?: Grouping; order?: FindingOrder }) => void;
  /** A link to the list, filtered so. */
  readonly listOf: (query: FindingQuery) => string;
}

/** What the page shows. All of it stands in the URL; the grouping and the size of a page are remembered beside. */
export function useFindingsView(): FindingsView {
  const [search, change] = useSearchState();
  const { q, group, order, asc, size, selected } = search;
  const read = useMemo(() => readQuery(q), [q]);
  const query = read ?? OPEN_FINDINGS;
  const sizes: readonly string[] = PAGE_SIZES.map(String);
  const wanted = size !== undefined && sizes.includes(size) ? size : keptSize.read();
  return {
    query,
    isBroken: read === undefined,
    grouping: GROUPINGS.find((one) => one === group) ?? keptGrouping.read() ?? 'control',
    order: findingOrder.safeParse(order).data ?? 'severity',
    ascending: asc === '1',
    size: Number(wanted ?? PAGE_SIZES[0]),
    selected,
    changeQuery(next) {
      change((now) => ({ q: JSON.stringify(next(readQuery(now.q) ?? OPEN_FINDINGS)), selected: undefined }), 'push');
    },
    setGrouping(grouping) {
      keptGrouping.write(grouping);
      change({ group: grouping, selected: undefined }, 'push');
    },
    setSorting: (next, ascending) => change({ order: next, asc: ascending ? '1' : undefined }),
    setSize(next) {
      const chosen = (['20', '50', '100'] as const).find((one) => one === String(next));
      if (chosen !== undefined) keptSize.write(chosen);
      change({ size: String(next) });
    },
    setSelected: (id) => change({ selected: id }),
    show: (next) => change({ ...searchOfShown(next), selected: undefined }, 'push'),
    listOf: (next) =>
      pathTo('findings', {}, { ...search, q: JSON.stringify(next), group: 'list', selected: undefined }),
  };
}

const readQuery = (q: string | undefined): FindingQuery | undefined =>
  q === undefined ? OPEN_FINDINGS : readFindingQuery(q);

function searchOfShown({ query, grouping, order }: Parameters<FindingsView['show']>[0]): Search {
  return {
    q: JSON.stringify(query),
    ...(grouping === undefined ? {} : { group: grouping }),
    ...(order === undefined ? {} : { order, asc: undefined }),
  };
}
