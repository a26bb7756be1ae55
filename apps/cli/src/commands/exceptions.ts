import type { Input, TargetScope } from '@trueup/api-contract';
import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { moreText, takePages } from '../take-pages.ts';
import { exceptionsText, exceptionText, exceptionUseText } from '../text/exception-text.ts';
import { UsageError } from '../usage-error.ts';
import { examples } from './examples.ts';
import { positiveNumber, several, wholeNumber } from './option-parsers.ts';

interface ScopeOptions {
  readonly control?: readonly string[];
  readonly account?: readonly string[];
  readonly ou?: readonly string[];
  readonly region?: readonly string[];
  readonly tag?: readonly string[];
  readonly arn?: readonly string[];
  readonly type?: readonly string[];
}

interface ExceptionOptions extends ScopeOptions {
  readonly owner?: string;
  readonly approver?: string;
  readonly justification?: string;
  readonly expires?: string;
  readonly remindDays?: number;
}

interface PlaceOptions extends ExceptionOptions {
  readonly id?: string;
  readonly owner: string;
  readonly approver: string;
  readonly justification: string;
  readonly expires: string;
}

export function addExceptions(program: Command, shell: Shell): void {
  const exceptions = program
    .command('exceptions')
    .description('what may stay as it is until a date, who answers for it and why')
    .addHelpText('after', examples([['trueup exceptions list', 'what ends first comes first']]));
  for (const add of [addList, addShow, addPlace, addChange, addRemove]) add(exceptions, shell);
}

function addList(exceptions: Command, shell: Shell): void {
  exceptions
    .command('list')
    .description('exceptions, those of the policy among them, and how many open findings each covers')
    .option('--limit <number>', 'at most so many', positiveNumber, 100)
    .addHelpText('after', examples([['trueup exceptions list', 'what ends first comes first']]))
    .action(({ limit }: { readonly limit: number }, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const page = await takePages(limit, (part) => trueup.listExceptions(part));
        result(page, () => exceptionsText(page.items, look, Date.now()) + moreText(page.next));
        return NOTHING_TO_DO;
      }),
    );
}

function addShow(exceptions: Command, shell: Shell): void {
  exceptions
    .command('show <exception-id>')
    .description('one exception and the open findings that it covers')
    .addHelpText('after', examples([['trueup exceptions show legacy-bucket', 'whether it is used']]))
    .action((id: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const shown = await trueup.getException({ id });
        result(shown, () => exceptionUseText(shown, look, Date.now()));
        return NOTHING_TO_DO;
      }),
    );
}

function addPlace(exceptions: Command, shell: Shell): void {
  scopeOptions(exceptions.command('place'))
    .description('let something stay as it is until a date; it may come before any finding')
    .option('--id <id>', 'what it is called (default: made up)')
    .requiredOption('--owner <name>', 'who answers for it')
    .requiredOption('--approver <name>', 'who agreed to it; never you')
    .requiredOption('--justification <text>', 'why')
    .requiredOption('--expires <date>', 'when it ends, such as 2026-12-31 or 2026-12-31T18:00:00Z')
    .option('--remind-days <number>', 'days before the end when its owner is reminded (default: 7)', wholeNumber)
    .addHelpText(
      'after',
      examples([
        [
          'trueup exceptions place --arn arn:aws:s3:::site --control S3.8 --owner web --approver ann --justification "a public site" --expires 2026-12-31',
          'one bucket',
        ],
      ]),
    )
    .action(({ id, ...options }: PlaceOptions, command: Command) => {
      const { owner, approver, justification, expires } = options;
      const asked: Input<'placeException'> = {
        ...(id === undefined ? {} : { id }),
        ...membersOf(options),
        scope: scopeOf(options) ?? {},
        owner,
        approver,
        justification,
        expiresAt: instantOf(expires),
      };
      return shell.withTrueup(command, async ({ trueup, look, result }) => {
        const exception = await trueup.placeException(asked);
        result(exception, () => exceptionText(exception, look, Date.now()));
        return NOTHING_TO_DO;
      });
    });
}

