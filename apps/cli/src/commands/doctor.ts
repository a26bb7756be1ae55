import { unreachable } from '@trueup/core';
import type { DoctorCheck } from '@trueup/api-contract';
import type { Command } from 'commander';
import { FAILED, NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import type { Look } from '../terminal/look.ts';
import type { Paint } from '../terminal/paint.ts';
import { tableText } from '../terminal/table.ts';
import { examples } from './examples.ts';

export function addDoctor(program: Command, shell: Shell): void {
  program
    .command('doctor')
    .description('say whether policy, store, credentials and member roles are in order')
    .addHelpText(
      'after',
      examples([
        ['trueup doctor', 'every check with what it found'],
        ['trueup doctor --query "checks[?status!=\'ok\']"', 'only what is not in order'],
      ]),
    )
    .action((_options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const report = await trueup.doctor({});
        result(report, () => checksText(report.checks, look));
        return report.checks.some(({ status }) => status === 'failed') ? FAILED : NOTHING_TO_DO;
      }),
    );
}

function checksText(checks: readonly DoctorCheck[], look: Look): string {
  return tableText(
    [
      { head: 'CHECK', cell: ({ name }) => name },
      {
        head: 'STATUS',
        cell: ({ status }) => status,
        style: (text, { status }) => statusStyle(look.paint, status)(text),
      },
      { head: 'DETAIL', cell: ({ detail }) => detail, least: 20 },
    ],
    checks,
    look,
  );
}

function statusStyle(paint: Paint, status: DoctorCheck['status']): (text: string) => string {
  switch (status) {
    case 'ok':
      return paint.green;
    case 'warning':
      return paint.yellow;
    case 'failed':
      return paint.red;
    default:
      return unreachable(status);
  }
}
