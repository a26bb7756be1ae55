import type { JsonObject } from '@trueup/api-contract';
import { isJsonObject } from '@trueup/core';
import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import { mapOfFile } from '../read-option.ts';
import type { Connected, Shell } from '../shell.ts';
import { automationRulesText, automationRuleText, rulePreviewText } from '../text/automation-rule-text.ts';
import { UsageError } from '../usage-error.ts';
import { examples } from './examples.ts';

export function addRules(program: Command, shell: Shell): void {
  const rules = program
    .command('rules')
    .description('automation rules: what is set of findings when they come in')
    .addHelpText(
      'after',
      examples([
        ['trueup rules preview rule.yaml', 'what it would match'],
        ['trueup rules create rule.yaml', 'and from now on it does'],
      ]),
    );
  for (const add of [addList, addShow, addCreate, addUpdate, addState, addReorder, addPreview, addDelete]) {
    add(rules, shell);
  }
}

function addList(rules: Command, shell: Shell): void {
  rules
    .command('list')
    .description('automation rules in the order in which they apply')
    .addHelpText('after', examples([['trueup rules list', 'the first one applies first']]))
    .action((_options: unknown, command: Command) =>
      shell.withTrueup(command, async (here) => {
        const listed = await here.trueup.listAutomationRules({});
        here.result(listed, () => automationRulesText(listed.items, here.look));
        return NOTHING_TO_DO;
      }),
    );
}

function addShow(rules: Command, shell: Shell): void {
  rules
    .command('show <rule-id>')
    .description('one rule with its criteria and what it sets')
    .addHelpText('after', examples([['trueup rules show a1b2c3d4-…', 'by its id or its ARN']]))
    .action((id: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const rule = await trueup.getAutomationRule({ id });
        result(rule, () => automationRuleText(rule, look));
        return NOTHING_TO_DO;
      }),
    );
}

function addCreate(rules: Command, shell: Shell): void {
  rules
    .command('create <file>')
    .description("make a rule out of a file: the input of Security Hub's CreateAutomationRule, as JSON or YAML")
    .addHelpText(
      'after',
      examples([
        ['trueup rules create rule.yaml', 'for the findings that come in from now on'],
        ['trueup rules create - < rule.json', 'from standard input'],
      ]),
    )
    .action((file: string, _options: unknown, command: Command) =>
      shell.withPrepared(
        command,
        () => mapOfFile('rules create', file),
        async ({ trueup, look, result }, rule) => {
          const made = await trueup.createAutomationRule({ rule });
          result(made, () => automationRuleText(made, look));
          return NOTHING_TO_DO;
        },
      ),
    );
}

function addUpdate(rules: Command, shell: Shell): void {
  rules
    .command('update <rule-id> <file>')
    .description('change those members of a rule that a file gives, in the form of CreateAutomationRule')
    .addHelpText('after', examples([['trueup rules update a1b2c3d4-… criteria.yaml', 'the rest stays as it is']]))
    .action((id: string, file: string, _options: unknown, command: Command) =>
      shell.withPrepared(
        command,
        () => mapOfFile('rules update', file),
        (here, changes) => update(here, id, changes),
      ),
    );
}

function addState(rules: Command, shell: Shell): void {
  const states = [
    ['enable', 'ENABLED', 'let a rule apply again', 'from the next finding on'],
    ['disable', 'DISABLED', 'let a rule apply no more; what it has changed stays', 'without losing it'],
  ] as const;
  for (const [name, RuleStatus, what, example] of states) {
    rules
      .command(`${name} <rule-id>`)
      .description(what)
      .addHelpText('after', examples([[`trueup rules ${name} a1b2c3d4-…`, example]]))
      .action((id: string, _options: unknown, command: Command) =>
        shell.withTrueup(command, (here) => update(here, id, { RuleStatus })),
      );
  }
}

async function update({ trueup, look, result }: Connected, id: string, changes: JsonObject): Promise<0> {
  const rule = await trueup.updateAutomationRule({ id, changes });
  result(rule, () => automationRuleText(rule, look));
  return NOTHING_TO_DO;
}

function addReorder(rules: Command, shell: Shell): void {
  rules
    .command('reorder <rule-id...>')
    .description('let these rules apply first, in this order, and the others after them as they were')
    .addHelpText(
      'after',
      examples([['trueup rules reorder a1b2c3d4-… e5f6a7b8-…', 'what comes last has the last word']]),
    )
    .action((ids: string[], _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const listed = await trueup.reorderAutomationRules({ ids });
        result(listed, () => automationRulesText(listed.items, look));
        return NOTHING_TO_DO;
      }),
    );
}

function addPreview(rules: Command, shell: Shell): void {
  rules
    .command('preview [file]')
    .description('how many findings a rule matches as they are now, its own changes included, and the first twenty')
    .option('--rule <rule-id>', 'a stored rule instead of a file')
    .addHelpText(
      'after',
      examples([
        ['trueup rules preview rule.yaml', 'a rule, or its Criteria alone'],
        ['trueup rules preview --rule a1b2c3d4-…', 'one that is there'],
      ]),
    )
    .action((file: string | undefined, { rule }: { readonly rule?: string }, command: Command) =>
      shell.withPrepared(
        command,
        () => criteriaOf(file, rule),
        async ({ trueup, look, result }, given) => {
          const criteria = given ?? (await trueup.getAutomationRule({ id: rule ?? '' })).criteria;
          const preview = await trueup.previewAutomationRule({ criteria });
          result(preview, () => rulePreviewText(preview, look));
          return NOTHING_TO_DO;
        },
      ),
    );
}

/** Undefined: those of the stored rule. */
async function criteriaOf(file: string | undefined, rule: string | undefined): Promise<JsonObject | undefined> {
  if ((file === undefined) === (rule === undefined)) {
    throw new UsageError('rules preview: name one file, or a stored rule with --rule');
  }
  if (file === undefined) return undefined;
  const given = await mapOfFile('rules preview', file);
  const { Criteria = given } = given;
  if (isJsonObject(Criteria)) return Criteria;
  throw new UsageError(`rules preview: Criteria of ${file} must be a map`);
}

function addDelete(rules: Command, shell: Shell): void {
  rules
    .command('delete <rule-id>')
    .description('remove a rule; what it has changed stays')
    .addHelpText('after', examples([['trueup rules delete a1b2c3d4-…', 'by its id or its ARN']]))
    .action((id: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, result }) => {
        const rule = await trueup.deleteAutomationRule({ id });
        result(rule, () => `Deleted automation rule ${rule.name}.`);
        return NOTHING_TO_DO;
      }),
    );
}
