import DateRangePicker, { type DateRangePickerProps } from '@cloudscape-design/components/date-range-picker';
import { useWords } from '../../i18n/words.ts';
import { TIME_UNITS, type RecordFilter, type RelativeTime } from './record-filter.ts';

type Time = Pick<RecordFilter, 'last' | 'from' | 'to'>;

interface TimeRangeProps {
  readonly label: string;
  readonly value: Time;
  readonly onChange: (time: Time) => void;
}

const CHOICES: readonly RelativeTime[] = [
  { amount: 1, unit: 'hour' },
  { amount: 24, unit: 'hour' },
  { amount: 7, unit: 'day' },
  { amount: 30, unit: 'day' },
  { amount: 3, unit: 'month' },
  { amount: 1, unit: 'year' },
];

/** A time up to now or between two instants, in the zone of the person. */
export function TimeRange({ label, value, onChange }: TimeRangeProps) {
  const t = useWords();
  const spoken = ({ amount, unit }: RelativeTime): string => t('audit.time.last', { amount, unit });
  return (
    <DateRangePicker
      ariaLabel={label}
      value={shownOf(value)}
      placeholder={t('audit.time.any')}
      rangeSelectorMode="default"
      relativeOptions={CHOICES.map((one) => ({ ...one, type: 'relative', key: `${one.amount}-${one.unit}` }))}
      isValidRange={(range) => {
        const isOpen = range?.type === 'absolute' && (range.startDate === '' || range.endDate === '');
        return isOpen ? { valid: false, errorMessage: t('audit.time.incomplete') } : { valid: true };
      }}
      onChange={({ detail }) => onChange(timeOf(detail.value))}
      i18nStrings={{
        formatRelativeRange: ({ amount, unit }) => {
          const known = TIME_UNITS.find((one) => one === unit);
          return known === undefined ? `${amount} ${unit}` : spoken({ amount, unit: known });
        },
      }}
    />
  );
}

function shownOf({ last, from, to }: Time): DateRangePickerProps.Value | null {
  if (last !== undefined) return { type: 'relative', ...last, key: `${last.amount}-${last.unit}` };
  // A link may hold one end only: the other is the present, or the beginning.
  if (from === undefined && to === undefined) return null;
  return {
    type: 'absolute',
    startDate: from ?? '2020-01-01T00:00:00.000Z',
    endDate: to ?? new Date().toISOString(),
  };
}

function timeOf(value: DateRangePickerProps.Value | null): Time {
  const none = { last: undefined, from: undefined, to: undefined };
  if (value === null) return none;
  if (value.type === 'absolute') {
    return { ...none, from: new Date(value.startDate).toISOString(), to: new Date(value.endDate).toISOString() };
  }
  const unit = TIME_UNITS.find((one) => one === value.unit);
  return unit === undefined ? none : { ...none, last: { amount: value.amount, unit } };
}
