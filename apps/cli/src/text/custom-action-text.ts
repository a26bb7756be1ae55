import type { ActionTarget } from '@trueup/api-contract';
import type { Look } from '../terminal/look.ts';
import { tableText } from '../terminal/table.ts';

export function customActionsText(actions: readonly ActionTarget[], look: Look): string {
  if (actions.length === 0) return 'No custom actions.';
  return tableText(
    [
      { head: 'ID', cell: ({ id }) => id },
      { head: 'NAME', cell: ({ name }) => name, least: 12 },
      { head: 'DESCRIPTION', cell: ({ description }) => description, least: 16 },
      { head: 'ARN', cell: ({ arn }) => arn, spare: true },
    ],
    actions,
    look,
  );
}
