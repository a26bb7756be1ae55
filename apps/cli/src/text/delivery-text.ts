import type { Delivery, DeliveryStatus } from '@trueup/api-contract';
import { unreachable } from '@trueup/core';
import type { Look } from '../terminal/look.ts';
import type { Paint } from '../terminal/paint.ts';
import { tableText } from '../terminal/table.ts';
import { factsText } from './facts.ts';
import { timeText } from './time-text.ts';
import { valueLines } from './value-lines.ts';

export function deliveriesText(deliveries: readonly Delivery[], look: Look): string {
  if (deliveries.length === 0) return 'No deliveries.';
  return tableText(
    [
      { head: 'ID', cell: ({ id }) => id },
      {
        head: 'STATUS',
        cell: ({ status }) => status,
        style: (text, { status }) => statusStyle(look.paint, status)(text),
      },
      { head: 'RULE', cell: ({ rule }) => rule, least: 8 },
      { head: 'TARGET', cell: ({ target }) => `${target.address.kind} ${target.id}`, least: 8 },
      { head: 'EVENT', cell: ({ event }) => event['detail-type'], least: 12 },
      { head: 'TRIES', cell: ({ attempts }) => String(attempts), spare: true },
      { head: 'SINCE', cell: ({ createdAt }) => timeText(createdAt), spare: true },
      { head: 'PROBLEM', cell: problemOf, least: 12 },
    ],
    deliveries,
    look,
  );
}

export function deliveryText(delivery: Delivery, look: Look): string {
  const { id, rule, target, status, attempts, createdAt, dueAt, endedAt, problem, event } = delivery;
  const { bold } = look.paint;
  return [
    bold(`Delivery ${id}`),
    factsText(
      [
        ['status', status],
        ['rule', rule],
        ['target', `${target.address.kind} ${target.id}`],
        ['attempts', String(attempts)],
        ['since', timeText(createdAt)],
        ['due', status === 'pending' ? timeText(dueAt) : undefined],
        ['ended', endedAt === undefined ? undefined : timeText(endedAt)],
        ['problem', problem && problemOf(delivery)],
        ['given up by', problem?.exhausted],
      ],
      look,
    ),
    '',
    bold('Event'),
    ...Object.entries(event).flatMap(([name, value]) => valueLines(name, value, 2)),
  ].join('\n');
}

function problemOf({ problem }: Delivery): string {
  return problem ? `${problem.code}: ${problem.message}` : '';
}

function statusStyle(paint: Paint, status: DeliveryStatus): (text: string) => string {
  switch (status) {
    case 'delivered':
      return paint.green;
    case 'dead':
      return paint.red;
    case 'pending':
      return paint.yellow;
    default:
      return unreachable(status);
  }
}
