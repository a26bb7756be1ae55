import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Calendar } from '@trueup/api-contract';
import type { CSSProperties } from 'react';
import { useIntl } from 'react-intl';
import { useAsked } from '../../../api/use-asked.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { useNow } from '../../../components/use-now.ts';
import { useSearchState } from '../../../components/use-search-state.ts';
import { useWords } from '../../../i18n/words.ts';
import { calendarDays, weeksFrom, type CalendarDay } from './calendar-days.ts';
import { DayBands } from './day-bands.tsx';
import { ownZone } from './own-zone.ts';
import { dayOf, daysAfter, startOfDay, startOfWeek } from './zoned-day.ts';

const DAYS = 28;
const DAY_FORM = /^\d{4}-\d{2}-\d{2}$/;

interface CalendarGridProps {
  /** Zones that one may want to see it in: those of the windows. */
  readonly zones: readonly string[];
}

/** Four weeks of change windows and freezes, as the chosen time zone counts days. */
export function CalendarGrid({ zones }: CalendarGridProps) {
  const t = useWords();
  const { first, zone } = usePlace();
  const query = useAsked(
    'getCalendar',
    {
      from: new Date(startOfDay(first, zone)).toISOString(),
      to: new Date(startOfDay(daysAfter(first, DAYS), zone)).toISOString(),
    },
    { keepPrevious: true },
  );
  return (
    <Container
      header={
        <Header variant="h2" description={t('windows.grid.text')} actions={<Moves zones={zones} />}>
          {t('windows.grid')}
        </Header>
      }
    >
      <Loaded query={query}>{(calendar) => <Grid calendar={calendar} first={first} zone={zone} />}</Loaded>
    </Container>
  );
}

/** Where the calendar stands: the first of its days and the zone, both in the URL. */
function usePlace(): { readonly first: string; readonly zone: string; readonly present: string } {
  const { locale } = useIntl();
  const [search] = useSearchState();
  const own = ownZone();
  const zone = isZone(search['zone']) ? search['zone'] : own;
  // Weeks begin on Sunday in Japan, on Monday elsewhere (ISO 8601).
  const firstWeekday = locale === 'ja' ? 7 : 1;
  const now = useNow(60_000);
  const present = startOfWeek(dayOf(now, zone), firstWeekday);
  const asked = search['from'] ?? '';
  const isDay = DAY_FORM.test(asked) && !Number.isNaN(Date.parse(asked));
  return { first: isDay ? startOfWeek(asked, firstWeekday) : present, zone, present };
}

function isZone(text: string | undefined): text is string {
  if (text === undefined) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function Moves({ zones }: { readonly zones: readonly string[] }) {
  const t = useWords();
  const [, change] = useSearchState();
  const { first, zone, present } = usePlace();
  const own = ownZone();
  const options = [...new Set([own, 'UTC', ...zones, zone])].map((value) => ({
    value,
    label: value === own ? t('windows.ownZone', { zone: value }) : value,
  }));
  const go = (day: string): void => change({ from: day === present ? undefined : day });
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Select
        ariaLabel={t('windows.zone')}
        options={options}
        selectedOption={options.find(({ value }) => value === zone) ?? null}
        onChange={({ detail }) =>
          change({ zone: detail.selectedOption.value === own ? undefined : detail.selectedOption.value })
        }
      />
      <Button iconName="angle-left" ariaLabel={t('windows.earlier')} onClick={() => go(daysAfter(first, -DAYS))} />
      <Button disabled={first === present} onClick={() => go(present)}>
        {t('windows.today')}
      </Button>
      <Button iconName="angle-right" ariaLabel={t('windows.later')} onClick={() => go(daysAfter(first, DAYS))} />
    </SpaceBetween>
  );
}

interface GridProps {
  readonly calendar: Calendar;
  readonly first: string;
  readonly zone: string;
}

function Grid({ calendar, first, zone }: GridProps) {
  const t = useWords();
  const intl = useIntl();
  const weeks = weeksFrom(calendarDays(calendar.items, first, DAYS, zone));
  const written = (day: string, options: Intl.DateTimeFormatOptions): string =>
    intl.formatDate(`${day}T12:00:00Z`, { timeZone: 'UTC', ...options });
  const [from, to] = [first, daysAfter(first, DAYS - 1)].map((day) => written(day, { dateStyle: 'medium' }));
  const heads = weeks[0] ?? [];
  return (
    <div style={{ overflowX: 'auto' }} role="region" tabIndex={0} aria-label={t('windows.grid')}>
      <table style={TABLE}>
        <caption style={{ textAlign: 'start', paddingBlockEnd: '8px' }}>
          {t('windows.caption', { from, to, zone })}
        </caption>
        <thead>
          <tr>
            {heads.map(({ day }) => (
              <th key={day} scope="col" style={{ ...CELL, blockSize: 'auto' }}>
                <Box variant="small" color="text-body-secondary">
                  {written(day, { weekday: 'short' })}
                </Box>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]?.day}>
              {week.map((day) => (
                <DayCell
                  key={day.day}
                  day={day}
                  zone={zone}
                  label={written(day.day, { month: 'short', day: 'numeric' })}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface DayCellProps {
  readonly day: CalendarDay;
  readonly zone: string;
  readonly label: string;
}

function DayCell({ day: { day, bands }, zone, label }: DayCellProps) {
  const t = useWords();
  const now = useNow(60_000);
  const isToday = day === dayOf(now, zone);
  return (
    <td style={isToday ? { ...CELL, ...TODAY } : CELL} aria-current={isToday ? 'date' : undefined}>
      <time dateTime={day}>
        <Box variant="small" fontWeight={isToday ? 'bold' : 'normal'}>
          {isToday ? t('windows.day.today', { day: label }) : label}
        </Box>
      </time>
      <DayBands bands={bands} zone={zone} />
    </td>
  );
}

const TABLE: CSSProperties = {
  inlineSize: '100%',
  minInlineSize: '42rem',
  borderCollapse: 'collapse',
  tableLayout: 'fixed',
};
const CELL: CSSProperties = {
  // Of the text's colour, which changes with the theme.
  border: '1px solid color-mix(in srgb, currentColor 25%, transparent)',
  padding: '4px',
  verticalAlign: 'top',
  textAlign: 'start',
  blockSize: '5.5rem',
};
const TODAY: CSSProperties = { outline: '2px solid currentColor', outlineOffset: '-2px' };
