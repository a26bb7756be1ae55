import { expect, test } from 'vitest';
import { conformanceFaults } from './conformance-faults.ts';
import { decisionFaults } from './decision-faults.ts';
import { invariantFaults } from './invariant-faults.ts';
import { LINE_RULES, lineFaults } from './line-rules.ts';
import { lockFaults } from './lock-faults.ts';
import { nameFaults } from './name-faults.ts';
import { readmeCommandFaults } from './readme-command-faults.ts';
import { versionFaults } from './version-faults.ts';

const file = (path: string, ...lines: readonly string[]) => ({ path, text: lines.join('\n') });

test.each([
  ['machinePaths', 'notes.md', 'see /work/of/mine', 'see https://example.com/work/of/mine'],
  ['machinePaths', 'start.sh', 'cd "/home/someone"', 'cd "$HOME"'],
  ['leftovers', 'plan.ts', '// TODO: later', 'const todoList = [];'],
  ['silencedTools', 'plan.ts', '// @ts-ignore', '// Type errors are mended.'],
  ['focusedTests', 'plan.test.ts', "test.only('x', run);", "test('only', run);"],
  ['skippedTests', 'plan.test.ts', "test.skip('x', run);", "context.skip(isRoot, 'root may read everything');"],
  ['skippedTests', 'plan.test.ts', 'context.skip(isRoot);', 'test.skipIf(isRoot)(run);'],
] as const)('%s: a line of %s is told from a harmless one', (name, path, bad, good) => {
  expect(lineFaults(LINE_RULES[name], [file(path, good, bad)])).toEqual([expect.stringContaining(`${path}:2 `)]);
});

test('a name that says nothing is found as a file, as a folder and inside a word group', () => {
  const paths = ['src/utils.ts', 'src/common/a.ts', 'src/lease-manager.ts', 'src/uncommon.ts', 'src/manager-role.ts'];
  expect(nameFaults(paths).map((fault) => fault.split(':')[0])).toEqual([
    'src/utils.ts',
    'src/common/a.ts',
    'src/lease-manager.ts',
    'src/manager-role.ts',
  ]);
});

test.each(['^1.2.3', '~1.2.3', '*', '1.x', '>=1', 'latest'])('%s is not an exact version', (version) => {
  const manifest = JSON.stringify({ dependencies: { exact: '1.2.3', beta: '18.4.0-beta.17', range: version } });
  expect(versionFaults([file('packages/x/package.json', manifest)])).toEqual([
    `packages/x/package.json: range ${version} is not an exact version`,
  ]);
});

test('an optional dependency without an entry in the lock file is found', () => {
  const lock = {
    packages: {
      '': { optionalDependencies: { '@tool/linux': '1.0.0' } },
      'node_modules/tool': { optionalDependencies: { '@tool/linux': '1.0.0', '@tool/darwin': '1.0.0' } },
      'node_modules/tool/node_modules/@tool/linux': {},
    },
  };
  expect(lockFaults(JSON.stringify(lock))).toEqual([
    'package-lock.json: node_modules/tool wants @tool/darwin, which has no entry',
  ]);
});

test('a gap, a double number and a name without a number are found among the decisions', () => {
  const faults = (...names: readonly string[]) => decisionFaults(names.map((name) => `docs/decisions/${name}`));
  expect(faults('0001-a.md', '0002-b.md', 'README.md')).toEqual([]);
  expect(faults('0001-a.md', '0003-b.md')).toHaveLength(1);
  expect(faults('0001-a.md', '0001-b.md')).toHaveLength(1);
  expect(faults('0001-a.md', 'why.md')).toHaveLength(1);
});

test('an invariant without a guard and a guard that does not exist are found, in lists and in tables', () => {
  const guard = file('packages/core/a.test.ts');
  const list = file(
    'ARCHITECTURE.md',
    '## Invariants',
    '- Guarded.',
    '  See `packages/core/a.test.ts`.',
    '- Not guarded.',
    '- Guarded by `gone.test.ts`.',
    '- Guarded by every `packages/*/a.test.ts` and by `a.test.ts`.',
    '## Map',
    '- Not an invariant.',
  );
  const faults = [
    'ARCHITECTURE.md: no test is named for: - Not guarded.',
    'ARCHITECTURE.md: gone.test.ts does not exist',
  ];
  expect(invariantFaults([list, guard])).toEqual(faults);

  const table = file(
    'ARCHITECTURE.md',
    '## Invariants',
    '| what | guard |',
    '|---|---|',
    '| a | `packages/core/a.test.ts` |',
    '| b | none |',
  );
  expect(invariantFaults([table, guard])).toEqual(['ARCHITECTURE.md: no test is named for: | b | none |']);
});

test('a command of the README that no test runs is found', () => {
  const readme = file('README.md', '```sh', 'npm ci && npm test', '$ npx trueup scan   # looks', 'cd trueup', '```');
  const list = file('e2e/readme-commands.test.ts', "run('npm ci && npm test')");
  expect(readmeCommandFaults([readme, list])).toEqual(['README.md: no test runs `npx trueup scan`']);
  expect(readmeCommandFaults([readme])).toEqual([]);
});

test('a row about conformance without a test, without a reason, or with a test that does not exist is found', () => {
  const tests = file(
    'packages/core/a.test.ts',
    "test('it\\'s done', () => {});",
    "test.each([['one'], ['two']])('%s | case', async (name) => {});",
    "describe('a part', { timeout: 1 }, () => {});",
    "call('no test', 'x');",
  );
  const faultsOf = (row: string) =>
    conformanceFaults([tests, file('docs/conformance/1.md', '| clause | a | b | c |', '|---|---|---|---|', row)]);
  for (const shown of ["it's done", '%s \\| case', 'one \\| case', 'a part']) {
    expect(faultsOf(`| 1 | x | holds | \`a.test.ts\` › ${shown} |`)).toEqual([]);
  }
  expect(faultsOf('| 1 | x | differs | On purpose.<br>`core/a.test.ts` › one \\| case |')).toEqual([]);
  const place = 'docs/conformance/1.md:3';
  expect(faultsOf('| 1 | x | holds | `a.test.ts` › three \\| case |')).toEqual([
    `${place}: a.test.ts has no test "three | case"`,
  ]);
  expect(faultsOf('| 1 | x | holds | `a.test.ts` › no test |')).toEqual([`${place}: a.test.ts has no test "no test"`]);
  expect(faultsOf('| 1 | x | holds | `b.test.ts` › one |')).toEqual([`${place}: 0 files are called b.test.ts`]);
  expect(faultsOf('| 1 | x | holds | Surely. |')).toEqual([`${place}: no test is named`]);
  expect(faultsOf('| 1 | x | differs | `a.test.ts` › a part |')).toEqual([`${place}: no reason is given`]);
  expect(faultsOf('| 1 | x | not done | |')).toEqual([`${place}: no reason is given`]);
  expect(faultsOf('| 1 | x | soon | Later. |')).toHaveLength(1);
  expect(faultsOf('| 1 | x | holds |')).toHaveLength(1);
});
