import Table from '@cloudscape-design/components/table';
import type { GuardResult } from '@trueup/api-contract';
import { Instant } from '../../../components/instant.tsx';
import { Status } from '../../../components/status.tsx';
import { useWordOf, useWords } from '../../../i18n/words.ts';

interface GuardsTableProps {
  readonly label: string;
  readonly guards: readonly GuardResult[];
}

/** What each guard says, why, and until when. */
export function GuardsTable({ label, guards }: GuardsTableProps) {
  const t = useWords();
  const wordOf = useWordOf();
  return (
    <Table<GuardResult>
      variant="borderless"
      contentDensity="compact"
      wrapLines
      items={[...guards]}
      trackBy="guard"
      ariaLabels={{ tableLabel: label }}
      empty={t('common.none')}
      columnDefinitions={[
        {
          id: 'guard',
          header: t('guards.guard'),
          isRowHeader: true,
          minWidth: 170,
          cell: ({ guard }) => wordOf('guard', guard),
        },
        {
          id: 'verdict',
          header: t('guards.verdict'),
          minWidth: 210,
          cell: ({ verdict }) => <Status of="verdict" value={verdict} />,
        },
        { id: 'detail', header: t('guards.detail'), minWidth: 260, cell: ({ detail }) => detail },
        {
          id: 'until',
          header: t('guards.until'),
          minWidth: 120,
          cell: ({ until }) => (until === undefined ? '–' : <Instant at={until} />),
        },
      ]}
    />
  );
}
