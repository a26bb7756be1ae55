import { standardId, type Input, type StandardId } from '@trueup/api-contract';
import { InvalidArgumentError, type Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { moreText, takePages } from '../take-pages.ts';
import { scoresText, standardsText, standingsText } from '../text/standard-text.ts';
import { examples } from './examples.ts';
import { positiveNumber } from './option-parsers.ts';

interface ScopeOptions {
  readonly account?: string;
  readonly region?: string;
}

interface ControlOptions extends ScopeOptions {
  readonly standard?: StandardId;
  readonly reason?: string;
}

interface ScoreOptions extends ScopeOptions {
  readonly standard?: StandardId | '*';
  readonly history?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly limit: number;
}

const ACCOUNT = 'only in this account (default: in every account without a setting of its own)';

export function addStandards(program: Command, shell: Shell): void {
  const standards = program
    .command('standards')
    .description('published lists of controls: which are on, and how they score')
    .addHelpText(
      'after',
      examples([
        ['trueup standards list', 'and where each is on'],
        ['trueup standards score', 'how much of them is met'],
      ]),
    );
  for (const add of [addList, addState, addControls, addEnableControl, addDisableControl, addScore]) {
    add(standards, shell);
  }
}

function addList(standards: Command, shell: Shell): void {
  standards
    .command('list')
    .description('the standards, and where each is on')
    .option('--account <id>', 'as it is in this account')
    .addHelpText('after', examples([['trueup standards list --account 111111111111', 'in one account']]))
    .action(({ account }: ScopeOptions, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const listed = await trueup.listStandards(account === undefined ? {} : { accountId: account });
        result(listed, () => standardsText(listed.items, look));
        return NOTHING_TO_DO;
      }),
    );
}

function addState(standards: Command, shell: Shell): void {
  const states = [
    ['enable', true, 'turn a standard on', 'its controls count from now on'],
    ['disable', false, 'turn a standard off', 'its findings stay'],
  ] as const;
  for (const [name, enabled, what, example] of states) {
    standards
      .command(name)
      .argument('<standard>', 'such as cis/5.0.0', oneStandard)
      .description(what)
      .option('--account <id>', ACCOUNT)
      .addHelpText('after', examples([[`trueup standards ${name} cis/5.0.0 --account 111111111111`, example]]))
      .action((standard: StandardId, { account }: ScopeOptions, command: Command) =>
        shell.withTrueup(command, async ({ trueup, look, result }) => {
          const where = account === undefined ? {} : { accountId: account };
          const listed = await trueup.setStandardEnabled({ standard, enabled, ...where });
          result(listed, () => standardsText(listed.items, look));
          return NOTHING_TO_DO;
        }),
      );
  }
}

function addControls(standards: Command, shell: Shell): void {
  standards
    .command('controls')
    .argument('<standard>', 'such as fsbp/1.0.0', oneStandard)
    .description('the controls of a standard and how each stands')
    .option('--account <id>', 'only in this account')
    .option('--region <name>', 'only in this region')
    .addHelpText('after', examples([['trueup standards controls fsbp/1.0.0', 'everywhere']]))
    .action((standard: StandardId, options: ScopeOptions, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const listed = await trueup.listStandardControls({ standard, ...scopeOf(options) });
        result(listed, () => standingsText(listed.items, look));
        return NOTHING_TO_DO;
      }),
    );
}

function addEnableControl(standards: Command, shell: Shell): void {
  standards
    .command('enable-control <control-id>')
    .description('turn a control on again')
    .option('--standard <standard>', 'only in this standard (default: in all)', oneStandard)
    .option('--account <id>', ACCOUNT)
    .addHelpText('after', examples([['trueup standards enable-control S3.8', 'it counts again']]))
    .action((controlId: string, options: ControlOptions, command: Command) =>
      shell.withTrueup(command, async ({ trueup, result }) => {
        const set = await trueup.setControlEnabled(controlOf(controlId, true, options));
        result(set, () => `Control ${controlId} is on.`);
        return NOTHING_TO_DO;
      }),
    );
}

function addDisableControl(standards: Command, shell: Shell): void {
  standards
    .command('disable-control <control-id>')
    .description('turn a control off: it counts in no score')
    .requiredOption('--reason <text>', 'why, for whoever asks later')
    .option('--standard <standard>', 'only in this standard (default: in all)', oneStandard)
    .option('--account <id>', ACCOUNT)
    .addHelpText(
      'after',
      examples([
        ['trueup standards disable-control S3.8 --reason "public site" --account 111111111111', 'in one account'],
      ]),
    )
    .action((controlId: string, options: ControlOptions, command: Command) =>
      shell.withTrueup(command, async ({ trueup, result }) => {
        const set = await trueup.setControlEnabled(controlOf(controlId, false, options));
        result(set, () => `Control ${controlId} is off.`);
        return NOTHING_TO_DO;
      }),
    );
}

function controlOf(controlId: string, enabled: boolean, options: ControlOptions): Input<'setControlEnabled'> {
  const { standard, account, reason } = options;
  return {
    controlId,
    enabled,
    ...(standard ? { standard } : {}),
    ...(account === undefined ? {} : { accountId: account }),
    ...(reason === undefined ? {} : { reason }),
  };
}

function addScore(standards: Command, shell: Shell): void {
  standards
    .command('score')
    .description('the controls that passed out of those that have data, in percent')
    .option('--standard <standard>', 'only this one; "*" is all together (default: each of them)', oneStandardOrAll)
    .option('--account <id>', 'of this account (default: of all together)')
    .option('--region <name>', 'of this region (default: of all together)')
    .option('--history', 'the last score of each day instead, newest first')
    .option('--from <time>', 'of the history: only from then on, such as 2026-01-31T00:00:00Z')
    .option('--to <time>', 'of the history: only before then')
    .option('--limit <number>', 'of the history: at most so many', positiveNumber, 100)
    .addHelpText(
      'after',
      examples([
        ['trueup standards score', 'now'],
        ['trueup standards score --standard fsbp/1.0.0 --history', 'how it went'],
      ]),
    )
    .action((options: ScoreOptions, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const { standard, history = false, from, to, limit } = options;
        const query = { ...scopeOf(options), ...(standard ? { standard } : {}) };
        if (!history) {
          const scores = await trueup.getScores(query);
          result(scores, () => scoresText(scores.items, look));
          return NOTHING_TO_DO;
        }
        const time = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
        const page = await takePages(limit, (part) => trueup.listScoreHistory({ ...query, ...time, ...part }));
        result(page, () => scoresText(page.items, look) + moreText(page.next));
        return NOTHING_TO_DO;
      }),
    );
}

function scopeOf({ account, region }: ScopeOptions): { readonly accountId?: string; readonly region?: string } {
  return {
    ...(account === undefined ? {} : { accountId: account }),
    ...(region === undefined ? {} : { region }),
  };
}

function oneStandard(given: string): StandardId {
  const standard = standardId.options.find((id) => id === given.toLowerCase());
  if (standard) return standard;
  throw new InvalidArgumentError(`expected one of ${standardId.options.join(', ')}.`);
}

function oneStandardOrAll(given: string): StandardId | '*' {
  return given === '*' ? given : oneStandard(given);
}
