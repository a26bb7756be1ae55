import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { recordAction } from '@trueup/api-contract';
import { useState } from 'react';
import { useWords } from '../../i18n/words.ts';
import { isFiltered, NO_FILTER, type RecordAction, type RecordFilter } from './record-filter.ts';
import { TimeRange } from './time-range.tsx';

interface RecordFiltersProps {
  readonly filter: RecordFilter;
  readonly onChange: (filter: RecordFilter) => void;
}

export function RecordFilters({ filter, onChange }: RecordFiltersProps) {
  const t = useWords();
  const change = (changes: Partial<RecordFilter>): void => onChange({ ...filter, ...changes });
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="end">
      <FormField label={t('audit.action')}>
        <div style={{ width: '17rem' }}>
          <ActionChoice chosen={filter.actions} onChange={(actions) => change({ actions })} />
        </div>
      </FormField>
      <TextField
        key={`subject ${filter.subject}`}
        label={t('audit.subjectId')}
        placeholder="plan-0a1b2c3d4e5f6071"
        value={filter.subject}
        onChange={(subject) => change({ subject })}
      />
      <TextField
        key={`actor ${filter.actor}`}
        label={t('audit.actor')}
        placeholder={t('audit.actor.example')}
        value={filter.actor}
        onChange={(actor) => change({ actor })}
      />
      <FormField label={t('audit.time')}>
        <TimeRange label={t('audit.time')} value={filter} onChange={change} />
      </FormField>
      {isFiltered(filter) ? (
        <Button iconName="close" onClick={() => onChange(NO_FILTER)}>
          {t('audit.clear')}
        </Button>
      ) : undefined}
    </SpaceBetween>
  );
}

interface ActionChoiceProps {
  readonly chosen: readonly RecordAction[];
  readonly onChange: (actions: readonly RecordAction[]) => void;
}

function ActionChoice({ chosen, onChange }: ActionChoiceProps) {
  const t = useWords();
  const optionOf = (action: RecordAction): { value: string; label: string; labelTag: string } => ({
    value: action,
    label: t(`recordAction.${action}`),
    labelTag: action,
  });
  return (
    <Multiselect
      filteringType="auto"
      expandToViewport
      placeholder={t(chosen.length === 0 ? 'audit.anyAction' : 'audit.furtherAction')}
      filteringPlaceholder={t('audit.findAction')}
      filteringAriaLabel={t('audit.findAction')}
      empty={t('audit.noAction')}
      options={recordAction.options.map(optionOf)}
      selectedOptions={chosen.map(optionOf)}
      onChange={({ detail }) => {
        const values = detail.selectedOptions.map(({ value }) => value);
        onChange(recordAction.options.filter((action) => values.includes(action)));
      }}
    />
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Asked for when it is entered: a letter at a time would ask the server too often. */
function TextField({ label, placeholder, value, onChange }: TextFieldProps) {
  const [text, setText] = useState(value);
  const enter = (next: string): void => {
    if (next.trim() !== value) onChange(next.trim());
  };
  return (
    <FormField label={label}>
      <div style={{ width: '13rem' }}>
        <Input
          type="search"
          value={text}
          placeholder={placeholder}
          onChange={({ detail }) => {
            setText(detail.value);
            if (detail.value === '') enter('');
          }}
          onBlur={() => enter(text)}
          onKeyDown={({ detail }) => {
            if (detail.key === 'Enter' && !detail.isComposing) enter(text);
          }}
        />
      </div>
    </FormField>
  );
}
