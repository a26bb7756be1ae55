import type { PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import type { FindingGroup } from '@trueup/api-contract';
import { useMemo, useState } from 'react';
import { useAsked } from '../../api/use-asked.ts';
import { CLOSED_VALUES } from '../../finding-view/field-kinds.ts';
import { FINDING_FIELDS, type FindingField } from '../../finding-view/finding-view.ts';
import { useWordOf } from '../../i18n/words.ts';

/** Lists in which the words of closed values stand. */
export const WORDS_OF: Readonly<Partial<Record<FindingField, string>>> = {
  SeverityLabel: 'severity',
  WorkflowStatus: 'workflow',
  RecordState: 'recordState',
  ComplianceStatus: 'compliance',
};

/** What the values of other fields are counted by. */
const COUNTED_BY: Readonly<Partial<Record<FindingField, FindingGroup>>> = {
  AwsAccountId: 'accountId',
  Region: 'region',
  ResourceType: 'resourceType',
  ProductName: 'product',
  GeneratorId: 'generatorId',
};

export interface FilterOptions {
  readonly options: PropertyFilterProps.FilteringOption[];
  readonly status: PropertyFilterProps.StatusType;
  readonly load: (detail: Pick<PropertyFilterProps.LoadItemsDetail, 'filteringProperty' | 'samePage'>) => void;
}

/** Values that a filter suggests. Those that must be asked for are asked for once their field is chosen. */
export function useFilterOptions(): FilterOptions {
  const wordOf = useWordOf();
  const [field, setField] = useState<FindingField>();
  const by = field === undefined ? undefined : COUNTED_BY[field];
  const counts = useAsked('countFindings', { by: by ?? 'accountId' }, { enabled: by !== undefined });
  const isControls = field === 'ComplianceSecurityControlId';
  const controls = useAsked('listControls', {}, { enabled: isControls });
  const asked = by !== undefined ? counts : isControls ? controls : undefined;
  const options = useMemo(() => {
    const closed = FINDING_FIELDS.flatMap((propertyKey) =>
      (CLOSED_VALUES[propertyKey] ?? []).map((value) => ({
        propertyKey,
        value,
        label: wordOf(WORDS_OF[propertyKey] ?? '', value),
      })),
    );
    if (field === undefined) return closed;
    const found =
      by === undefined
        ? isControls
          ? (controls.data?.items ?? []).map(({ id, title }) => ({ propertyKey: field, value: id, tags: [title] }))
          : []
        : (counts.data?.counts ?? []).map(({ key, count }) => ({
            propertyKey: field,
            value: key,
            tags: [String(count)],
          }));
    return [...closed, ...found];
  }, [field, by, isControls, controls.data, counts.data, wordOf]);
  return {
    options,
    status: asked === undefined ? 'finished' : asked.isError ? 'error' : asked.isPending ? 'loading' : 'finished',
    load({ filteringProperty, samePage }) {
      setField(FINDING_FIELDS.find((one) => one === filteringProperty?.key));
      if (samePage) void asked?.refetch();
    },
  };
}
