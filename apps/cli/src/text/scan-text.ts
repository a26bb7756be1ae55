import type { Output, Scan } from '@trueup/api-contract';
import type { Look } from '../terminal/look.ts';
import { tableText } from '../terminal/table.ts';
import { factsText } from './facts.ts';
import { durationText } from './time-text.ts';

const GAPS_SHOWN = 10;

export function scanText(scan: Scan, open: Output<'countFindings'>['counts'], look: Look): string {
  const { counts } = scan;
  const total = open.reduce((sum, { count }) => sum + count, 0);
  return [
    look.paint.bold(`Scan ${scan.id}: ${scan.status}`),
    factsText(
      [
        [
          'looked at',
          `${counts.resources} resources, ${scan.controls.length} controls, ${scan.regions.length} regions`,
        ],
        ['compliant', String(counts.compliant)],
        ['non-compliant', String(counts.nonCompliant)],
        ['not applicable', String(counts.notApplicable)],
        ['undetermined', String(counts.insufficientData)],
        [
          'findings',
          `${counts.opened} new, ${counts.reopened} came back, ${counts.resolved} resolved, ${counts.archived} archived`,
        ],
        ['took', durationText(scan.startedAt, scan.finishedAt)],
        ['failure', scan.failure],
      ],
      look,
    ),
    ...(scan.gapsTotal === 0 ? [] : ['', look.paint.yellow(`Not read: ${scan.gapsTotal}`), gapsText(scan, look)]),
    '',
    total === 0
      ? look.paint.green('No open findings.')
      : `Open findings: ${total} (${open.map(({ key, count }) => `${count} ${key}`).join(', ')}). See: trueup findings list`,
  ].join('\n');
}

function gapsText({ gaps, gapsTotal }: Scan, look: Look): string {
  const shown = gaps.slice(0, GAPS_SHOWN);
  const table = tableText(
    [
      { head: 'ACCOUNT', cell: ({ accountId }) => accountId },
      { head: 'REGION', cell: ({ region }) => region },
      { head: 'WHAT', cell: ({ resourceType, arn, part }) => [arn ?? resourceType, part].join(' '), least: 16 },
      { head: 'REASON', cell: ({ reason }) => reason },
      { head: 'DETAIL', cell: ({ detail }) => detail, least: 16 },
    ],
    shown,
    look,
  );
  return gapsTotal > shown.length ? `${table}\nand ${gapsTotal - shown.length} more: -o json has them` : table;
}
