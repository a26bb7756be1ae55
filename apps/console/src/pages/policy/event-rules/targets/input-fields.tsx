import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useWords } from '../../../../i18n/words.ts';
import { useFaultWords } from './address-fields.tsx';
import { INPUT_KINDS, type TargetFault, type TargetForm } from './target-form.ts';

interface InputFieldsProps {
  readonly form: TargetForm;
  readonly faults: Readonly<Record<string, TargetFault>>;
  readonly onChange: (form: TargetForm) => void;
}

/** What the target is given of an event. */
export function InputFields({ form, faults, onChange }: InputFieldsProps) {
  const t = useWords();
  const faultWords = useFaultWords();
  const options = INPUT_KINDS.map((value) => ({
    value,
    label: t(`events.input.${value}`),
    description: t(`events.input.${value}.text`),
  }));
  return (
    <SpaceBetween size="m">
      <FormField label={t('events.input')}>
        <Select
          selectedOption={options.find(({ value }) => value === form.input) ?? null}
          options={options}
          onChange={({ detail }) => {
            const input = INPUT_KINDS.find((kind) => kind === detail.selectedOption.value);
            if (input !== undefined) onChange({ ...form, input });
          }}
        />
      </FormField>
      {form.input === 'constant' ? (
        <FormField
          label={t('events.input.constant.json')}
          errorText={faultWords(faults['input.text'], '{"key": "value"}')}
        >
          <Textarea
            value={form.text}
            spellcheck={false}
            onChange={({ detail }) => onChange({ ...form, text: detail.value })}
          />
        </FormField>
      ) : undefined}
      {form.input === 'path' ? (
        <FormField label={t('events.input.path.path')} errorText={faultWords(faults['input.path'], '$.detail.finding')}>
          <Input
            value={form.path}
            spellcheck={false}
            onChange={({ detail }) => onChange({ ...form, path: detail.value })}
          />
        </FormField>
      ) : undefined}
      {form.input === 'transformer' ? <Transformer form={form} faults={faults} onChange={onChange} /> : undefined}
    </SpaceBetween>
  );
}

function Transformer({ form, faults, onChange }: InputFieldsProps) {
  const t = useWords();
  const faultWords = useFaultWords();
  const { paths } = form;
  const set = (index: number, change: { name?: string; path?: string }): void =>
    onChange({ ...form, paths: paths.map((one, at) => (at === index ? { ...one, ...change } : one)) });
  return (
    <SpaceBetween size="m">
      <AttributeEditor
        items={[...paths]}
        addButtonText={t('events.input.addPath')}
        removeButtonText={t('events.input.removePath')}
        empty={t('events.input.noPath')}
        onAddButtonClick={() => onChange({ ...form, paths: [...paths, { name: '', path: '' }] })}
        onRemoveButtonClick={({ detail }) =>
          onChange({ ...form, paths: paths.filter((_one, at) => at !== detail.itemIndex) })
        }
        definition={[
          {
            label: t('events.input.name'),
            control: ({ name }, index) => (
              <Input
                value={name}
                placeholder="id"
                spellcheck={false}
                onChange={({ detail }) => set(index, { name: detail.value })}
              />
            ),
          },
          {
            label: t('events.input.path.path'),
            control: ({ path }, index) => (
              <Input
                value={path}
                placeholder="$.detail.finding.id"
                spellcheck={false}
                onChange={({ detail }) => set(index, { path: detail.value })}
              />
            ),
          },
        ]}
      />
      <FormField
        label={t('events.input.template')}
        description={
          <>
            {t('events.input.template.text')} <Box variant="code">{'{"FindingId": ["<id>"]}'}</Box>
          </>
        }
        errorText={faultWords(faults['input.template'] ?? faults['input.paths'], '{"FindingId": ["<id>"]}')}
      >
        <Textarea
          value={form.template}
          spellcheck={false}
          onChange={({ detail }) => onChange({ ...form, template: detail.value })}
        />
      </FormField>
    </SpaceBetween>
  );
}
