import type { Overview } from '@trueup/api-contract';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import MixedLineBarChart, { type MixedLineBarChartProps } from '@cloudscape-design/components/mixed-line-bar-chart';
import {
  colorChartsPaletteCategorical2,
  colorChartsStatusHigh,
  colorChartsStatusPositive,
} from '@cloudscape-design/design-tokens';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords } from '../../../i18n/words.ts';
import { wholeTicks } from './whole-ticks.ts';

type Series = MixedLineBarChartProps<string>['series'];

/** Two charts: what is open may be a thousand times what a day brings. */
export function TrendChart({ trend }: Pick<Overview, 'trend'>) {
  const t = useWords();
  const { number, day } = useFormats();
  const points = (member: 'opened' | 'resolved' | 'open'): { x: string; y: number }[] =>
    trend.map((one) => ({ x: day(one.date), y: one[member] }));
  const chart = (ariaLabel: string, series: Series) => (
    <MixedLineBarChart
      ariaLabel={ariaLabel}
      height={180}
      hideFilter
      xScaleType="categorical"
      xDomain={trend.map(({ date }) => day(date))}
      yTitle={t('overview.findings')}
      i18nStrings={{ yTickFormatter: wholeTicks(number) }}
      series={series}
    />
  );
  const opened = t('overview.trend.opened');
  const resolved = t('overview.trend.resolved');
  const open = t('overview.trend.open');
  return (
    <ColumnLayout columns={2} minColumnWidth={360}>
      {chart(t('overview.trend.change'), [
        { type: 'bar', title: opened, color: colorChartsStatusHigh, data: points('opened'), valueFormatter: number },
        {
          type: 'bar',
          title: resolved,
          color: colorChartsStatusPositive,
          data: points('resolved'),
          valueFormatter: number,
        },
      ])}
      {chart(open, [
        {
          type: 'line',
          title: open,
          color: colorChartsPaletteCategorical2,
          data: points('open'),
          valueFormatter: number,
        },
      ])}
    </ColumnLayout>
  );
}
