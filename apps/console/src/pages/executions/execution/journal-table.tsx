import type { JournalEntry } from '@trueup/api-contract';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { Instant } from '../../../components/instant.tsx';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords } from '../../../i18n/words.ts';

interface JournalTableProps {
  readonly label: string;
  readonly journal: readonly JournalEntry[];
  /** True for that of a whole execution, whose calls are of several steps, accounts and regions. */
  readonly whole: boolean;
}

/** Calls that went to AWS, in their order, whatever came of them. */
export function JournalTable({ label, journal, whole }: JournalTableProps) {
  const t = useWords();
  const { duration } = useFormats();
  const ofExecution: TableProps.ColumnDefinition<JournalEntry>[] = [
    { id: 'step', header: t('journal.step'), minWidth: 130, cell: ({ step }) => step ?? '–' },
    {
      id: 'place',
      header: t('executions.place'),
      minWidth: 140,
      cell: ({ accountId, region }) => (
        <>
          {accountId}
          <Box variant="small" display="block">
            {region}
          </Box>
        </>
      ),
    },
  ];
  const columns: TableProps.ColumnDefinition<JournalEntry>[] = [
    { id: 'call', header: t('journal.call'), minWidth: 280, isRowHeader: true, cell: (call) => <Call call={call} /> },
    { id: 'access', header: t('journal.access'), minWidth: 120, cell: ({ access }) => <Access access={access} /> },
    { id: 'answer', header: t('journal.answer'), minWidth: 190, cell: (call) => <Answer call={call} /> },
    ...(whole ? ofExecution : []),
    { id: 'duration', header: t('journal.duration'), minWidth: 90, cell: ({ durationMs }) => duration(durationMs) },
    { id: 'at', header: t('journal.at'), minWidth: 170, cell: ({ at }) => <Instant at={at} /> },
  ];
  return (
    <Table<JournalEntry>
      variant="embedded"
      contentDensity="compact"
      wrapLines
      ariaLabels={{ tableLabel: label }}
      items={[...journal]}
      columnDefinitions={columns}
      empty={t('journal.none')}
    />
  );
}

/** The call by its name; opened, what was asked and under which id AWS knows it. */
function Call({ call: { service, operation, request, requestId } }: { readonly call: JournalEntry }) {
  const t = useWords();
  const name = `${service}:${operation}`;
  return (
    <ExpandableSection variant="inline" headerText={name} headerAriaLabel={t('journal.request', { call: name })}>
      <Box variant="code">
        <span style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {JSON.stringify(request, undefined, 2)}
        </span>
      </Box>
      {requestId === undefined ? undefined : (
        <Box variant="small" display="block">
          <span style={{ overflowWrap: 'anywhere' }}>{t('journal.requestId', { id: requestId })}</span>
        </Box>
      )}
    </ExpandableSection>
  );
}

function Access({ access }: Pick<JournalEntry, 'access'>) {
  const t = useWords();
  return <Badge color={access === 'write' ? 'blue' : 'grey'}>{t(`journal.${access}`)}</Badge>;
}

/** What AWS said in the end, and how often it had to be asked. */
function Answer({ call: { httpStatus, errorCode, attempts } }: { readonly call: JournalEntry }) {
  const t = useWords();
  const failed = errorCode !== undefined || httpStatus >= 400;
  return (
    <>
      <StatusIndicator type={failed ? 'error' : 'success'}>
        {httpStatus} {errorCode}
      </StatusIndicator>
      {attempts > 1 ? (
        <Box variant="small" display="block">
          {t('journal.tries', { count: attempts })}
        </Box>
      ) : undefined}
    </>
  );
}
