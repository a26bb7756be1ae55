import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { examples } from './examples.ts';

export function addChangeRequest(program: Command, shell: Shell): void {
  program
    .command('change-request <finding-id>')
    .description('a ticket or pull request, in Markdown, for a resource that CloudFormation, CDK or Terraform owns')
    .addHelpText(
      'after',
      examples([
        ['trueup change-request f-0123456789abcdef > ticket.md', 'what is wrong, what to change and where'],
        ["trueup change-request f-0123456789abcdef --query 'owner'", 'only who owns the resource, as JSON'],
      ]),
    )
    .action((findingId: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, result }) => {
        const request = await trueup.getChangeRequest({ findingId });
        result(request, () => request.text);
        return NOTHING_TO_DO;
      }),
    );
}
