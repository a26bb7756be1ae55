import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Spinner from '@cloudscape-design/components/spinner';
import Table from '@cloudscape-design/components/table';
import { Suspense, useState, type ReactNode } from 'react';
import { useWords } from '../i18n/words.ts';
import { kept } from '../preferences/kept.ts';
import { WhenSeen } from './when-seen.tsx';

interface ChartColumn<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
}

interface ChartOrTableProps<Row> {
  /** Under which the person's choice is kept, such as `trend`. */
  readonly name: string;
  readonly title: string;
  readonly description?: ReactNode;
  /** Usually one that is loaded when it is needed. */
  readonly chart: ReactNode;
  /** The same numbers as text. The first column heads the row. */
  readonly columns: readonly ChartColumn<Row>[];
  readonly rows: readonly Row[];
  /** Shown in place of both where there is nothing to draw. */
  readonly empty?: ReactNode;
}

const VIEWS = ['chart', 'table'] as const;

/** A chart and the table of its numbers: which of them is shown is the person's choice, and is remembered. */
export function ChartOrTable<Row>(props: ChartOrTableProps<Row>) {
  const { name, title, description, chart, columns, rows, empty } = props;
  const t = useWords();
  const remembered = kept(`chart.${name}`, VIEWS);
  const [view, setView] = useState(() => remembered.read() ?? 'chart');
  const other = view === 'chart' ? 'table' : 'chart';
  const turn = (): void => {
    remembered.write(other);
    setView(other);
  };
  const label = t(other === 'table' ? 'common.viewAsTable' : 'common.viewAsChart');
  return (
    <Container
      fitHeight
      header={
        <Header
          variant="h2"
          description={description}
          actions={
            empty === undefined ? (
              <Button onClick={turn} ariaLabel={t('common.viewOf', { view: label, title })}>
                {label}
              </Button>
            ) : undefined
          }
        >
          {title}
        </Header>
      }
    >
      {empty !== undefined ? (
        <Box textAlign="center" color="text-body-secondary" padding="l">
          {empty}
        </Box>
      ) : view === 'chart' ? (
        <WhenSeen height="20rem">
          <Suspense fallback={<Spinner />}>{chart}</Suspense>
        </WhenSeen>
      ) : (
        <Table<Row>
          variant="embedded"
          contentDensity="compact"
          wrapLines
          ariaLabels={{ tableLabel: title }}
          columnDefinitions={columns.map((column, index) => ({ ...column, isRowHeader: index === 0 }))}
          items={[...rows]}
        />
      )}
    </Container>
  );
}
