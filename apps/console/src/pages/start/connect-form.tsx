import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words.ts';
import { newExternalId, type AccountDraft, type AccountField } from './account-text.ts';
import { REGIONS } from './regions.ts';

interface ConnectFormProps {
  readonly draft: AccountDraft;
  readonly faults: readonly AccountField[];
  /** Only asked for where the policy names no regions yet. */
  readonly asksRegions: boolean;
  readonly onChange: (changes: Partial<AccountDraft>) => void;
}

type TextMember = Exclude<keyof AccountDraft, 'regions'>;

/** What the policy says of an account. */
export function ConnectForm({ draft, faults, asksRegions, onChange }: ConnectFormProps) {
  const t = useWords();
  const field = (member: TextMember, constraint?: string, secondary?: ReactNode) => (
    <FormField
      label={t(`start.form.${member}`)}
      constraintText={constraint}
      secondaryControl={secondary}
      errorText={draft[member] !== '' && isAtFault(faults, member) ? t('start.form.invalid') : undefined}
    >
      <Input
        value={draft[member]}
        autoComplete="off"
        spellcheck={false}
        onChange={({ detail }) => onChange({ [member]: detail.value.trimStart() })}
      />
    </FormField>
  );
  return (
    <SpaceBetween size="m">
      <ColumnLayout columns={2}>
        {field('id', t('start.form.id.rule'))}
        {field('name')}
        {field('organizationalUnit', t('start.form.organizationalUnit.rule'))}
        {field('owner', t('start.form.owner.rule'))}
        {field('role', t('start.form.role.rule'))}
        {draft.role === ''
          ? undefined
          : field(
              'externalId',
              t('start.form.externalId.rule'),
              <Button onClick={() => onChange({ externalId: newExternalId() })}>{t('start.form.another')}</Button>,
            )}
      </ColumnLayout>
      {asksRegions ? (
        <FormField label={t('accounts.regions')} constraintText={t('start.form.regions.rule')}>
          <Multiselect
            selectedOptions={draft.regions.map((value) => ({ value, label: value }))}
            options={REGIONS.map((value) => ({ value, label: value }))}
            filteringType="auto"
            placeholder={t('start.form.regions.choose')}
            onChange={({ detail }) => onChange({ regions: detail.selectedOptions.flatMap(({ value }) => value ?? []) })}
          />
        </FormField>
      ) : undefined}
    </SpaceBetween>
  );
}

const isAtFault = (faults: readonly AccountField[], member: TextMember): boolean =>
  (faults as readonly string[]).includes(member);
