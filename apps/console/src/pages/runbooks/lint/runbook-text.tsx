import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import type { CodePlace } from '../../../components/code/code-editor.tsx';
import { LazyCodeEditor } from '../../../components/code/lazy-code-editor.tsx';
import { useWords } from '../../../i18n/words.ts';
import { codeProblems } from './code-problems.ts';
import { ParametersTable } from './parameters-table.tsx';
import { ProblemList } from './problem-list.tsx';
import { RunbookGraph } from './runbook-graph.tsx';
import { useLint } from './use-lint.ts';

const VIEWS = ['text', 'graph', 'parameters'] as const;

/** A runbook to read: its text, what its steps lead to, and what it asks for. */
export function RunbookText({ label, content }: { readonly label: string; readonly content: string }) {
  const t = useWords();
  const lint = useLint(content);
  const [view, setView] = useState<(typeof VIEWS)[number]>('text');
  const [place, setPlace] = useState<CodePlace>();
  const { data } = lint.query;
  const problems = useMemo(() => codeProblems(data?.problems ?? []), [data]);
  return (
    <SpaceBetween size="s">
      <SegmentedControl
        label={t('runbooks.view')}
        selectedId={view}
        options={VIEWS.map((id) => ({ id, text: t(`runbooks.view.${id}`) }))}
        onChange={({ detail }) => setView(VIEWS.find((one) => one === detail.selectedId) ?? 'text')}
      />
      {view === 'text' ? (
        <>
          <LazyCodeEditor label={label} language="yaml" value={content} problems={problems} place={place} />
          <ProblemList lint={lint} onGoTo={setPlace} />
        </>
      ) : undefined}
      {view === 'graph' ? <RunbookGraph label={t('runbooks.graph.of', { name: label })} graph={data?.graph} /> : null}
      {view === 'parameters' ? (
        <ParametersTable label={t('runbooks.parameters.of', { name: label })} parameters={data?.parameters} />
      ) : undefined}
    </SpaceBetween>
  );
}
