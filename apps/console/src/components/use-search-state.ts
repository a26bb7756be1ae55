import { useLocation } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useHistory } from './use-history.ts';
import { readSearch, writeSearch, type Search } from '../paths.ts';

type Changes = Search | ((now: Readonly<Record<string, string>>) => Search);

/**
 * What stands behind the question mark, and how it is changed: members that are undefined go, others stay, also those
 * that have come since the page was drawn.
 */
export function useSearchState(): [Record<string, string>, (changes: Changes, how?: 'push' | 'replace') => void] {
  const history = useHistory();
  const { searchStr, pathname } = useLocation();
  const search = readSearch(searchStr);
  const change = useCallback(
    (changes: Changes, how: 'push' | 'replace' = 'replace') => {
      const address = history.address();
      const now = readSearch(address.pathname === pathname ? address.searchStr : searchStr);
      const next = `${pathname}${writeSearch({ ...now, ...(typeof changes === 'function' ? changes(now) : changes) })}`;
      if (how === 'push') history.push(next);
      else history.replace(next);
    },
    [history, pathname, searchStr],
  );
  return [search, change];
}
