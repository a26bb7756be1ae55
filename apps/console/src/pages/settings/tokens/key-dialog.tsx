import type { Output } from '@trueup/api-contract';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { useAct } from '../../../api/use-act.ts';
import { useAsked } from '../../../api/use-asked.ts';
import { useWords } from '../../../i18n/words.ts';
import { FormDialog } from '../form-dialog.tsx';
import { DaysField, daysOf } from './days-field.tsx';

interface KeyDialogProps {
  readonly onMade: (key: Output<'createAccessKey'>) => void;
  readonly onClose: () => void;
}

/** Makes an access key that acts as whoever asks, in one account. */
export function KeyDialog({ onMade, onClose }: KeyDialogProps) {
  const t = useWords();
  const accounts = useAsked('listAccounts', {});
  const [chosen, setChosen] = useState<string>();
  const [days, setDays] = useState('90');
  const create = useAct('createAccessKey', onMade);
  const options = (accounts.data?.items ?? []).map(({ id, name }) => ({
    value: id,
    label: t('settings.namedAccount', { name, id }),
  }));
  const accountId = chosen ?? options[0]?.value;
  const givenDays = daysOf(days);
  return (
    <FormDialog
      title={t('settings.key.create')}
      confirm={t('settings.key.create')}
      because={givenDays === undefined ? t('settings.days.rule') : undefined}
      isPending={create.isPending}
      problem={create.error}
      onDismiss={onClose}
      onConfirm={() => {
        if (givenDays === undefined) return;
        create.mutate({ days: givenDays, ...(accountId === undefined ? {} : { accountId }) });
      }}
    >
      <FormField label={t('settings.key.account')} description={t('settings.key.account.text')}>
        <Select
          selectedOption={options.find(({ value }) => value === accountId) ?? null}
          options={options}
          empty={t('accounts.none')}
          onChange={({ detail }) => setChosen(detail.selectedOption.value)}
        />
      </FormField>
      <DaysField value={days} onChange={setDays} />
    </FormDialog>
  );
}
