import DateRangePicker, { type DateRangePickerProps } from '@cloudscape-design/components/date-range-picker';
import FormField from '@cloudscape-design/components/form-field';
import { useWords } from '../../i18n/words.ts';
import type { Search } from '../../paths.ts';
import { executionInput, type ExecutionFilter } from './execution-filter.ts';

interface StartedRangeProps {
  readonly filter: ExecutionFilter;
  readonly onChange: (changes: Search) => void;
}

/** When the executions were started: between two instants, in the zone of the person. */
export function StartedRange({ filter, onChange }: StartedRangeProps) {
  const t = useWords();
  return (
    <FormField label={t('executions.started')}>
      <DateRangePicker
        ariaLabel={t('executions.started')}
        value={shownOf(filter)}
        placeholder={t('executions.started.any')}
        rangeSelectorMode="absolute-only"
        relativeOptions={[]}
        isValidRange={(range) => {
          const isOpen = range?.type === 'absolute' && (range.startDate === '' || range.endDate === '');
          return isOpen ? { valid: false, errorMessage: t('executions.started.incomplete') } : { valid: true };
        }}
        onChange={({ detail: { value } }) => {
          if (value?.type !== 'absolute') onChange({ from: undefined, to: undefined });
          else onChange({ from: new Date(value.startDate).toISOString(), to: new Date(value.endDate).toISOString() });
        }}
      />
    </FormField>
  );
}

function shownOf(filter: ExecutionFilter): DateRangePickerProps.Value | null {
  const { from, to } = executionInput(filter);
  // A link may hold one end only: the other is the present, or the beginning.
  if (from === undefined && to === undefined) return null;
  return {
    type: 'absolute',
    startDate: from ?? '2020-01-01T00:00:00.000Z',
    endDate: to ?? new Date().toISOString(),
  };
}
