import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import type { DeclaredParameter } from '@trueup/api-contract';
import { useWords } from '../../../i18n/words.ts';
import { fieldOf, type ParameterFault } from './parameter-values.ts';

interface ParameterFormProps {
  readonly declared: readonly DeclaredParameter[];
  readonly texts: Readonly<Record<string, string>>;
  /** Shown once the form was sent. */
  readonly faults: Readonly<Record<string, ParameterFault>>;
  readonly onChange: (name: string, text: string) => void;
}

/** A field for each parameter of a runbook. */
export function ParameterForm({ declared, texts, faults, onChange }: ParameterFormProps) {
  const t = useWords();
  return (
    <SpaceBetween size="m">
      {declared.map((parameter) => {
        const { name, type, description } = parameter;
        const fault = Object.hasOwn(faults, name) ? faults[name] : undefined;
        const isOptional = parameter.default !== undefined;
        return (
          <FormField
            key={name}
            label={name}
            description={description}
            constraintText={
              isOptional
                ? t('runbooks.run.optional', { type, value: JSON.stringify(parameter.default) })
                : t('runbooks.run.required', { type })
            }
            errorText={fault === undefined ? undefined : t(`runbooks.fault.${fault}`)}
          >
            <Field parameter={parameter} text={texts[name] ?? ''} onText={(text) => onChange(name, text)} />
          </FormField>
        );
      })}
    </SpaceBetween>
  );
}

interface FieldProps {
  readonly parameter: DeclaredParameter;
  readonly text: string;
  readonly onText: (text: string) => void;
}

function Field({ parameter, text, onText }: FieldProps) {
  const t = useWords();
  const field = fieldOf(parameter);
  switch (field) {
    case 'text':
    case 'number':
      return (
        <Input
          value={text}
          inputMode={field === 'number' ? 'numeric' : 'text'}
          autoComplete={false}
          onChange={({ detail }) => onText(detail.value)}
        />
      );
    case 'boolean':
    case 'choice': {
      const values = field === 'boolean' ? ['true', 'false'] : (parameter.allowedValues ?? []).map(String);
      const none = { value: '', label: t('runbooks.run.notChosen') };
      const options = [none, ...values.map((value) => ({ value, label: value }))];
      return (
        <Select
          options={options}
          selectedOption={options.find(({ value }) => value === text) ?? none}
          onChange={({ detail }) => onText(detail.selectedOption.value ?? '')}
        />
      );
    }
    case 'lines':
    case 'json':
      return (
        <Textarea
          value={text}
          rows={field === 'lines' ? 3 : 5}
          placeholder={t(`runbooks.run.${field}`)}
          spellcheck={false}
          onChange={({ detail }) => onText(detail.value)}
        />
      );
  }
}
