import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useWords } from '../../../../i18n/words.ts';
import { useFaultWords } from './address-fields.tsx';
import { DEFAULT_RETRY, type TargetFault, type TargetForm } from './target-form.ts';

interface RetryFieldsProps {
  readonly form: TargetForm;
  readonly faults: Readonly<Record<string, TargetFault>>;
  readonly onChange: (form: TargetForm) => void;
}

/** How often and how long it is tried, and where what could not be delivered goes. */
export function RetryFields({ form, faults, onChange }: RetryFieldsProps) {
  const t = useWords();
  const faultWords = useFaultWords();
  return (
    <SpaceBetween size="m">
      <FormField
        label={t('events.retry.attempts')}
        constraintText={t('events.retry.attempts.form')}
        errorText={faultWords(faults['retry.maxAttempts'], '5')}
      >
        <Input
          value={form.maxAttempts}
          inputMode="numeric"
          placeholder={String(DEFAULT_RETRY.maxAttempts)}
          onChange={({ detail }) => onChange({ ...form, maxAttempts: detail.value })}
        />
      </FormField>
      <FormField
        label={t('events.retry.age')}
        constraintText={t('events.retry.age.form')}
        errorText={faultWords(faults['retry.maxAgeSeconds'], '60')}
      >
        <Input
          value={form.maxAgeMinutes}
          inputMode="numeric"
          placeholder={String(DEFAULT_RETRY.maxAgeSeconds / 60)}
          onChange={({ detail }) => onChange({ ...form, maxAgeMinutes: detail.value })}
        />
      </FormField>
      <FormField
        label={t('events.deadLetter')}
        description={t('events.deadLetter.text')}
        errorText={faultWords(faults['deadLetterArn'], 'arn:aws:sqs:us-east-1:111111111111:dead')}
      >
        <Input
          value={form.deadLetterArn}
          spellcheck={false}
          placeholder="arn:aws:sqs:us-east-1:111111111111:dead"
          onChange={({ detail }) => onChange({ ...form, deadLetterArn: detail.value })}
        />
      </FormField>
    </SpaceBetween>
  );
}
