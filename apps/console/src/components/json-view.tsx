import { lazy, Suspense } from 'react';
import Spinner from '@cloudscape-design/components/spinner';

const LazyEditor = lazy(async () => {
  const { CodeEditor } = await import('./code/code-editor.tsx');
  return { default: CodeEditor };
});

/** A value as JSON that can be read and copied, not changed. */
export function JsonView({
  label,
  value,
  height,
}: {
  readonly label: string;
  readonly value: unknown;
  readonly height?: string;
}) {
  return (
    <Suspense fallback={<Spinner />}>
      <LazyEditor
        label={label}
        language="json"
        value={JSON.stringify(value, undefined, 2)}
        height={height ?? '24rem'}
      />
    </Suspense>
  );
}
