import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runHere } from './testing/run-here.ts';
import { scriptedWith } from './testing/scripted-with.ts';
import { expectRefused, expectSaid, servedUntil } from './testing/served.ts';

const { emptyDir, served } = servedUntil(onTestFinished);

const FINDING = 'f-0000000000000001';
const RULE = '00000000-0000-4000-8000-000000000001';
const OTHER_RULE = '00000000-0000-4000-8000-000000000002';
const INSIGHT = '00000000-0000-4000-9000-000000000001';

const RULE_YAML = `RuleName: production is critical
Description: what is in production is urgent
RuleOrder: 2
Criteria:
  AwsAccountId:
    - { Value: "111111111111", Comparison: EQUALS }
Actions:
  - Type: FINDING_FIELDS_UPDATE
    FindingFieldsUpdate:
      Severity: { Label: CRITICAL }
`;
const CRITERIA = { AwsAccountId: [{ Value: '111111111111', Comparison: 'EQUALS' }] };

async function file(name: string, text: string): Promise<string> {
  const path = join(await emptyDir(), name);
  await writeFile(path, text);
  return path;
}

test.each([
  [['rules', 'create', 'nowhere.yaml'], /rules create: nowhere\.yaml cannot be read: ENOENT/],
  [['rules', 'preview'], /name one file, or a stored rule with --rule/],
  [['rules', 'preview', 'rule.yaml', '--rule', RULE], /name one file, or a stored rule with --rule/],
  [['rules', 'preview', '-', '--rule', RULE], /name one file, or a stored rule with --rule/],
  [['insights', 'create', 'x'], /required option '--group-by <attribute>' not specified/],
  [['insights', 'update', INSIGHT], /say what to change: --name, --group-by or --filters/],
  [['views', 'save', 'x'], /required option '--filters <json>' not specified/],
  [['views', 'save', 'x', '--filters', '{}', '--sort', 'name'], /Allowed choices are severity, priority/],
  [['actions', 'update', 'ticket'], /say what to change: --name or --description/],
  [['actions', 'fire', 'ticket'], /name findings, or an insight with --insight/],
  [['actions', 'fire', 'ticket', FINDING, '--insight', INSIGHT], /name findings, or an insight with --insight/],
])('%j is refused in one line, before anything is opened', async (args, message) => {
  expectRefused(await runHere(['--data-dir', await emptyDir(), ...args]), message);
});

describe('automation rules', () => {
  test.each([
    ['rule.yaml', RULE_YAML],
    ['rule.json', JSON.stringify({ RuleName: 'production is critical', RuleOrder: 2, Criteria: CRITERIA })],
  ])('are made out of %s, shown, listed and deleted', async (name, text) => {
    const { trueup } = await served();
    const made = await trueup('rules', 'create', await file(name, text));
    expectSaid(made, 0, `Automation rule ${RULE}`);
    expect(made.stdout).toContain('Comparison: "EQUALS"');
    expect((await trueup('rules', 'show', RULE)).stdout).toBe(made.stdout);
    const listed = await trueup('rules', 'list');
    expect(listed.stdout).toMatch(new RegExp(`\\n2 +${RULE} +ENABLED +production is critical +AwsAccountId`));
    expectSaid(await trueup('rules', 'delete', RULE), 0, 'Deleted automation rule production is critical.');
    expectSaid(await trueup('rules', 'list'), 0, 'No automation rules.');
    expectRefused(await trueup('rules', 'show', RULE), /no automation rule/);
  });

  test('a file that holds no map, or neither JSON nor YAML, is refused before it is sent', async () => {
    const { trueup } = await served();
    expectRefused(await trueup('rules', 'create', await file('list.json', '[]')), /list\.json holds no map/);
    expectRefused(await trueup('rules', 'create', await file('empty.yaml', '')), /empty\.yaml holds no map/);
    expectRefused(await trueup('rules', 'create', await file('bad.yaml', '{a: [')), /is neither JSON nor YAML: /);
    expectRefused(
      await trueup('rules', 'create', await file('nameless.yaml', 'RuleOrder: 1\n')),
      /rule\.RuleName must be a text/,
    );
  });

  test('are disabled and enabled, changed in part and put into another order', async () => {
    const { trueup } = await served();
    const path = await file('rule.yaml', RULE_YAML);
    await trueup('rules', 'create', path);
    await trueup('rules', 'create', path);
    expectSaid(await trueup('rules', 'disable', RULE), 0, 'DISABLED');
    expectSaid(await trueup('rules', 'enable', RULE), 0, 'ENABLED');
    const changed = await trueup('rules', 'update', RULE, await file('changes.yaml', 'RuleName: renamed\n'));
    expectSaid(changed, 0, 'renamed');
    const order = await trueup('rules', 'reorder', OTHER_RULE, RULE, '--query', 'items[].[order, arn]');
    expect(JSON.parse(order.stdout)).toEqual([
      [1, expect.stringContaining(OTHER_RULE)],
      [2, expect.stringContaining(RULE)],
    ]);
  });

  test('are previewed by a whole rule, by its criteria alone, or as they are stored', async () => {
    const inputs: unknown[] = [];
    const { trueup } = await served(
      scriptedWith((scripted) => ({
        async previewAutomationRule(input) {
          inputs.push(input);
          return scripted.previewAutomationRule(input);
        },
      })),
    );
    const path = await file('rule.yaml', RULE_YAML);
    expectSaid(await trueup('rules', 'preview', path), 0, '4 findings match now:\n\nID');
    await trueup('rules', 'preview', await file('criteria.json', JSON.stringify(CRITERIA)));
    await trueup('rules', 'create', path);
    await trueup('rules', 'preview', '--rule', RULE);
    expect(inputs).toEqual(Array.from({ length: 3 }, () => ({ criteria: CRITERIA })));
    expectRefused(
      await trueup('rules', 'preview', await file('x.yaml', 'Criteria: []\n')),
      /Criteria of .* must be a map/,
    );
  });
});

