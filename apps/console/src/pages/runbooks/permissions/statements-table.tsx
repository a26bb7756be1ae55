import Box from '@cloudscape-design/components/box';
import Table from '@cloudscape-design/components/table';
import type { PermissionStatement } from '@trueup/api-contract';
import { useWords } from '../../../i18n/words.ts';

interface StatementsTableProps {
  readonly label: string;
  readonly statements: readonly PermissionStatement[];
}

/** What may be done, on what, and on which condition. */
export function StatementsTable({ label, statements }: StatementsTableProps) {
  const t = useWords();
  return (
    <Table<PermissionStatement>
      variant="borderless"
      contentDensity="compact"
      wrapLines
      items={[...statements]}
      trackBy={(statement) => JSON.stringify(statement)}
      ariaLabels={{ tableLabel: label }}
      empty={t('runbooks.permissions.none')}
      header={<Box variant="h3">{label}</Box>}
      columnDefinitions={[
        {
          id: 'action',
          header: t('runbooks.permissions.action'),
          isRowHeader: true,
          minWidth: 220,
          cell: ({ Action }) => <Lines of={Action} />,
        },
        {
          id: 'resource',
          header: t('runbooks.permissions.resource'),
          minWidth: 220,
          cell: ({ Resource }) => <Lines of={typeof Resource === 'string' ? [Resource] : Resource} />,
        },
        {
          id: 'condition',
          header: t('runbooks.permissions.condition'),
          minWidth: 160,
          cell: ({ Condition }) =>
            Condition === undefined ? t('common.none') : <Lines of={[JSON.stringify(Condition)]} />,
        },
      ]}
    />
  );
}

function Lines({ of }: { readonly of: readonly string[] }) {
  return of.map((line) => (
    <Box key={line} variant="code" display="block">
      <span style={{ overflowWrap: 'anywhere' }}>{line}</span>
    </Box>
  ));
}
