import { useLocation } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useHistory } from './use-history.ts';
import { readSearch, writeSearch, type Search } from '../paths.ts';

/** What stands behind the question mark, and how it is changed: members that are undefined go, others stay. */
export function useSearchState(): [Record<string, string>, (changes: Search, how?: 'push' | 'replace') => void] {
  const history = useHistory();
  const { searchStr, pathname } = useLocation();
  const search = readSearch(searchStr);
  const change = useCallback(
    (changes: Search, how: 'push' | 'replace' = 'replace') => {
      const next = `${pathname}${writeSearch({ ...readSearch(searchStr), ...changes })}`;
      if (how === 'push') history.push(next);
      else history.replace(next);
    },
    [history, pathname, searchStr],
  );
  return [search, change];
}
