import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Multiselect, { type MultiselectProps } from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useMemo } from 'react';
import { useAsked } from '../api/use-asked.ts';
import { useWords } from '../i18n/words.ts';
import { LISTS, type ScopeDraft, type ScopeList } from './scope-draft.ts';

interface ScopeFormProps {
  readonly draft: ScopeDraft;
  readonly onChange: (draft: ScopeDraft) => void;
}

/** What something covers. Members are an AND, the entries of each an OR; what is left out covers all. */
export function ScopeForm({ draft, onChange }: ScopeFormProps) {
  const t = useWords();
  const options = useScopeOptions();
  return (
    <SpaceBetween size="m">
      <Box color="text-body-secondary">{t('scope.form.text')}</Box>
      <ColumnLayout columns={2}>
        {LISTS.map((member) => (
          <ListMember
            key={member}
            member={member}
            chosen={draft[member]}
            options={options[member]}
            onChange={(entries) => onChange({ ...draft, [member]: entries })}
          />
        ))}
        <FormField label={t('scope.form.arns')} constraintText={t('scope.form.arns.text')}>
          <Textarea
            value={draft.arns}
            rows={3}
            spellcheck={false}
            onChange={({ detail }) => onChange({ ...draft, arns: detail.value })}
          />
        </FormField>
      </ColumnLayout>
      <Tags draft={draft} onChange={onChange} />
    </SpaceBetween>
  );
}

interface ListMemberProps {
  readonly member: ScopeList;
  readonly chosen: readonly string[];
  readonly options: readonly MultiselectProps.Option[];
  readonly onChange: (entries: readonly string[]) => void;
}

/** What was given with a link stays, also where it is not among the suggestions. */
function ListMember({ member, chosen, options, onChange }: ListMemberProps) {
  const t = useWords();
  const known = new Set(options.map(({ value }) => value));
  const all = [...chosen.filter((value) => !known.has(value)).map((value) => ({ value, label: value })), ...options];
  return (
    <FormField label={t(`scope.form.${member}`)}>
      <Multiselect
        filteringType="auto"
        options={all}
        selectedOptions={all.filter(({ value }) => value !== undefined && chosen.includes(value))}
        placeholder={t('scope.form.all')}
        empty={t('scope.form.noOptions')}
        tokenLimit={6}
        onChange={({ detail }) => onChange(detail.selectedOptions.flatMap(({ value }) => value ?? []))}
      />
    </FormField>
  );
}

function Tags({ draft, onChange }: ScopeFormProps) {
  const t = useWords();
  const change = (index: number, changes: Partial<ScopeDraft['tags'][number]>): void =>
    onChange({ ...draft, tags: draft.tags.map((tag, at) => (at === index ? { ...tag, ...changes } : tag)) });
  return (
    <AttributeEditor
      items={[...draft.tags]}
      addButtonText={t('scope.form.addTag')}
      removeButtonText={t('scope.form.removeTag')}
      empty={t('scope.form.noTags')}
      definition={[
        {
          label: t('scope.form.tagKey'),
          control: ({ key }, index) => (
            <Input value={key} onChange={({ detail }) => change(index, { key: detail.value })} />
          ),
        },
        {
          label: t('scope.form.tagValues'),
          control: ({ values }, index) => (
            <Input
              value={values}
              placeholder={t('scope.form.anyValue')}
              onChange={({ detail }) => change(index, { values: detail.value })}
            />
          ),
        },
      ]}
      onAddButtonClick={() => onChange({ ...draft, tags: [...draft.tags, { key: '', values: '' }] })}
      onRemoveButtonClick={({ detail }) =>
        onChange({ ...draft, tags: draft.tags.filter((_tag, at) => at !== detail.itemIndex) })
      }
    />
  );
}

/** What may be named: controls of the library, accounts and regions of the policy. Nothing where it may not be read. */
function useScopeOptions(): Readonly<Record<ScopeList, readonly MultiselectProps.Option[]>> {
  const controls = useAsked('listControls', {}).data;
  const accounts = useAsked('listAccounts', {}).data;
  return useMemo(() => {
    const library = controls?.items ?? [];
    const members = accounts?.items ?? [];
    const plain = (values: readonly string[]): readonly MultiselectProps.Option[] =>
      [...new Set(values)].toSorted().map((value) => ({ value, label: value }));
    return {
      controls: library.map(({ id, title }) => ({ value: id, label: id, description: title })),
      accounts: members.map(({ id, name }) => ({ value: id, label: `${name} (${id})` })),
      organizationalUnits: plain(members.flatMap(({ organizationalUnit }) => organizationalUnit ?? [])),
      regions: plain(members.flatMap(({ regions }) => regions)),
      resourceTypes: plain(library.flatMap(({ resourceTypes }) => resourceTypes)),
    };
  }, [controls, accounts]);
}
