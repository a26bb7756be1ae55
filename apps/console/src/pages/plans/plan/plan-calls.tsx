import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import type { Plan } from '@trueup/api-contract';
import { lazy } from 'react';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords } from '../../../i18n/words.ts';
import { Folded } from './folded.tsx';

const LazyEditor = lazy(async () => {
  const { CodeEditor } = await import('../../../components/code/code-editor.tsx');
  return { default: CodeEditor };
});

/** The writes to AWS in their order, with the runbook that makes them. */
export function PlanCalls({ plan: { calls, document, chosen } }: { readonly plan: Plan }) {
  const t = useWords();
  const { number } = useFormats();
  const title = t('planPage.calls', { count: calls.length });
  return (
    <Container
      header={
        <Header variant="h2" description={t('planPage.calls.description')}>
          {title}
        </Header>
      }
    >
      <SpaceBetween size="s">
        <Table
          variant="borderless"
          contentDensity="compact"
          wrapLines
          items={calls.map((call, index) => ({ ...call, place: index + 1 }))}
          trackBy={({ place }) => String(place)}
          ariaLabels={{ tableLabel: title }}
          empty={t('planPage.calls.none')}
          columnDefinitions={[
            { id: 'place', header: t('planPage.calls.place'), width: 60, cell: ({ place }) => number(place) },
            {
              id: 'call',
              header: t('planPage.calls.call'),
              isRowHeader: true,
              minWidth: 200,
              cell: ({ service, operation }) => <Box variant="code">{`${service}:${operation}`}</Box>,
            },
            { id: 'step', header: t('planPage.calls.step'), minWidth: 150, cell: ({ step }) => step },
            {
              id: 'parameters',
              header: t('planPage.calls.parameters'),
              minWidth: 300,
              cell: ({ parameters }) => <Parameters of={parameters} />,
            },
          ]}
        />
        <Folded
          title={
            chosen === undefined
              ? t('planPage.runbook')
              : t('planPage.runbook.chosen', { name: chosen.documentName, version: chosen.version })
          }
        >
          {() => <LazyEditor label={t('planPage.runbook')} language="yaml" value={document} />}
        </Folded>
      </SpaceBetween>
    </Container>
  );
}

function Parameters({ of }: { readonly of: Plan['input'] }) {
  return (
    <Box variant="code">
      <span style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{JSON.stringify(of, undefined, 2)}</span>
    </Box>
  );
}
