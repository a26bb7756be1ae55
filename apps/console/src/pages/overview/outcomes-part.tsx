import type { Overview } from '@trueup/api-contract';
import Link from '@cloudscape-design/components/link';
import { useFormats } from '../../i18n/formats.ts';
import { useWords } from '../../i18n/words.ts';
import { NumbersPart } from './numbers-part.tsx';
import { OUTCOME_KINDS, outcomePath } from './outcome-links.ts';

interface OutcomesPartProps {
  readonly overview: Pick<Overview, 'remediation' | 'trend'>;
  readonly days: number;
}

/** What became of the repairs that ended within the days. */
export function OutcomesPart({ overview, days }: OutcomesPartProps) {
  const t = useWords();
  const { number } = useFormats();
  const rows = OUTCOME_KINDS.map((kind) => ({ kind, count: overview.remediation[kind] }));
  return (
    <NumbersPart
      title={t('overview.outcomes')}
      description={t('overview.outcomes.text', { days })}
      empty={t('overview.outcomes.none', { days })}
      count={({ count }) => count}
      nameOf={({ kind }) => t(`overview.outcome.${kind}`)}
      rows={rows}
      columns={[
        { id: 'outcome', header: t('overview.outcomes.column'), cell: ({ kind }) => t(`overview.outcome.${kind}`) },
        {
          id: 'count',
          header: t('overview.repairs'),
          cell: ({ kind, count }) => <Link href={outcomePath(overview, kind)}>{number(count)}</Link>,
        },
      ]}
    />
  );
}
