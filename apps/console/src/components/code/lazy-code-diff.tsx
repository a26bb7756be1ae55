import Spinner from '@cloudscape-design/components/spinner';
import { lazy, Suspense, type ComponentProps } from 'react';
import type { CodeDiff } from './code-diff.tsx';

const Loaded = lazy(async () => ({ default: (await import('./code-diff.tsx')).CodeDiff }));

/** Two texts side by side, loaded where a page first shows them. */
export function LazyCodeDiff(props: ComponentProps<typeof CodeDiff>) {
  return (
    <Suspense fallback={<Spinner />}>
      <Loaded {...props} />
    </Suspense>
  );
}
