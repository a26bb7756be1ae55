import Box from '@cloudscape-design/components/box';
import type { Calendar, CalendarWindow } from '@trueup/api-contract';
import { useIntl } from 'react-intl';
import { ListTable, type ListColumn, type ListTableProps } from '../../../components/list-table.tsx';
import { ScopeWords } from '../../../components/scope-words.tsx';
import { usePagesOf } from '../../../components/use-pages-of.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords } from '../../../i18n/words.ts';
import { nextOccurrences } from './calendar-days.ts';
import { useScheduleWords, WindowState } from './window-words.tsx';

const PAGE = 50;
const NEXT = 3;
const RANGE = { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' } as const;

interface WindowsTableProps {
  readonly calendar: Calendar;
  readonly query: ListTableProps<CalendarWindow>['query'];
}

/** Each window with how it stands, and when it holds next. */
export function WindowsTable({ calendar, query }: WindowsTableProps) {
  const t = useWords();
  const { number } = useFormats();
  const columns = useColumns(Date.parse(calendar.at));
  const { items, ...paging } = usePagesOf(calendar.items, PAGE);
  return (
    <ListTable<CalendarWindow>
      name="windows"
      title={t('windows.list')}
      description={t('windows.list.text')}
      counter={`(${number(calendar.items.length)})`}
      columns={columns}
      items={items}
      trackBy={({ name }) => name}
      query={query}
      paging={paging}
      wrapLines
      empty={t('windows.empty')}
    />
  );
}

function useColumns(now: number): readonly ListColumn<CalendarWindow>[] {
  const t = useWords();
  const schedule = useScheduleWords();
  return [
    { id: 'name', header: t('windows.name'), isRowHeader: true, width: 160, cell: ({ name }) => name },
    {
      id: 'kind',
      header: t('windows.kind'),
      width: 120,
      cell: ({ kind }) => t(kind === 'deny' ? 'windows.kind.deny' : 'windows.kind.allow'),
    },
    { id: 'state', header: t('windows.now'), width: 190, cell: (window) => <WindowState window={window} /> },
    {
      id: 'schedule',
      header: t('windows.schedule'),
      width: 180,
      cell: (window) => (
        <>
          <span title={window.cron}>{schedule(window)}</span>
          <Box variant="small" display="block" color="text-body-secondary">
            {window.timeZone}
          </Box>
        </>
      ),
    },
    {
      id: 'next',
      header: t('windows.next'),
      width: 240,
      cell: (window) => <Next window={window} now={now} />,
    },
    { id: 'scope', header: t('windows.scope'), width: 220, cell: ({ scope }) => <ScopeWords scope={scope} most={3} /> },
    {
      id: 'overrun',
      header: t('windows.overrun'),
      width: 200,
      cell: ({ overrun }) => t(overrun === 'finish' ? 'windows.overrun.finish' : 'windows.overrun.stop'),
    },
  ];
}

function Next({ window, now }: { readonly window: CalendarWindow; readonly now: number }) {
  const t = useWords();
  const intl = useIntl();
  const { instant } = useFormats();
  const next = nextOccurrences(window, now, NEXT);
  if (next.length > 0) {
    return next.map(({ from, to }) => (
      <div key={from}>{intl.formatDateTimeRange(Date.parse(from), Date.parse(to), RANGE)}</div>
    ));
  }
  return (
    <>
      {window.changesAt === undefined
        ? t('windows.next.never')
        : t('windows.next.later', { at: instant(window.changesAt) })}
    </>
  );
}
