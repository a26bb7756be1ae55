import type { Insight, Output } from '@trueup/api-contract';
import type { Look } from '../terminal/look.ts';
import { plain } from '../terminal/plain.ts';
import { tableText } from '../terminal/table.ts';
import { endOfArn } from './end-of-arn.ts';
import { groupCountsText } from './group-counts-text.ts';
import { valueLines } from './value-lines.ts';

export function insightsText(insights: readonly Insight[], look: Look): string {
  if (insights.length === 0) return 'No insights.';
  return tableText(
    [
      { head: 'ID', cell: ({ arn }) => endOfArn(arn) },
      { head: 'NAME', cell: ({ name }) => name, least: 12 },
      { head: 'BY', cell: ({ groupBy }) => groupBy },
      { head: 'LOOKS AT', cell: ({ filters }) => Object.keys(filters).join(', '), least: 12, spare: true },
    ],
    insights,
    look,
  );
}

export function insightText({ insight, groups }: Output<'getInsight'>, look: Look): string {
  const { bold } = look.paint;
  return [
    bold(plain(insight.name)),
    ...Object.entries(insight.filters).flatMap(([name, value]) => valueLines(name, value, 2)),
    '',
    groupCountsText(insight.groupBy, groups, look),
  ].join('\n');
}
