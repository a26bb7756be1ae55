import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PolicyPlan, StoredPolicy } from '@trueup/api-contract';
import { policySchema } from '@trueup/core';
import type { Command } from 'commander';
import { FAILED, NOTHING_TO_DO, PENDING, type ExitCode } from '../exit-code.ts';
import { policyInput, type PolicyInput } from '../policy-input.ts';
import { settingsOf } from '../settings.ts';
import type { Connected, Shell } from '../shell.ts';
import { canAsk, confirm } from '../terminal/ask.ts';
import { explainedText } from '../text/explained-text.ts';
import {
  policyAppliedText,
  policyDriftText,
  policyPlanText,
  policyProblemsText,
  policyValidationText,
} from '../text/policy-plan-text.ts';
import { UsageError } from '../usage-error.ts';
import { examples } from './examples.ts';
import { addPolicyImportConfig } from './policy-import-config.ts';

const PATH = '[path]';
const WHERE = 'PATH is a file, a folder of YAML files or - (default: the policy file).';

export function addPolicy(program: Command, shell: Shell): void {
  const policy = program
    .command('policy')
    .description('the policy as code: what may be looked at and changed, and under whose oversight')
    .addHelpText(
      'after',
      examples([
        ['trueup policy plan ./policy', 'what it would change, and for how many findings'],
        ['trueup policy apply ./policy', 'look at it, then confirm'],
      ]),
    );
  const commands = [addValidate, addPlan, addApply, addExport, addExplain, addDrift, addSchema, addPolicyImportConfig];
  for (const add of commands) add(policy, shell);
}

/** The policy that a command line names. */
function prepared(command: Command, path: string | undefined): () => Promise<PolicyInput> {
  return () => policyInput(path ?? settingsOf(command).policyPath);
}

function addValidate(policy: Command, shell: Shell): void {
  policy
    .command(`validate ${PATH}`)
    .description('say whether a policy can be read; each problem with its file, line and column')
    .addHelpText('after', `${examples([['trueup policy validate ./policy', 'in a pipeline']])}\n\n${WHERE}`)
    .action((path: string | undefined, _options: unknown, command: Command) =>
      shell.withPrepared(command, prepared(command, path), async ({ trueup, result }, { files, placeOf }) => {
        const validation = await trueup.validatePolicy({ files });
        result(validation, () => policyValidationText(validation, placeOf));
        return validation.valid ? NOTHING_TO_DO : FAILED;
      }),
    );
}

function addPlan(policy: Command, shell: Shell): void {
  policy
    .command(`plan ${PATH}`)
    .description('show what a policy would change of the one in force; changes nothing')
    .addHelpText(
      'after',
      `${examples([['trueup policy plan', 'exit code 2 when something would change']])}\n\n${WHERE}`,
    )
    .action((path: string | undefined, _options: unknown, command: Command) =>
      shell.withPrepared(command, prepared(command, path), async ({ trueup, look, result }, { files, placeOf }) => {
        const planned = await trueup.planPolicy({ files });
        if (planned.kind === 'invalid') {
          result(planned, () => policyProblemsText(planned.problems, placeOf));
          return FAILED;
        }
        result(planned, () => `${policyPlanText(planned, placeOf, look)}\nPlan hash: ${planned.planHash}`);
        return isInForce(planned) ? NOTHING_TO_DO : PENDING;
      }),
    );
}

const isInForce = ({ inForce, hash }: Extract<PolicyPlan, { kind: 'planned' }>): boolean =>
  inForce.kind === 'applied' && inForce.hash === hash;

interface ApplyOptions {
  readonly hash?: string;
  readonly reason?: string;
}

function addApply(policy: Command, shell: Shell): void {
  policy
    .command(`apply ${PATH}`)
    .description('put a policy in force: all of it or nothing; without --hash the change is shown first')
    .option('--hash <plan-hash>', 'the plan hash that `policy plan` printed')
    .option('--reason <text>', 'why, for the record')
    .addHelpText(
      'after',
      `${examples([
        ['trueup policy apply ./policy', 'look at it, then confirm'],
        ['trueup policy apply ./policy --hash 1f3c… --reason "CHG-42"', 'what was planned, from a script'],
      ])}\n\n${WHERE}`,
    )
    .action((path: string | undefined, options: ApplyOptions, command: Command) =>
      shell.withPrepared(command, prepared(command, path), (here, input) => apply(here, input, options)),
    );
}

