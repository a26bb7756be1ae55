import Spinner from '@cloudscape-design/components/spinner';
import { lazy, Suspense, type ComponentProps } from 'react';
import type { StepGraph } from './step-graph.tsx';

const Loaded = lazy(async () => ({ default: (await import('./step-graph.tsx')).StepGraph }));

/** The graph, loaded where a page first shows one. */
export function LazyStepGraph(props: ComponentProps<typeof StepGraph>) {
  return (
    <Suspense fallback={<Spinner />}>
      <Loaded {...props} />
    </Suspense>
  );
}
