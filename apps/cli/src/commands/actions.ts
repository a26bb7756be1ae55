import type { Input } from '@trueup/api-contract';
import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { customActionsText } from '../text/custom-action-text.ts';
import { UsageError } from '../usage-error.ts';
import { examples } from './examples.ts';

interface ChangeOptions {
  readonly name?: string;
  readonly description?: string;
}

export function addActions(program: Command, shell: Shell): void {
  const actions = program
    .command('actions')
    .description('custom actions: named buttons on findings that publish an event')
    .addHelpText(
      'after',
      examples([
        ['trueup actions create ticket --name "Make a ticket"', 'an event rule says what comes of it'],
        ['trueup actions fire ticket f-0123456789abcdef', 'presses it'],
      ]),
    );
  for (const add of [addList, addCreate, addUpdate, addDelete, addFire]) add(actions, shell);
}

function addList(actions: Command, shell: Shell): void {
  actions
    .command('list')
    .description('the custom actions')
    .addHelpText('after', examples([['trueup actions list', 'with the ARNs that patterns name']]))
    .action((_options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const listed = await trueup.listCustomActions({});
        result(listed, () => customActionsText(listed.items, look));
        return NOTHING_TO_DO;
      }),
    );
}

function addCreate(actions: Command, shell: Shell): void {
  actions
    .command('create <id>')
    .description('make a custom action; ids are letters and digits, at most 20')
    .option('--name <name>', 'what the button says (default: its id)')
    .option('--description <text>', 'what it is for (default: its name)')
    .addHelpText(
      'after',
      examples([['trueup actions create ticket --name "Make a ticket" --description "In project OPS"', 'a button']]),
    )
    .action((id: string, { name = id, description = name }: ChangeOptions, command: Command) =>
      shell.withTrueup(command, async ({ trueup, result }) => {
        const action = await trueup.createCustomAction({ id, name, description });
        result(action, () => `Made custom action ${action.arn}.`);
        return NOTHING_TO_DO;
      }),
    );
}

function addUpdate(actions: Command, shell: Shell): void {
  actions
    .command('update <id>')
    .description('change the name or the description of a custom action')
    .option('--name <name>', 'what the button says')
    .option('--description <text>', 'what it is for')
    .addHelpText('after', examples([['trueup actions update ticket --name "Open a ticket"', 'its ARN stays']]))
    .action((id: string, { name, description }: ChangeOptions, command: Command) =>
      shell.withPrepared(
        command,
        async () => {
          if (name === undefined && description === undefined) {
            throw new UsageError('actions update: say what to change: --name or --description');
          }
        },
        async ({ trueup, result }) => {
          const action = await trueup.updateCustomAction({
            id,
            ...(name === undefined ? {} : { name }),
            ...(description === undefined ? {} : { description }),
          });
          result(action, () => `Changed custom action ${action.id}.`);
          return NOTHING_TO_DO;
        },
      ),
    );
}

function addDelete(actions: Command, shell: Shell): void {
  actions
    .command('delete <id>')
    .description('remove a custom action')
    .addHelpText('after', examples([['trueup actions delete ticket', 'rules for its events stay']]))
    .action((id: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, result }) => {
        const action = await trueup.deleteCustomAction({ id });
        result(action, () => `Deleted custom action ${action.id}.`);
        return NOTHING_TO_DO;
      }),
    );
}

function addFire(actions: Command, shell: Shell): void {
  actions
    .command('fire <id> [finding-id...]')
    .description('press the button on 1 to 20 findings, or on the results of an insight')
    .option('--insight <insight-id>', 'on the results of this insight')
    .addHelpText(
      'after',
      examples([
        ['trueup actions fire ticket f-0123456789abcdef', 'one event a finding'],
        ['trueup actions fire ticket --insight a1b2c3d4-…', 'one event for all'],
      ]),
    )
    .action((id: string, findingIds: string[], { insight }: { readonly insight?: string }, command: Command) =>
      shell.withPrepared(
        command,
        async () => firedOn(findingIds, insight),
        async ({ trueup, result }, on) => {
          const fired = await trueup.fireCustomAction({ id, on });
          result(fired, () => `Published ${fired.events} ${fired.events === 1 ? 'event' : 'events'}.`);
          return NOTHING_TO_DO;
        },
      ),
    );
}

function firedOn(findingIds: readonly string[], insight: string | undefined): Input<'fireCustomAction'>['on'] {
  if ((findingIds.length === 0) === (insight === undefined)) {
    throw new UsageError('actions fire: name findings, or an insight with --insight');
  }
  return insight === undefined ? { kind: 'findings', findingIds } : { kind: 'insight', insightId: insight };
}
