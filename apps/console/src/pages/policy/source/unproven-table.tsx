import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import Table from '@cloudscape-design/components/table';
import type { UnprovenLine } from '@trueup/api-contract';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';

/** Automatic lines whose repairs wait for an approval all the same. */
export function UnprovenTable({ unproven }: { readonly unproven: readonly UnprovenLine[] }) {
  const t = useWords();
  return (
    <div>
      <Box variant="h3">{t('policySource.unproven')}</Box>
      <Box color="text-body-secondary">{t('policySource.unproven.text')}</Box>
      <Table<UnprovenLine>
        variant="borderless"
        contentDensity="compact"
        items={[...unproven]}
        trackBy={({ remediation, controlId }) => `${remediation} ${controlId}`}
        ariaLabels={{ tableLabel: t('policySource.unproven') }}
        columnDefinitions={[
          {
            id: 'line',
            header: t('policySource.unproven.line'),
            isRowHeader: true,
            cell: ({ remediation }) => remediation,
          },
          {
            id: 'control',
            header: t('policySource.unproven.control'),
            cell: ({ controlId }) => (
              <Link href={pathTo('controlRunbook', { controlId }, { tab: 'record' })}>{controlId}</Link>
            ),
          },
          {
            id: 'record',
            header: t('policySource.unproven.record'),
            cell: ({ verifiedInARow, needed }) => t('policySource.unproven.of', { verifiedInARow, needed }),
          },
        ]}
      />
    </div>
  );
}
