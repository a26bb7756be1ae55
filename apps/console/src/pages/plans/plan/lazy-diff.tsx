import { lazy } from 'react';

/** Two texts side by side; its editor is loaded when it is looked at. */
export const LazyDiff = lazy(async () => {
  const { CodeDiff } = await import('../../../components/code/code-diff.tsx');
  return { default: CodeDiff };
});
