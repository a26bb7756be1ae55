import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import PropertyFilter, { type PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useWordOf, useWords } from '../../../i18n/words.ts';
import { CLOSED, CRITERIA_FIELDS, kindOf, operatorsOf, type CriteriaField } from './criteria-fields.ts';
import { criteriaOf, tokensOf, type CriteriaToken } from './criteria-tokens.ts';
import { parseCriteria, written } from './rule-draft.ts';
import { useCriteriaOptions } from './use-criteria-options.ts';

const LazyEditor = lazy(async () => {
  const { CodeEditor } = await import('../../../components/code/code-editor.tsx');
  return { default: CodeEditor };
});

interface CriteriaEditorProps {
  /** As JSON text. */
  readonly criteria: string;
  readonly onChange: (criteria: string) => void;
}

/** Which findings a rule is about: as conditions, or as AWS's JSON, which can say more. */
export function CriteriaEditor({ criteria, onChange }: CriteriaEditorProps) {
  const t = useWords();
  const reading = parseCriteria(criteria);
  const tokens = reading.kind === 'criteria' ? tokensOf(reading.criteria) : undefined;
  const [chosen, setChosen] = useState<'filter' | 'json'>('filter');
  const shown = tokens === undefined ? 'json' : chosen;
  return (
    <SpaceBetween size="s">
      <SegmentedControl
        label={t('rules.criteria.mode')}
        selectedId={shown}
        options={[
          { id: 'filter', text: t('rules.criteria.filter'), disabled: tokens === undefined },
          { id: 'json', text: t('rules.criteria.json') },
        ]}
        onChange={({ detail }) => setChosen(detail.selectedId === 'json' ? 'json' : 'filter')}
      />
      {reading.kind === 'criteria' && tokens === undefined ? (
        <Alert type="info">{t('rules.criteria.jsonOnly')}</Alert>
      ) : undefined}
      {shown === 'filter' ? (
        <Conditions tokens={tokens ?? []} onChange={(next) => onChange(written(criteriaOf(next)))} />
      ) : (
        <Suspense fallback={<Spinner />}>
          <LazyEditor
            label={t('rules.criteria.json')}
            language="json"
            value={criteria}
            onChange={onChange}
            height="20rem"
            problems={
              reading.kind === 'criteria'
                ? []
                : [{ line: reading.line, column: reading.column, severity: 'error', message: reading.detail }]
            }
          />
        </Suspense>
      )}
    </SpaceBetween>
  );
}

interface ConditionsProps {
  readonly tokens: readonly CriteriaToken[];
  readonly onChange: (tokens: readonly CriteriaToken[]) => void;
}

function Conditions({ tokens, onChange }: ConditionsProps) {
  const t = useWords();
  const properties = useProperties();
  const options = useCriteriaOptions();
  return (
    <SpaceBetween size="xs">
      <PropertyFilter
        query={{ operation: 'and', tokens: tokens.map((token) => ({ ...token })) }}
        onChange={({ detail }) => onChange(detail.tokens.flatMap(tokenOf))}
        hideOperations
        filteringProperties={properties}
        filteringOptions={options}
        freeTextFiltering={{ operators: [':', '!:'], defaultOperator: ':' }}
        expandToViewport
        filteringAriaLabel={t('rules.criteria.add')}
        filteringPlaceholder={t('rules.criteria.add')}
        filteringEmpty={t('rules.criteria.noSuggestions')}
      />
      <Box variant="small" color="text-body-secondary">
        {t('rules.criteria.text')}
      </Box>
    </SpaceBetween>
  );
}

/** Text without a field is looked for in the title. */
function tokenOf({ propertyKey, operator, value }: PropertyFilterProps.Token): readonly CriteriaToken[] {
  const field = CRITERIA_FIELDS.find((one) => one === (propertyKey ?? 'Title'));
  const values = [value as unknown].flat().filter((one): one is string => typeof one === 'string');
  const [first] = values;
  if (field === undefined || first === undefined) return [];
  return [{ propertyKey: field, operator, value: kindOf(field) === 'closed' ? values : first }];
}

function useProperties(): PropertyFilterProps.FilteringProperty[] {
  const t = useWords();
  const wordOf = useWordOf();
  return useMemo(
    () =>
      CRITERIA_FIELDS.map((key) => ({
        key,
        propertyLabel: key,
        groupValuesLabel: t('rules.criteria.valuesOf', { field: key }),
        operators: operatorsOf(key).map((operator) => operatorOf(key, operator, wordOf)),
        ...(kindOf(key) === 'date' ? { defaultOperator: '>=' } : {}),
      })),
    [t, wordOf],
  );
}

type Operator = NonNullable<PropertyFilterProps.FilteringProperty['operators']>[number];

function operatorOf(
  field: CriteriaField,
  operator: string,
  wordOf: (prefix: string, value: string) => string,
): Operator {
  const closed = CLOSED[field];
  if (closed === undefined) return operator as Operator;
  return {
    operator,
    tokenType: 'enum',
    format: (value: unknown) =>
      [value]
        .flat()
        .map((one) => wordOf(closed.words, String(one)))
        .join(', '),
  } as Operator;
}
