import { useAskAhead } from '../../api/use-asked.ts';
import { searchOf } from '../../finding-view/finding-filters.ts';
import type { FindingsView } from './use-findings-view.ts';

type Listed = Pick<FindingsView, 'query' | 'grouping' | 'order' | 'ascending' | 'size'>;

/** What the API is asked for the rows of a view. */
export function rowsInput({ query, order, ascending, size }: Omit<Listed, 'grouping'>) {
  return { ...searchOf(query), order, ...(ascending ? { ascending: true } : {}), limit: size };
}

/** Asks for the page as it will be once something else of it is chosen. */
export function useListAhead(view: FindingsView): (chosen: Partial<Listed>) => void {
  const askAhead = useAskAhead();
  return (chosen) => {
    const listed = { ...view, ...chosen };
    const search = searchOf(listed.query);
    if (listed.grouping === 'control') askAhead('listFindingGroups', search);
    else {
      askAhead('searchFindings', rowsInput(listed));
      askAhead('countMatching', search);
    }
  };
}
