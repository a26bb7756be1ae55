import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import type { DocumentGraph, GraphStep } from '@trueup/api-contract';
import { useMemo } from 'react';
import { LazyStepGraph } from '../../../components/graph/lazy-step-graph.tsx';
import { useWords } from '../../../i18n/words.ts';
import { graphSteps } from './graph-steps.ts';
import { useEdgeWord } from './use-edge-word.ts';

interface RunbookGraphProps {
  readonly label: string;
  /** Absent: the text cannot be read, or was not yet. */
  readonly graph: DocumentGraph | undefined;
}

/** How the steps may follow each other, drawn, and as a list that says the same. */
export function RunbookGraph({ label, graph }: RunbookGraphProps) {
  const t = useWords();
  const wordOf = useEdgeWord();
  const steps = useMemo(() => (graph === undefined ? [] : graphSteps(graph, wordOf)), [graph, wordOf]);
  if (graph === undefined) return <Box color="text-body-secondary">{t('runbooks.graph.unreadable')}</Box>;
  return (
    <SpaceBetween size="s">
      <LazyStepGraph label={label} steps={steps} />
      <ExpandableSection headerText={t('runbooks.graph.steps', { count: graph.steps.length })}>
        <StepList label={label} steps={graph.steps} />
      </ExpandableSection>
    </SpaceBetween>
  );
}

function StepList({ label, steps }: { readonly label: string; readonly steps: readonly GraphStep[] }) {
  const t = useWords();
  const wordOf = useEdgeWord();
  return (
    <Table<GraphStep>
      variant="borderless"
      contentDensity="compact"
      wrapLines
      items={[...steps]}
      trackBy="name"
      ariaLabels={{ tableLabel: label }}
      columnDefinitions={[
        { id: 'name', header: t('runbooks.step'), isRowHeader: true, cell: ({ name }) => name },
        { id: 'action', header: t('runbooks.action'), cell: ({ action }) => <Box variant="code">{action}</Box> },
        {
          id: 'next',
          header: t('runbooks.next'),
          cell: ({ next }) =>
            next.length === 0
              ? t('runbooks.end')
              : next.map((edge, index) => {
                  const word = wordOf(edge);
                  return (
                    <div key={index}>
                      {word === undefined ? edge.to : t('runbooks.edge.to', { to: edge.to, when: word })}
                    </div>
                  );
                }),
        },
      ]}
    />
  );
}
