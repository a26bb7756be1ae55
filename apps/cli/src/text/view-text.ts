import type { SavedView } from '@trueup/api-contract';
import type { Look } from '../terminal/look.ts';
import { tableText } from '../terminal/table.ts';
import { timeText } from './time-text.ts';

export function viewsText(views: readonly SavedView[], look: Look): string {
  if (views.length === 0) return 'No saved views.';
  return tableText(
    [
      { head: 'NAME', cell: ({ name }) => name, least: 12 },
      { head: 'SORT', cell: ({ order }) => order ?? '' },
      { head: 'BY', cell: ({ groupBy }) => groupBy ?? '', spare: true },
      { head: 'LOOKS AT', cell: ({ filters }) => Object.keys(filters).join(', '), least: 12 },
      { head: 'MADE BY', cell: ({ createdBy }) => createdBy, least: 8, spare: true },
      { head: 'MADE', cell: ({ createdAt }) => timeText(createdAt), spare: true },
    ],
    views,
    look,
  );
}
