import Box from '@cloudscape-design/components/box';
import Table from '@cloudscape-design/components/table';
import type { PolicyChange } from '@trueup/api-contract';
import { useWords } from '../../../i18n/words.ts';

const MARKS: Readonly<Record<PolicyChange['kind'], string>> = { added: '+', removed: '-', changed: '~' };

interface ChangeListProps {
  readonly label: string;
  readonly changes: readonly PolicyChange[];
  readonly total: number;
}

/** What another policy says otherwise: each mark has its word. */
export function ChangeList({ label, changes, total }: ChangeListProps) {
  const t = useWords();
  return (
    <Table<PolicyChange>
      variant="borderless"
      contentDensity="compact"
      wrapLines
      items={[...changes]}
      trackBy={({ kind, path, text }) => `${kind} ${path} ${text}`}
      ariaLabels={{ tableLabel: label }}
      empty={t('policySource.noChanges')}
      {...(total > changes.length
        ? { footer: <Box>{t('policySource.moreChanges', { count: total - changes.length })}</Box> }
        : {})}
      columnDefinitions={[
        {
          id: 'kind',
          header: t('policySource.change'),
          width: 130,
          cell: ({ kind }) => (
            <span style={{ whiteSpace: 'nowrap' }}>
              <Box variant="code" display="inline">
                {MARKS[kind]}
              </Box>{' '}
              {t(`policySource.change.${kind}`)}
            </span>
          ),
        },
        {
          id: 'path',
          header: t('policySource.where'),
          isRowHeader: true,
          width: 260,
          cell: ({ path }) => (
            <Box variant="code">
              <span style={{ overflowWrap: 'anywhere' }}>{path}</span>
            </Box>
          ),
        },
        {
          id: 'text',
          header: t('policySource.what'),
          minWidth: 260,
          cell: ({ text }) => <span style={{ overflowWrap: 'anywhere' }}>{text}</span>,
        },
      ]}
    />
  );
}
