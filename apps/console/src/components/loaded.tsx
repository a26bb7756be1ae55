import Box from '@cloudscape-design/components/box';
import Spinner from '@cloudscape-design/components/spinner';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/words.ts';
import { ProblemAlert } from './problem-alert.tsx';

interface Asked<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly refetch: () => unknown;
}

interface LoadedProps<T> {
  readonly query: Asked<T>;
  readonly children: (data: T) => ReactNode;
}

/** What is shown of something asked for: that it loads, why it could not be had, or the thing. What was had stays. */
export function Loaded<T>({ query, children }: LoadedProps<T>) {
  const t = useWords();
  const { data, error } = query;
  const retry = (): void => void query.refetch();
  if (data === undefined) {
    if (error !== null && error !== undefined) return <ProblemAlert problem={error} onRetry={retry} />;
    return (
      <Box textAlign="center" padding="xl">
        <Spinner /> <output>{t('common.loading')}</output>
      </Box>
    );
  }
  // What is shown keeps its place whether or not reading it again fails: a form in it keeps what was typed.
  return (
    <>
      {error === null || error === undefined ? undefined : (
        <Box margin={{ bottom: 'm' }}>
          <ProblemAlert problem={error} onRetry={retry} />
        </Box>
      )}
      {children(data)}
    </>
  );
}
