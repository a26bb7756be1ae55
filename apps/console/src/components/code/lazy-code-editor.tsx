import Spinner from '@cloudscape-design/components/spinner';
import { lazy, Suspense, type ComponentProps } from 'react';
import type { CodeEditor } from './code-editor.tsx';

const Loaded = lazy(async () => ({ default: (await import('./code-editor.tsx')).CodeEditor }));

/** The editor, loaded where a page first shows one. */
export function LazyCodeEditor(props: ComponentProps<typeof CodeEditor>) {
  return (
    <Suspense fallback={<Spinner />}>
      <Loaded {...props} />
    </Suspense>
  );
}
