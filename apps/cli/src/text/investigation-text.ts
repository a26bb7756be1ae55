import type { ChangeEvent, Investigation } from '@trueup/api-contract';
import type { Look } from '../terminal/look.ts';
import { tableText } from '../terminal/table.ts';
import { factsText } from './facts.ts';
import { timeText } from './time-text.ts';

/** Who most likely made the fault, and every write that was found. Never says that nobody changed anything. */
export function investigationText(investigation: Investigation, look: Look): string {
  const { from, to, region, events, complete, unread, cause } = investigation;
  const likely = events.find(({ id }) => id === cause);
  return [
    factsText(
      [
        ['looked at', `CloudTrail's event history of ${region}, ${timeText(from)} to ${timeText(to)}`],
        [
          'likely cause',
          likely ? whoText(likely) : 'not found in that time; events come in within some 15 minutes of the call',
        ],
        ['called', likely && `${likely.source} ${likely.name} at ${timeText(likely.at)}`],
        ['from', likely?.sourceIp],
        ['with', likely?.userAgent],
        ['event', likely?.id],
        ['not read', complete ? undefined : gapText(unread)],
      ],
      look,
    ),
    ...(events.length === 0 ? [] : ['', eventsText(events, look)]),
  ].join('\n');
}

function gapText(unread: Investigation['unread']): string {
  const gap = unread ? `${unread.reason}: ${unread.detail}` : 'there are more events than were looked through';
  return `${gap}; a call that is not listed may have been made`;
}

const whoText = ({ principal }: ChangeEvent): string =>
  `${principal.kind} ${principal.name}${principal.arn === undefined ? '' : ` (${principal.arn})`}`;

function eventsText(events: readonly ChangeEvent[], look: Look): string {
  return tableText(
    [
      { head: 'WHEN', cell: ({ at }) => timeText(at) },
      { head: 'CALL', cell: ({ name }) => name },
      { head: 'WHO', cell: ({ principal }) => `${principal.kind} ${principal.name}`, least: 16 },
      { head: 'FROM', cell: ({ sourceIp }) => sourceIp ?? '', spare: true },
      { head: 'CAME OF IT', cell: ({ errorCode, executionId }) => endText(errorCode, executionId) },
    ],
    events,
    look,
  );
}

function endText(errorCode: string | undefined, executionId: string | undefined): string {
  if (errorCode !== undefined) return `refused: ${errorCode}`;
  return executionId === undefined ? 'done' : `done by execution ${executionId}`;
}
