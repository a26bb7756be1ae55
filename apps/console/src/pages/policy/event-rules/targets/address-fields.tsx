import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useWordOf, useWords } from '../../../../i18n/words.ts';
import { TARGET_FIELDS } from './target-fields.ts';
import type { TargetFault, TargetForm } from './target-form.ts';

interface AddressFieldsProps {
  readonly form: TargetForm;
  /** Shown once the person has tried to save. */
  readonly faults: Readonly<Record<string, TargetFault>>;
  readonly onChange: (form: TargetForm) => void;
}

/** What the kind of a target asks for. */
export function AddressFields({ form, faults, onChange }: AddressFieldsProps) {
  const t = useWords();
  const wordOf = useWordOf();
  const faultWords = useFaultWords();
  const fields = TARGET_FIELDS[form.kind];
  const set = (name: string, value: string): void => onChange({ ...form, values: { ...form.values, [name]: value } });
  return (
    <SpaceBetween size="m">
      <Box color="text-body-secondary">{t(`targetKind.${form.kind}.text`)}</Box>
      {fields.map(({ name, form: of, required, example }) => {
        const label = wordOf('targetField', name);
        const value = form.values[name] ?? '';
        return (
          <FormField
            key={name}
            label={required ? label : t('events.field.optional', { label })}
            constraintText={of === 'list' ? t('events.field.list') : of === 'secret' ? secretText(value) : undefined}
            errorText={faultWords(faults[`address.${name}`], example)}
          >
            {of === 'locale' ? (
              <LocaleChoice value={value} onChange={(next) => set(name, next)} />
            ) : (
              <Input
                value={value}
                placeholder={example}
                spellcheck={false}
                autoComplete="off"
                onChange={({ detail }) => set(name, detail.value)}
              />
            )}
          </FormField>
        );
      })}
      {fields.some(({ form: of }) => of === 'secret') ? (
        <Alert type="info">{t('events.secret.text', { variable: 'TRUEUP_SECRET_<NAME>' })}</Alert>
      ) : undefined}
    </SpaceBetween>
  );
}

const secretText = (value: string): string => `TRUEUP_SECRET_${value.trim() === '' ? '<NAME>' : value.trim()}`;

/** Why a field is not accepted; undefined where it is. */
export function useFaultWords(): (fault: TargetFault | undefined, example: string) => string | undefined {
  const t = useWords();
  return (fault, example) => (fault === undefined ? undefined : t(`events.field.${fault}`, { example }));
}

function LocaleChoice({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const t = useWords();
  const options = (['en', 'ja'] as const).map((locale) => ({ value: locale, label: t(`events.locale.${locale}`) }));
  const chosen = options.find((option) => option.value === value) ?? options[0];
  return (
    <Select
      selectedOption={chosen ?? null}
      options={options}
      onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
    />
  );
}
