import type { PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import type { Finding } from '@trueup/api-contract';
import { useMemo } from 'react';
import { useAsked } from '../../../api/use-asked.ts';
import { useWordOf } from '../../../i18n/words.ts';
import { CLOSED, CRITERIA_FIELDS, type CriteriaField } from './criteria-fields.ts';

/** Enough to see the values that are about. */
const SAMPLE = 200;

/** Values that the criteria editor suggests: closed lists, controls of the library, and what a sample of findings has. */
export function useCriteriaOptions(): PropertyFilterProps.FilteringOption[] {
  const wordOf = useWordOf();
  const controls = useAsked('listControls', {}).data;
  const sample = useAsked('searchFindings', { limit: SAMPLE }).data;
  return useMemo(() => {
    const closed = CRITERIA_FIELDS.flatMap((propertyKey) =>
      (CLOSED[propertyKey]?.values ?? []).map((value) => ({
        propertyKey,
        value,
        label: wordOf(CLOSED[propertyKey]?.words ?? '', value),
      })),
    );
    const library = (controls?.items ?? []).map(({ id, title }) => ({
      propertyKey: 'ComplianceSecurityControlId',
      value: id,
      tags: [title],
    }));
    return [...closed, ...library, ...sampled(sample?.items ?? [])];
  }, [wordOf, controls, sample]);
}

function sampled(findings: readonly Finding[]): PropertyFilterProps.FilteringOption[] {
  const seen = new Map<CriteriaField, Set<string>>();
  const add = (field: CriteriaField, value: unknown): void => {
    if (typeof value !== 'string' || value === '') return;
    seen.set(field, (seen.get(field) ?? new Set()).add(value));
  };
  for (const { asff, resource, title, sources } of findings) {
    add('AwsAccountId', resource.accountId);
    add('ResourceRegion', resource.region);
    add('ResourceId', resource.arn);
    add('Title', title);
    // Security Hub's own name of the type, by which criteria are matched.
    for (const reported of Array.isArray(asff['Resources']) ? (asff['Resources'] as readonly unknown[]) : []) {
      if (typeof reported === 'object' && reported !== null && 'Type' in reported) add('ResourceType', reported.Type);
    }
    for (const { productName, productArn, generatorId } of sources) {
      add('ProductName', productName);
      add('ProductArn', productArn);
      add('GeneratorId', generatorId);
    }
  }
  return [...seen].flatMap(([propertyKey, values]) => [...values].toSorted().map((value) => ({ propertyKey, value })));
}
