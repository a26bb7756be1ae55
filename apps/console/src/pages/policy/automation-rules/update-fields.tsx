import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { severity, workflowStatus } from '@trueup/api-contract';
import { useWordOf, useWords } from '../../../i18n/words.ts';
import { VERIFICATION_STATES } from './criteria-fields.ts';
import type { RuleDraft, RuleFaults, UpdateDraft } from './rule-draft.ts';

interface UpdateFieldsProps {
  readonly update: UpdateDraft;
  readonly onChange: (update: UpdateDraft) => void;
  readonly faults: RuleFaults;
}

/** What a rule sets in the findings that match. What is left empty stays as it is. */
export function UpdateFields({ update, onChange, faults }: UpdateFieldsProps) {
  const t = useWords();
  const change = (changes: Partial<UpdateDraft>): void => onChange({ ...update, ...changes });
  return (
    <SpaceBetween size="m">
      <ColumnLayout columns={3}>
        <Choice
          label={t('rules.severity')}
          words="severity"
          values={severity.options.toReversed()}
          value={update.severity}
          onChange={(value) => change({ severity: value })}
        />
        <Choice
          label={t('rules.workflow')}
          words="workflow"
          values={workflowStatus.options}
          value={update.workflow}
          onChange={(value) => change({ workflow: value })}
        />
        <Choice
          label={t('rules.verification')}
          words="verification"
          values={VERIFICATION_STATES}
          value={update.verification}
          onChange={(value) => change({ verification: value })}
        />
        <Percent
          label={t('rules.confidence')}
          value={update.confidence}
          isWrong={faults.confidence !== undefined}
          onChange={(value) => change({ confidence: value })}
        />
        <Percent
          label={t('rules.criticality')}
          value={update.criticality}
          isWrong={faults.criticality !== undefined}
          onChange={(value) => change({ criticality: value })}
        />
      </ColumnLayout>
      <ColumnLayout columns={2}>
        <FormField label={t('rules.note')} constraintText={t('rules.note.text')}>
          <Textarea value={update.note} rows={3} onChange={({ detail }) => change({ note: detail.value })} />
        </FormField>
        <FormField label={t('rules.types')} constraintText={t('rules.types.text')}>
          <Textarea value={update.types} rows={3} onChange={({ detail }) => change({ types: detail.value })} />
        </FormField>
      </ColumnLayout>
      <Pairs
        add={t('rules.fields.add')}
        empty={t('rules.fields.none')}
        pairs={update.fields}
        onChange={(fields) => change({ fields })}
      />
    </SpaceBetween>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly words: string;
  readonly values: readonly string[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Choice({ label, words, values, value, onChange }: ChoiceProps) {
  const t = useWords();
  const wordOf = useWordOf();
  const options = [
    { value: '', label: t('rules.unchanged') },
    ...values.map((one) => ({ value: one, label: wordOf(words, one) })),
  ];
  return (
    <FormField label={label}>
      <Select
        options={options}
        selectedOption={options.find((option) => option.value === value) ?? null}
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
      />
    </FormField>
  );
}

interface PercentProps {
  readonly label: string;
  readonly value: string;
  readonly isWrong: boolean;
  readonly onChange: (value: string) => void;
}

function Percent({ label, value, isWrong, onChange }: PercentProps) {
  const t = useWords();
  return (
    <FormField
      label={label}
      constraintText={t('rules.percent')}
      {...(isWrong ? { errorText: t('rules.fault.percent') } : {})}
    >
      <Input
        value={value}
        inputMode="numeric"
        placeholder={t('rules.unchanged')}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}

interface PairsProps {
  readonly add: string;
  readonly empty: string;
  readonly pairs: RuleDraft['tags'];
  readonly onChange: (pairs: RuleDraft['tags']) => void;
}

/** Names and values, such as tags. */
export function Pairs({ add, empty, pairs, onChange }: PairsProps) {
  const t = useWords();
  const change = (index: number, changes: Partial<RuleDraft['tags'][number]>): void =>
    onChange(pairs.map((pair, at) => (at === index ? { ...pair, ...changes } : pair)));
  return (
    <AttributeEditor
      items={[...pairs]}
      addButtonText={add}
      removeButtonText={t('scope.form.removeTag')}
      empty={empty}
      definition={[
        {
          label: t('rules.key'),
          control: ({ key }, index) => (
            <Input value={key} onChange={({ detail }) => change(index, { key: detail.value })} />
          ),
        },
        {
          label: t('rules.value'),
          control: ({ value }, index) => (
            <Input value={value} onChange={({ detail }) => change(index, { value: detail.value })} />
          ),
        },
      ]}
      onAddButtonClick={() => onChange([...pairs, { key: '', value: '' }])}
      onRemoveButtonClick={({ detail }) => onChange(pairs.filter((_pair, at) => at !== detail.itemIndex))}
    />
  );
}
