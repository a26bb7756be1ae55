import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useWords } from '../../../i18n/words.ts';

const MOST_DAYS = 365;

/** The days that were typed, where they are ones that the server takes. */
export function daysOf(text: string): number | undefined {
  const days = Number(text);
  return /^\d{1,3}$/.test(text) && days >= 1 && days <= MOST_DAYS ? days : undefined;
}

interface DaysFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** In how many days something expires. */
export function DaysField({ value, onChange }: DaysFieldProps) {
  const t = useWords();
  const fault = daysOf(value) === undefined ? t('settings.days.rule') : undefined;
  return (
    <FormField label={t('settings.days')} constraintText={t('settings.days.rule')} errorText={fault}>
      <Input
        type="number"
        inputMode="numeric"
        value={value}
        step={1}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}
