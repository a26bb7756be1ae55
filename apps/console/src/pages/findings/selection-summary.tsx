import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { severity, type Finding } from '@trueup/api-contract';
import { Severity } from '../../components/severity.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useWords } from '../../i18n/words.ts';

/** What several findings have between them. */
export function SelectionSummary({ findings }: { readonly findings: readonly Finding[] }) {
  const t = useWords();
  const { number } = useFormats();
  const distinct = (of: (finding: Finding) => string): string => [...new Set(findings.map(of))].toSorted().join(', ');
  const bySeverity = severity.options
    .toReversed()
    .map((value) => ({ value, count: findings.filter((one) => one.severity === value).length }))
    .filter(({ count }) => count > 0);
  return (
    <KeyValuePairs
      columns={4}
      items={[
        {
          label: t('findings.column.severity'),
          value: (
            <SpaceBetween direction="horizontal" size="s">
              {bySeverity.map(({ value, count }) => (
                <span key={value}>
                  <Severity value={value} /> {number(count)}
                </span>
              ))}
            </SpaceBetween>
          ),
        },
        { label: t('findings.column.control'), value: distinct(({ controlId }) => controlId) },
        { label: t('findings.column.account'), value: distinct(({ resource }) => resource.accountId) },
        { label: t('findings.column.region'), value: distinct(({ resource }) => resource.region) },
      ]}
    />
  );
}
