import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { Urgency } from '@trueup/api-contract';
import { useFormats } from '../../../i18n/formats.ts';
import { useWordOf, useWords } from '../../../i18n/words.ts';

/** The score of the finding and what adds up to it. */
export function FindingPriority({ urgency: { score, reasons } }: { readonly urgency: Urgency }) {
  const t = useWords();
  const wordOf = useWordOf();
  const { number } = useFormats();
  const title = t('finding.priority', { score: number(score) });
  return (
    <Container
      header={
        <Header variant="h2" description={t('finding.priority.description')}>
          {title}
        </Header>
      }
    >
      <Table
        variant="borderless"
        contentDensity="compact"
        wrapLines
        items={[...reasons]}
        trackBy="kind"
        ariaLabels={{ tableLabel: title }}
        empty={t('common.none')}
        columnDefinitions={[
          {
            id: 'kind',
            header: t('finding.priority.kind'),
            isRowHeader: true,
            width: 220,
            cell: ({ kind }) => wordOf('priority', kind),
          },
          { id: 'points', header: t('finding.priority.points'), width: 110, cell: ({ points }) => number(points) },
          { id: 'detail', header: t('finding.priority.detail'), cell: ({ detail }) => detail },
        ]}
      />
    </Container>
  );
}
