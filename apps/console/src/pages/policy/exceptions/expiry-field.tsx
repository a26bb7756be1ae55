import Box from '@cloudscape-design/components/box';
import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TimeInput from '@cloudscape-design/components/time-input';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords } from '../../../i18n/words.ts';
import { LONGEST_DAYS } from './exception-draft.ts';
import { inDays, instantOf, type LocalTime } from './expiry.ts';

const PRESETS = [7, 30, 90] as const;

interface ExpiryFieldProps {
  readonly expires: LocalTime;
  readonly onChange: (expires: LocalTime) => void;
  readonly error: string | undefined;
}

/** When an exception ends, in the zone of the person. There is none without an end. */
export function ExpiryField({ expires, onChange, error }: ExpiryFieldProps) {
  const t = useWords();
  const { instant, relative } = useFormats();
  const at = instantOf(expires);
  return (
    <SpaceBetween size="xs">
      <SpaceBetween direction="horizontal" size="s" alignItems="end">
        <FormField label={t('exceptions.expiresDate')}>
          <DatePicker
            value={expires.date}
            placeholder="YYYY/MM/DD"
            openCalendarAriaLabel={() => t('exceptions.openCalendar')}
            onChange={({ detail }) => onChange({ ...expires, date: detail.value })}
          />
        </FormField>
        <FormField label={t('exceptions.expiresTime')}>
          <TimeInput
            value={expires.time}
            format="hh:mm"
            placeholder="hh:mm"
            onChange={({ detail }) => onChange({ ...expires, time: detail.value })}
          />
        </FormField>
        {PRESETS.map((days) => (
          <Button key={days} formAction="none" onClick={() => onChange(inDays(days, Date.now()))}>
            {t('exceptions.inDays', { days })}
          </Button>
        ))}
      </SpaceBetween>
      {error === undefined && at !== undefined ? (
        <Box variant="small">{t('exceptions.endsAt', { at: instant(at), relative: relative(at) })}</Box>
      ) : (
        <Box variant="small" color="text-status-error">
          <span role="alert">{error}</span>
        </Box>
      )}
      <Box variant="small" color="text-body-secondary">
        {t('exceptions.longest', { days: LONGEST_DAYS })}
      </Box>
    </SpaceBetween>
  );
}
