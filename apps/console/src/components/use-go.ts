import { useCallback } from 'react';
import { useHistory } from './use-history.ts';

/** Opens another page, such as `go(pathTo('plan', { planId }))`. */
export function useGo(): (path: string) => void {
  const history = useHistory();
  return useCallback((path) => history.push(path), [history]);
}