test('insights are made, shown with their results, changed and deleted', async () => {
  const { trueup } = await served();
  expectSaid(
    await trueup('insights', 'create', 'By type', '--group-by', 'ResourceType'),
    0,
    `Made insight ${INSIGHT}.`,
  );
  expect((await trueup('insights', 'list')).stdout).toMatch(new RegExp(`\\n${INSIGHT} +By type +ResourceType\\n`));
  const filters = '{"SeverityLabel": [{"Value": "HIGH", "Comparison": "EQUALS"}]}';
  expectSaid(
    await trueup('insights', 'update', INSIGHT, '--name', 'Worst', '--filters', filters),
    0,
    'Changed insight',
  );
  const shown = await trueup('insights', 'show', INSIGHT);
  expect(shown.stdout.split('\n')[0]).toBe('Worst');
  expect(shown.stdout).toContain('Value: "HIGH"');
  expect(shown.stdout).toMatch(/\nRESOURCE TYPE +FINDINGS\nAwsS3Bucket +4\n$/);
  expectSaid(await trueup('insights', 'delete', INSIGHT), 0, 'Deleted insight Worst.');
  expectSaid(await trueup('insights', 'list'), 0, 'No insights.');
});

test('views are saved, replaced and deleted', async () => {
  const { trueup } = await served();
  const filters = '{"Title": [{"Value": "S3", "Comparison": "PREFIX"}]}';
  expectSaid(await trueup('views', 'save', 'mine', '--filters', filters), 0, 'Saved view mine.');
  await trueup('views', 'save', 'mine', '--filters', filters, '--sort', 'priority', '--group-by', 'ResourceId');
  const listed = await trueup('views', 'list', '--query', 'items[].[name, order, groupBy, createdBy]');
  expect(JSON.parse(listed.stdout)).toEqual([['mine', 'priority', 'ResourceId', 'alice']]);
  expect((await trueup('views', 'list')).stdout).toMatch(/\nmine +priority +ResourceId +Title +alice/);
  expectSaid(await trueup('views', 'delete', 'mine'), 0, 'Deleted view mine.');
  expectRefused(await trueup('views', 'delete', 'mine'), /no view mine/);
  expectSaid(await trueup('views', 'list'), 0, 'No saved views.');
});

