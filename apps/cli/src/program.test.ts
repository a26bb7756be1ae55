import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { buildProgram } from './program.ts';
import { shell } from './shell.ts';

const program = buildProgram(shell(() => Promise.reject(new Error('not opened here')), new AbortController().signal));

function everyCommand(command: Command, path: readonly string[]): { path: string; command: Command }[] {
  const deeper = command.commands.flatMap((one) => everyCommand(one, [...path, one.name()]));
  return [{ path: ['trueup', ...path].join(' '), command }, ...deeper];
}

function helpOf(command: Command): string {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) });
  command.outputHelp();
  return help;
}

const commands = everyCommand(program, []);

test('the whole command line is there', () => {
  expect(commands.map(({ path }) => path).toSorted()).toMatchInlineSnapshot(`
    [
      "trueup",
      "trueup actions",
      "trueup actions create",
      "trueup actions delete",
      "trueup actions fire",
      "trueup actions list",
      "trueup actions update",
      "trueup approve",
      "trueup audit",
      "trueup audit checkpoint",
      "trueup audit export",
      "trueup audit key",
      "trueup audit list",
      "trueup audit prune",
      "trueup audit verify",
      "trueup change-request",
      "trueup controls",
      "trueup controls list",
      "trueup controls show",
      "trueup decisions",
      "trueup decisions count",
      "trueup decisions list",
      "trueup demo",
      "trueup doctor",
      "trueup events",
      "trueup events archived",
      "trueup events archives",
      "trueup events cancel-replay",
      "trueup events create-archive",
      "trueup events delete-archive",
      "trueup events delete-poison",
      "trueup events delete-rule",
      "trueup events deliveries",
      "trueup events disable-rule",
      "trueup events enable-rule",
      "trueup events poison",
      "trueup events put",
      "trueup events put-rule",
      "trueup events put-targets",
      "trueup events remove-targets",
      "trueup events replay",
      "trueup events replay-poison",
      "trueup events replays",
      "trueup events retry",
      "trueup events rules",
      "trueup events send-test",
      "trueup events show-delivery",
      "trueup events show-poison",
      "trueup events show-replay",
      "trueup events show-rule",
      "trueup events tail",
      "trueup events targets",
      "trueup events test-pattern",
      "trueup events update-archive",
      "trueup exceptions",
      "trueup exceptions change",
      "trueup exceptions list",
      "trueup exceptions place",
      "trueup exceptions remove",
      "trueup exceptions show",
      "trueup executions",
      "trueup executions approve",
      "trueup executions cancel",
      "trueup executions list",
      "trueup executions reject",
      "trueup executions resume",
      "trueup executions show",
      "trueup executions start-step",
      "trueup executions stop-step",
      "trueup executions watch",
      "trueup export",
      "trueup findings",
      "trueup findings count",
      "trueup findings export",
      "trueup findings history",
      "trueup findings import",
      "trueup findings list",
      "trueup findings note",
      "trueup findings show",
      "trueup findings update",
      "trueup import",
      "trueup incident",
      "trueup init",
      "trueup insights",
      "trueup insights create",
      "trueup insights delete",
      "trueup insights list",
      "trueup insights show",
      "trueup insights update",
      "trueup investigate",
      "trueup keys",
      "trueup keys create",
      "trueup keys delete",
      "trueup keys list",
      "trueup kill-switch",
      "trueup kill-switch list",
      "trueup kill-switch off",
      "trueup kill-switch on",
      "trueup login",
      "trueup permissions",
      "trueup plan",
      "trueup plans",
      "trueup plans list",
      "trueup plans show",
      "trueup policy",
      "trueup policy apply",
      "trueup policy drift",
      "trueup policy explain",
      "trueup policy export",
      "trueup policy import-config",
      "trueup policy plan",
      "trueup policy schema",
      "trueup policy validate",
      "trueup reject",
      "trueup remediate",
      "trueup remediations",
      "trueup resume",
      "trueup rules",
      "trueup rules create",
      "trueup rules delete",
      "trueup rules disable",
      "trueup rules enable",
      "trueup rules list",
      "trueup rules preview",
      "trueup rules reorder",
      "trueup rules show",
      "trueup rules update",
      "trueup runbook",
      "trueup runbook delete",
      "trueup runbook export",
      "trueup runbook import",
      "trueup runbook list",
      "trueup runbook plan",
      "trueup runbook run",
      "trueup runbook set-default",
      "trueup runbook show",
      "trueup runbook validate",
      "trueup scan",
      "trueup serve",
      "trueup standards",
      "trueup standards controls",
      "trueup standards disable",
      "trueup standards disable-control",
      "trueup standards enable",
      "trueup standards enable-control",
      "trueup standards list",
      "trueup standards score",
      "trueup tokens",
      "trueup tokens create",
      "trueup tokens list",
      "trueup tokens revoke",
      "trueup undo",
      "trueup users",
      "trueup users create",
      "trueup users disable",
      "trueup users enable",
      "trueup users link-slack",
      "trueup users list",
      "trueup users unlink-slack",
      "trueup users update",
      "trueup views",
      "trueup views delete",
      "trueup views list",
      "trueup views save",
      "trueup whoami",
      "trueup worker",
    ]
  `);
});

test.each(commands)('$path --help has examples of this very command', ({ path, command }) => {
  const help = helpOf(command);
  const examples = help.split('\nExamples:\n')[1] ?? '';
  const lines = examples.split('\n').filter((line) => line.startsWith('  $ '));
  expect(lines.length).toBeGreaterThan(0);
  const words = path.split(' ').slice(1);
  for (const line of lines) expect(words.every((word) => line.includes(word))).toBe(true);
  expect(lines.every((line) => / {2}# \S/.test(line))).toBe(true);
});

test.each(commands.flatMap(({ path, command }) => examplesOf(helpOf(command)).map((example) => ({ path, example }))))(
  'the example "$example" parses',
  async ({ example }) => {
    const reached: string[] = [];
    const parsing = buildProgram({
      openEmbedded: () => Promise.reject(new Error('not opened here')),
      exitCode: () => 0,
      interruption: () => '',
      perform: async (command) => void reached.push(command.name()),
      withTrueup: async (command) => void reached.push(command.name()),
      withPrepared: async (command) => void reached.push(command.name()),
    });
    await parsing.parseAsync(argumentsOf(example), { from: 'user' });
    expect(reached).toHaveLength(1);
  },
);

function examplesOf(help: string): string[] {
  return [...help.matchAll(/^ {2}\$ (.+?) +# /gm)].map(([, example]) => example ?? '');
}

/** As a shell splits it: quotes, and nothing from a redirection on. */
function argumentsOf(example: string): string[] {
  const [command = ''] = example.split(/ \d?[<>]/);
  const words = [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)];
  return words.map(([, double, single, bare]) => double ?? single ?? bare ?? '').slice(1);
}