function addChange(exceptions: Command, shell: Shell): void {
  scopeOptions(exceptions.command('change <exception-id>'))
    .description('change what is given of an exception; a scope is replaced as a whole')
    .option('--owner <name>', 'who answers for it')
    .option('--approver <name>', 'who agreed to the change; never you')
    .option('--justification <text>', 'why')
    .option('--expires <date>', 'when it ends')
    .option('--remind-days <number>', 'days before the end when its owner is reminded', wholeNumber)
    .addHelpText(
      'after',
      examples([
        ['trueup exceptions change legacy-bucket --expires 2027-01-31 --approver ann', 'longer, as Ann agreed'],
      ]),
    )
    .action((id: string, options: ExceptionOptions, command: Command) => {
      const scope = scopeOf(options);
      const changes = { ...membersOf(options), ...(scope ? { scope } : {}) };
      if (Object.keys(changes).length === 0) throw new UsageError('exceptions change: say what to change');
      return shell.withTrueup(command, async ({ trueup, look, result }) => {
        const exception = await trueup.changeException({ id, ...changes });
        result(exception, () => exceptionText(exception, look, Date.now()));
        return NOTHING_TO_DO;
      });
    });
}

function addRemove(exceptions: Command, shell: Shell): void {
  exceptions
    .command('remove <exception-id>')
    .description('end an exception now: what it covered is decided anew')
    .option('--reason <text>', 'why, for the record')
    .addHelpText('after', examples([['trueup exceptions remove legacy-bucket --reason "moved"', 'before its time']]))
    .action((id: string, { reason }: { readonly reason?: string }, command: Command) =>
      shell.withTrueup(command, async ({ trueup, result }) => {
        const exception = await trueup.removeException({ id, ...(reason === undefined ? {} : { reason }) });
        result(exception, () => `Exception ${exception.id} is removed.`);
        return NOTHING_TO_DO;
      }),
    );
}

function scopeOptions(command: Command): Command {
  return command
    .option('--control <id>', 'for this control, or * for all; may be repeated', several)
    .option('--account <id>', 'in this account; may be repeated', several)
    .option('--ou <path>', 'in this organizational unit, such as /Prod; may be repeated', several)
    .option('--region <name>', 'in this region; may be repeated', several)
    .option('--tag <key=value>', 'with this tag, or with key alone whatever its value; may be repeated', several)
    .option('--arn <pattern>', 'for this resource, * and ? stand for any characters; may be repeated', several)
    .option('--type <type>', 'for this type, such as AWS::S3::Bucket; may be repeated', several);
}

/** Undefined: none of its options was given. */
function scopeOf({ control, account, ou, region, tag, arn, type }: ScopeOptions): TargetScope | undefined {
  const scope: TargetScope = {
    ...(control ? { controls: control } : {}),
    ...(account ? { accounts: account } : {}),
    ...(ou ? { organizationalUnits: ou } : {}),
    ...(region ? { regions: region } : {}),
    ...(tag ? { tags: tagsOf(tag) } : {}),
    ...(arn ? { arns: arn } : {}),
    ...(type ? { resourceTypes: type } : {}),
  };
  return Object.keys(scope).length === 0 ? undefined : scope;
}

/** Values of one key are an OR; a key without a value stands for any. */
function tagsOf(given: readonly string[]): Record<string, string[]> {
  const pairs = given.map((pair) => {
    const at = pair.indexOf('=');
    return at < 0 ? { key: pair, values: [] } : { key: pair.slice(0, at), values: [pair.slice(at + 1)] };
  });
  const keys = Map.groupBy(pairs, ({ key }) => key);
  return Object.fromEntries(
    [...keys].map(([key, of]) => [
      key,
      of.some(({ values }) => values.length === 0) ? [] : of.flatMap(({ values }) => values),
    ]),
  );
}

function membersOf({
  owner,
  approver,
  justification,
  expires,
  remindDays,
}: ExceptionOptions): Omit<Input<'changeException'>, 'id' | 'scope'> {
  return {
    ...(owner === undefined ? {} : { owner }),
    ...(approver === undefined ? {} : { approver }),
    ...(justification === undefined ? {} : { justification }),
    ...(expires === undefined ? {} : { expiresAt: instantOf(expires) }),
    ...(remindDays === undefined ? {} : { remindDays }),
  };
}

/** A day stands for its beginning in UTC. */
const instantOf = (text: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text);