test('custom actions are made, pressed on findings or on an insight, changed and deleted', async () => {
  const { trueup } = await served();
  expectSaid(await trueup('actions', 'create', 'ticket', '--name', 'Make a ticket'), 0, 'action/custom/ticket');
  expect((await trueup('actions', 'list')).stdout).toMatch(/\nticket +Make a ticket +Make a ticket +arn:aws:/);
  expectSaid(await trueup('actions', 'fire', 'ticket', FINDING), 0, 'Published 1 event.');
  expectSaid(await trueup('actions', 'fire', 'ticket', FINDING, 'f-0000000000000002'), 0, 'Published 2 events.');
  expectSaid(await trueup('actions', 'fire', 'ticket', '--insight', INSIGHT), 0, 'Published 1 event.');
  expectSaid(
    await trueup('actions', 'update', 'ticket', '--description', 'in OPS'),
    0,
    'Changed custom action ticket.',
  );
  expect((await trueup('actions', 'list', '--query', 'items[0].description')).stdout).toBe('"in OPS"\n');
  expectSaid(await trueup('actions', 'delete', 'ticket'), 0, 'Deleted custom action ticket.');
  expectSaid(await trueup('actions', 'list'), 0, 'No custom actions.');
  expectRefused(await trueup('actions', 'fire', 'ticket', FINDING), /no custom action ticket/);
});

describe('standards', () => {
  test.each([
    [['enable', 'cis'], /expected one of fsbp\/1\.0\.0, cis\/1\.2\.0/],
    [['score', '--standard', 'cis'], /expected one of fsbp\/1\.0\.0, cis\/1\.2\.0/],
    [['disable-control', 'S3.8'], /required option '--reason <text>' not specified/],
  ])('%j is refused in one line', async (args, message) => {
    const { code, stdout, stderr } = await runHere(['--data-dir', await emptyDir(), 'standards', ...args]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(message);
  });

  test('are turned on and off, and scored', async () => {
    const { trueup } = await served();
    expect((await trueup('standards', 'list')).stdout).toMatch(/\nfsbp\/1\.0\.0 +yes +1 +111111111111 /);
    expect((await trueup('standards', 'enable', 'CIS/5.0.0')).stdout).toMatch(/\ncis\/5\.0\.0 +yes/);
    expect((await trueup('standards', 'disable', 'cis/5.0.0')).stdout).toMatch(/\ncis\/5\.0\.0 +no/);
    expect((await trueup('standards', 'score')).stdout).toMatch(/\nfsbp\/1\.0\.0 +75 % +3 +1 +0 +2 +0 +all +all /);
    expect((await trueup('standards', 'score', '--history')).stdout).toMatch(/\nfsbp\/1\.0\.0 +75 % /);
  });

  test('show how each control stands, and why one is off', async () => {
    const { trueup } = await served();
    expect((await trueup('standards', 'controls', 'fsbp/1.0.0')).stdout).toMatch(/\nS3\.8 +failed +4 +0 /);
    expectSaid(await trueup('standards', 'disable-control', 'S3.8', '--reason', 'public site'), 0, 'S3.8 is off.');
    expect((await trueup('standards', 'controls', 'fsbp/1.0.0')).stdout).toMatch(/\nS3\.8 +disabled .* public site\n/);
    expectSaid(await trueup('standards', 'enable-control', 'S3.8'), 0, 'Control S3.8 is on.');
  });

  test('are set and asked for where the options say', async () => {
    const inputs: unknown[] = [];
    const { trueup } = await served(
      scriptedWith((scripted) => ({
        async setControlEnabled(input) {
          inputs.push(input);
          return scripted.setControlEnabled(input);
        },
        async setStandardEnabled(input) {
          inputs.push(input);
          return scripted.setStandardEnabled(input);
        },
        async getScores(input) {
          inputs.push(input);
          return scripted.getScores(input);
        },
      })),
    );
    const account = ['--account', '111111111111'];
    await trueup('standards', 'disable-control', 'S3.8', '--reason', 'x', '--standard', 'fsbp/1.0.0', ...account);
    await trueup('standards', 'enable', 'cis/3.0.0', ...account);
    await trueup('standards', 'score', '--standard', '*', ...account, '--region', 'eu-west-1');
    expect(inputs).toEqual([
      { controlId: 'S3.8', enabled: false, standard: 'fsbp/1.0.0', accountId: '111111111111', reason: 'x' },
      { standard: 'cis/3.0.0', enabled: true, accountId: '111111111111' },
      { standard: '*', accountId: '111111111111', region: 'eu-west-1' },
    ]);
  });
});
