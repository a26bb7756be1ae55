import FormField from '@cloudscape-design/components/form-field';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { deliveryStatus, type DeliveryStatus } from '@trueup/api-contract';
import { useAsked } from '../../../api/use-asked.ts';
import { useWords } from '../../../i18n/words.ts';
import type { Search } from '../../../paths.ts';

interface DeliveryFiltersProps {
  readonly status: DeliveryStatus | undefined;
  readonly rule: string | undefined;
  readonly onChange: (changes: Search) => void;
}

export function DeliveryFilters({ status, rule, onChange }: DeliveryFiltersProps) {
  const t = useWords();
  const rules = useAsked('listEventRules', {});
  // A rule that is gone still has deliveries.
  const names = [
    ...new Set([...(rules.data?.items.map(({ name }) => name) ?? []), ...(rule === undefined ? [] : [rule])]),
  ];
  const any = { value: '', label: t('deliveries.anyRule') };
  return (
    <SpaceBetween direction="horizontal" size="s" alignItems="end">
      <FormField label={t('deliveries.status')}>
        <SegmentedControl
          label={t('deliveries.status')}
          selectedId={status ?? 'all'}
          options={[
            { id: 'all', text: t('deliveries.all') },
            ...deliveryStatus.options.map((id) => ({ id, text: t(`delivery.${id}`) })),
          ]}
          onChange={({ detail }) => onChange({ status: detail.selectedId === 'all' ? undefined : detail.selectedId })}
        />
      </FormField>
      <FormField label={t('deliveries.rule')}>
        <div style={{ width: '16rem' }}>
          <Select
            filteringType="auto"
            filteringAriaLabel={t('deliveries.rule')}
            selectedOption={rule === undefined ? any : { value: rule, label: rule }}
            options={[any, ...names.map((name) => ({ value: name, label: name }))]}
            onChange={({ detail }) => onChange({ rule: detail.selectedOption.value || undefined })}
          />
        </div>
      </FormField>
    </SpaceBetween>
  );
}
