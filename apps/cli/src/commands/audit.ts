import type { Input } from '@trueup/api-contract';
import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { moreText, takePages } from '../take-pages.ts';
import { recordsText } from '../text/record-text.ts';
import { addAuditCheckpoint } from './audit-checkpoint.ts';
import { addAuditExport } from './audit-export.ts';
import { addAuditPrune } from './audit-prune.ts';
import { addAuditVerify } from './audit-verify.ts';
import { examples } from './examples.ts';
import { positiveNumber, several } from './option-parsers.ts';

interface ListOptions {
  readonly action?: readonly string[];
  readonly subject?: string;
  readonly limit: number;
}

export function addAudit(program: Command, shell: Shell): void {
  const audit = program
    .command('audit')
    .description('who did what, when and why')
    .addHelpText('after', examples([['trueup audit verify', 'whether any record was changed']]));
  addList(audit, shell);
  addAuditVerify(audit, shell);
  addAuditCheckpoint(audit, shell);
  addAuditExport(audit, shell);
  addAuditPrune(audit, shell);
}

function addList(audit: Command, shell: Shell): void {
  audit
    .command('list')
    .description('records, newest first')
    .option('--action <action>', 'such as plan.approved; may be repeated', several)
    .option('--subject <id>', 'only about this scan, finding, plan or execution')
    .option('--limit <number>', 'at most so many', positiveNumber, 100)
    .addHelpText(
      'after',
      examples([
        ['trueup audit list --limit 20', 'the last 20'],
        ['trueup audit list --action plan.approved --action plan.rejected', 'every approval'],
      ]),
    )
    .action(({ action, subject, limit }: ListOptions, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const query: Input<'listRecords'> = {
          ...(action ? { actions: action as NonNullable<Input<'listRecords'>['actions']> } : {}),
          ...(subject === undefined ? {} : { subjectId: subject }),
        };
        const page = await takePages(limit, (part) => trueup.listRecords({ ...query, ...part }));
        result(page, () => recordsText(page.items, look) + moreText(page.next));
        return NOTHING_TO_DO;
      }),
    );
}
