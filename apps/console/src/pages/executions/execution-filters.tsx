import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TokenGroup from '@cloudscape-design/components/token-group';
import { useState } from 'react';
import { useFormats } from '../../i18n/formats.ts';
import { useWordOf, useWords } from '../../i18n/words.ts';
import type { Search } from '../../paths.ts';
import {
  executionInput,
  FILTER_LISTS,
  FILTER_OBJECTS,
  isFiltered,
  NO_FILTER,
  searchOf,
  type ExecutionFilter,
  type FilterList,
} from './execution-filter.ts';
import { StartedRange } from './started-range.tsx';

interface ExecutionFiltersProps {
  readonly filter: ExecutionFilter;
  readonly onChange: (changes: Search) => void;
}

type Shown = Exclude<FilterList, 'phase'>;
/** Whose values a list of the filter has words of. */
const WORDS: Readonly<Record<Shown, string>> = {
  status: 'automation',
  outcome: 'outcome',
  kind: 'executionKind',
};

export function ExecutionFilters({ filter, onChange }: ExecutionFiltersProps) {
  const t = useWords();
  const wordOf = useWordOf();
  const { instant } = useFormats();
  const { finishedFrom } = executionInput(filter);
  const phases = filter.phase.map((value) => wordOf('phase', value)).join(', ');
  const tokens = [
    ...(phases === '' ? [] : [{ name: 'phase', label: t('executions.of.phase', { phases }) }]),
    ...FILTER_OBJECTS.flatMap((name) => {
      const id = filter[name];
      return id === undefined ? [] : [{ name, label: t(`executions.of.${name}`, { id }) }];
    }),
    ...(finishedFrom === undefined
      ? []
      : [{ name: 'finishedFrom', label: t('executions.of.finishedFrom', { at: instant(finishedFrom) }) }]),
    ...(filter.undone === undefined ? [] : [{ name: 'undone', label: t(`executions.of.undone.${filter.undone}`) }]),
  ];
  return (
    <SpaceBetween size="xs">
      <SpaceBetween direction="horizontal" size="xs" alignItems="end">
        <DocumentField
          key={filter.document ?? ''}
          value={filter.document ?? ''}
          onChange={(document) => onChange({ document: document === '' ? undefined : document })}
        />
        <ListField name="status" filter={filter} onChange={onChange} />
        <ListField name="outcome" filter={filter} onChange={onChange} />
        <ListField name="kind" filter={filter} onChange={onChange} />
        <StartedRange filter={filter} onChange={onChange} />
        {isFiltered(filter) ? (
          <Button iconName="close" onClick={() => onChange(NO_FILTER)}>
            {t('common.clearFilters')}
          </Button>
        ) : undefined}
      </SpaceBetween>
      {tokens.length === 0 ? undefined : (
        <TokenGroup
          items={tokens.map(({ label }) => ({ label, dismissLabel: t('executions.of.dismiss', { label }) }))}
          onDismiss={({ detail }) => {
            const gone = tokens[detail.itemIndex];
            if (gone !== undefined) onChange({ [gone.name]: undefined });
          }}
        />
      )}
    </SpaceBetween>
  );
}

function ListField({ name, filter, onChange }: ExecutionFiltersProps & { readonly name: Shown }) {
  const t = useWords();
  const wordOf = useWordOf();
  const optionOf = (value: string): { value: string; label: string } => ({ value, label: wordOf(WORDS[name], value) });
  return (
    <FormField label={t(`executions.${name}`)}>
      <div style={{ width: '11rem' }}>
        <Multiselect
          placeholder={t('executions.any')}
          options={FILTER_LISTS[name].map(optionOf)}
          selectedOptions={filter[name].map(optionOf)}
          onChange={({ detail }) =>
            onChange(
              searchOf(
                name,
                detail.selectedOptions.map(({ value = '' }) => value),
              ),
            )
          }
        />
      </div>
    </FormField>
  );
}

/** Asked for when it is entered: a letter at a time would ask the server too often. */
function DocumentField({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const t = useWords();
  const [text, setText] = useState(value);
  return (
    <FormField label={t('executions.documentPrefix')}>
      <div style={{ width: '15rem' }}>
        <Input
          type="search"
          value={text}
          placeholder={t('executions.documentPrefix.placeholder')}
          onChange={({ detail }) => {
            setText(detail.value);
            if (detail.value === '' && value !== '') onChange('');
          }}
          onBlur={() => {
            if (text.trim() !== value) onChange(text.trim());
          }}
          onKeyDown={({ detail }) => {
            if (detail.key === 'Enter' && !detail.isComposing) onChange(text.trim());
          }}
        />
      </div>
    </FormField>
  );
}
