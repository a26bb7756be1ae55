import Box from '@cloudscape-design/components/box';
import Table from '@cloudscape-design/components/table';
import type { DeclaredParameter, Json } from '@trueup/api-contract';
import { useWords } from '../../../i18n/words.ts';

interface ParametersTableProps {
  readonly label: string;
  readonly parameters: readonly DeclaredParameter[] | undefined;
}

/** What a runbook asks for. */
export function ParametersTable({ label, parameters }: ParametersTableProps) {
  const t = useWords();
  return (
    <Table<DeclaredParameter>
      variant="borderless"
      contentDensity="compact"
      wrapLines
      items={[...(parameters ?? [])]}
      trackBy="name"
      ariaLabels={{ tableLabel: label }}
      empty={t(parameters === undefined ? 'runbooks.graph.unreadable' : 'runbooks.parameters.none')}
      columnDefinitions={[
        { id: 'name', header: t('runbooks.parameter'), isRowHeader: true, cell: ({ name }) => name },
        { id: 'type', header: t('runbooks.type'), cell: ({ type }) => <Box variant="code">{type}</Box> },
        {
          id: 'default',
          header: t('runbooks.default'),
          cell: (one) => (one.default === undefined ? t('runbooks.required') : textOf(one.default)),
        },
        {
          id: 'values',
          header: t('runbooks.allowedValues'),
          cell: ({ allowedValues, allowedPattern }) => allowedValues?.map(textOf).join(', ') ?? allowedPattern ?? '',
        },
        { id: 'description', header: t('runbooks.description'), cell: ({ description }) => description ?? '' },
      ]}
    />
  );
}

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
