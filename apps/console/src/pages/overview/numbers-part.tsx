import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import Table from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words.ts';

interface NumbersPartProps<Row> {
  readonly title: string;
  readonly description: string;
  readonly rows: readonly Row[];
  readonly columns: readonly { readonly id: string; readonly header: string; readonly cell: (row: Row) => ReactNode }[];
  readonly count: (row: Row) => number;
  /** In words, for those who do not see the bars. */
  readonly nameOf: (row: Row) => string;
  /** Shown in place of the table where there is nothing to count. */
  readonly empty: string;
}

/** A few numbers that add up, each with a bar of its share. */
export function NumbersPart<Row>(props: NumbersPartProps<Row>) {
  const { title, description, rows, columns, count, nameOf, empty } = props;
  const t = useWords();
  const total = rows.reduce((sum, row) => sum + count(row), 0);
  const share = {
    id: 'share',
    header: t('overview.share'),
    minWidth: 115,
    cell: (row: Row) => (
      <ProgressBar
        value={Math.round((count(row) * 100) / total)}
        ariaLabel={t('overview.shareOf', { of: nameOf(row) })}
      />
    ),
  };
  return (
    <Container
      fitHeight
      header={
        <Header variant="h2" description={description}>
          {title}
        </Header>
      }
    >
      {total === 0 ? (
        <Box textAlign="center" color="text-body-secondary" padding="l">
          {empty}
        </Box>
      ) : (
        <Table<Row>
          variant="embedded"
          contentDensity="compact"
          wrapLines
          ariaLabels={{ tableLabel: title }}
          columnDefinitions={[...columns, share].map((column, index) => ({ ...column, isRowHeader: index === 0 }))}
          items={[...rows]}
        />
      )}
    </Container>
  );
}
