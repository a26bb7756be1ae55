import Box from '@cloudscape-design/components/box';
import Table from '@cloudscape-design/components/table';
import type { Difference, Json } from '@trueup/api-contract';
import { useWords } from '../i18n/words.ts';
import { DIFFERENCE_MARKS, differenceKind, pathText, valueText } from './difference-text.ts';

interface DifferenceListProps {
  readonly label: string;
  readonly differences: readonly Difference[];
}

/** Values that differ, each with what happens to it as a word beside its mark. */
export function DifferenceList({ label, differences }: DifferenceListProps) {
  const t = useWords();
  return (
    <Table<Difference>
      variant="borderless"
      contentDensity="compact"
      wrapLines
      items={[...differences]}
      trackBy={({ path }) => JSON.stringify(path)}
      ariaLabels={{ tableLabel: label }}
      empty={t('difference.none')}
      columnDefinitions={[
        {
          id: 'kind',
          header: t('difference.kind'),
          width: 130,
          cell(one) {
            const kind = differenceKind(one);
            return (
              <span style={{ whiteSpace: 'nowrap' }}>
                <Box variant="code" display="inline">
                  {DIFFERENCE_MARKS[kind]}
                </Box>{' '}
                {t(`difference.${kind}`)}
              </span>
            );
          },
        },
        {
          id: 'path',
          header: t('difference.path'),
          isRowHeader: true,
          minWidth: 180,
          cell: ({ path }) => <Code text={pathText(path)} />,
        },
        { id: 'before', header: t('difference.before'), minWidth: 180, cell: ({ before }) => <Value of={before} /> },
        { id: 'after', header: t('difference.after'), minWidth: 180, cell: ({ after }) => <Value of={after} /> },
      ]}
    />
  );
}

function Value({ of }: { readonly of: Json | undefined }) {
  const t = useWords();
  return of === undefined ? (
    <Box color="text-body-secondary">{t('difference.absent')}</Box>
  ) : (
    <Code text={valueText(of)} />
  );
}

function Code({ text }: { readonly text: string }) {
  return (
    <Box variant="code">
      <span style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{text}</span>
    </Box>
  );
}
