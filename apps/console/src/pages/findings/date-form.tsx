import Calendar from '@cloudscape-design/components/calendar';
import DateInput from '@cloudscape-design/components/date-input';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useWords } from '../../i18n/words.ts';

interface DateFormProps {
  readonly value: string | null;
  /** What was typed into the filter after the operator. */
  readonly filter: string | undefined;
  readonly onChange: (value: string) => void;
}

/** The day of a filter by time, typed or chosen. */
export function DateForm({ value, filter, onChange }: DateFormProps) {
  const t = useWords();
  const shown = value ?? filter?.trim() ?? '';
  return (
    <FormField label={t('findings.filter.day')} constraintText={t('findings.filter.day.form')}>
      <SpaceBetween size="s">
        <DateInput
          value={shown}
          placeholder="YYYY-MM-DD"
          format="iso"
          inputFormat="iso"
          onChange={({ detail }) => onChange(detail.value)}
        />
        <Calendar value={shown} onChange={({ detail }) => onChange(detail.value)} />
      </SpaceBetween>
    </FormField>
  );
}
