import { Problem } from '@trueup/api-contract';
import Box from '@cloudscape-design/components/box';
import type { ReactNode } from 'react';
import { Loaded } from '../../components/loaded.tsx';
import { useWords } from '../../i18n/words.ts';

interface PartProps<T> {
  readonly query: { readonly data: T | undefined; readonly error: unknown; readonly refetch: () => unknown };
  readonly children: (data: T) => ReactNode;
}

/** A part of the page that someone whose roles hold in some accounts only may not see: the others stay. */
export function Part<T>({ query, children }: PartProps<T>) {
  const t = useWords();
  if (query.data === undefined && query.error instanceof Problem && query.error.code === 'forbidden')
    return (
      <Box color="text-body-secondary" variant="small">
        {t('overview.notForYou')}
      </Box>
    );
  return <Loaded query={query}>{children}</Loaded>;
}
