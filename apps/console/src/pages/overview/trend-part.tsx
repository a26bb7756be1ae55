import type { Overview } from '@trueup/api-contract';
import Link from '@cloudscape-design/components/link';
import { lazy } from 'react';
import { ChartOrTable } from '../../components/chart-or-table.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useWords } from '../../i18n/words.ts';
import { openedPath } from './open-links.ts';

const TrendChart = lazy(async () => {
  const { TrendChart: chart } = await import('./charts/trend-chart.tsx');
  return { default: chart };
});

/** What came, what went and what stayed, day by day. */
export function TrendPart({ trend }: Pick<Overview, 'trend'>) {
  const t = useWords();
  const { number, day } = useFormats();
  return (
    <ChartOrTable
      name="trend"
      title={t('overview.trend')}
      description={t('overview.trend.text')}
      chart={<TrendChart trend={trend} />}
      rows={trend.toReversed()}
      columns={[
        { id: 'day', header: t('overview.trend.day'), cell: ({ date }) => day(date) },
        {
          id: 'opened',
          header: t('overview.trend.opened'),
          cell: ({ date, opened }) =>
            opened === 0 ? number(0) : <Link href={openedPath(date)}>{number(opened)}</Link>,
        },
        { id: 'resolved', header: t('overview.trend.resolved'), cell: ({ resolved }) => number(resolved) },
        { id: 'open', header: t('overview.trend.open'), cell: ({ open }) => number(open) },
      ]}
    />
  );
}