async function apply(here: Connected, input: PolicyInput, { hash, reason }: ApplyOptions): Promise<ExitCode> {
  const { files, placeOf } = input;
  if (hash === undefined && !canAsk()) {
    throw new UsageError('policy apply: pass --hash, as `trueup policy plan` prints it');
  }
  const planned = await here.trueup.planPolicy({ files });
  if (planned.kind === 'invalid') {
    here.result(planned, () => policyProblemsText(planned.problems, placeOf));
    return FAILED;
  }
  // With a hash, what was looked at before is what is bound; it is shown all the same.
  process.stderr.write(`${policyPlanText(planned, placeOf, here.look)}\n`);
  if (hash === undefined) await confirm('This takes the place of the policy in force.', 'apply', 'pass --hash');
  const applied = await here.trueup.applyPolicy({
    files,
    planHash: hash ?? planned.planHash,
    ...(reason === undefined ? {} : { reason }),
  });
  here.result(applied, () => policyAppliedText(applied));
  return NOTHING_TO_DO;
}

function addExport(policy: Command, shell: Shell): void {
  policy
    .command('export [folder]')
    .description('the policy as it was applied last, to look at or as files; none is overwritten')
    .addHelpText(
      'after',
      examples([
        ['trueup policy export', 'to standard output'],
        ['trueup policy export ./policy', 'its files, as they were'],
      ]),
    )
    .action((folder: string | undefined, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, result }) => {
        const stored = await trueup.exportPolicy({});
        if (folder !== undefined) await writeFiles(folder, stored);
        result(stored, () => (folder === undefined ? filesText(stored) : `Wrote ${stored.files.length} file(s).`));
        return NOTHING_TO_DO;
      }),
    );
}

/** Their names were checked at the door of Trueup: none leads out of the folder. */
async function writeFiles(folder: string, { files }: StoredPolicy): Promise<void> {
  for (const { name, text } of files) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    try {
      await writeFile(path, text, { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      throw new UsageError(`${path} exists already: export never overwrites a policy`);
    }
  }
}

function filesText({ files }: StoredPolicy): string {
  const [first, ...others] = files;
  if (first && others.length === 0) return first.text;
  return files.map(({ name, text }) => `# ${name}\n${text}`).join('\n---\n');
}

function addExplain(policy: Command, shell: Shell): void {
  policy
    .command('explain <finding-id>')
    .description('which line of the policy decides about a finding, and what every guard says now; changes nothing')
    .addHelpText('after', examples([['trueup policy explain f-0123456789abcdef', 'why it is repaired, or left']]))
    .action((findingId: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const explained = await trueup.explainDecision({ findingId });
        result(explained, () => explainedText(explained, look));
        return NOTHING_TO_DO;
      }),
    );
}

function addDrift(policy: Command, shell: Shell): void {
  policy
    .command('drift')
    .description("whether the policy file where Trueup runs says what was applied; exit code 2 when it doesn't")
    .addHelpText('after', examples([['trueup policy drift', 'what the file says otherwise']]))
    .action((_options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const drift = await trueup.policyDrift({});
        result(drift, () => policyDriftText(drift, look));
        return drift.kind === 'in-sync' || drift.kind === 'never-applied' ? NOTHING_TO_DO : PENDING;
      }),
    );
}

function addSchema(policy: Command, shell: Shell): void {
  policy
    .command('schema')
    .description('print the JSON Schema of the policy, for editors')
    .addHelpText('after', examples([['trueup policy schema > policy.schema.json', 'beside the policy']]))
    .action((_options: unknown, command: Command) =>
      shell.perform(command, async ({ result }) => {
        const schema = policySchema();
        result(schema, () => JSON.stringify(schema, undefined, 2));
        return NOTHING_TO_DO;
      }),
    );
}
