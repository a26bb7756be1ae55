import { useParams } from '@tanstack/react-router';
import type { PathName, PathParams } from '../paths.ts';

/** The members of the path of the page that is shown. */
export function useParam<K extends PathName>(_page: K): PathParams<K> {
  return useParams({ strict: false }) as PathParams<K>;
}
