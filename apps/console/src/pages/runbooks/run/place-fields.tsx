import Autosuggest from '@cloudscape-design/components/autosuggest';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import { useAsked } from '../../../api/use-asked.ts';
import { useWords } from '../../../i18n/words.ts';

/** Where a runbook acts. What is empty is the server's choice. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
}

interface PlaceFieldsProps {
  readonly place: Place;
  readonly onChange: (place: Place) => void;
}

/** Account and region, out of those of the policy or typed. */
export function PlaceFields({ place, onChange }: PlaceFieldsProps) {
  const t = useWords();
  const accounts = useAsked('listAccounts', {}).data?.items ?? [];
  const ofAccount = accounts.filter(({ id }) => id === place.accountId);
  const regions = [...new Set((ofAccount.length === 0 ? accounts : ofAccount).flatMap((one) => one.regions))];
  return (
    <ColumnLayout columns={2}>
      <FormField label={t('runbooks.run.account')} constraintText={t('runbooks.run.account.text')}>
        <Autosuggest
          value={place.accountId}
          options={accounts.map(({ id, name }) => ({ value: id, description: name }))}
          enteredTextLabel={(value) => t('runbooks.run.use', { value })}
          empty={t('common.none')}
          onChange={({ detail }) => onChange({ ...place, accountId: detail.value.trim() })}
        />
      </FormField>
      <FormField label={t('runbooks.run.region')} constraintText={t('runbooks.run.region.text')}>
        <Autosuggest
          value={place.region}
          options={regions.map((value) => ({ value }))}
          enteredTextLabel={(value) => t('runbooks.run.use', { value })}
          empty={t('common.none')}
          onChange={({ detail }) => onChange({ ...place, region: detail.value.trim() })}
        />
      </FormField>
    </ColumnLayout>
  );
}
