import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { addGlobalOptions } from '../settings.ts';
import { shell } from '../shell.ts';
import { catchOutput } from '../testing/catch-output.ts';
import { UsageError } from '../usage-error.ts';
import { addPolicyImportConfig } from './policy-import-config.ts';

const CONFIGURATION = {
  ConfigRuleName: 'logging',
  TargetType: 'SSM_DOCUMENT',
  TargetId: 'AWS-ConfigureS3BucketLogging',
  Parameters: { BucketName: { ResourceValue: { Value: 'RESOURCE_ID' } } },
};

async function importConfig(text: string, ...args: string[]): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'trueup-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const file = join(directory, 'configuration.json');
  await writeFile(file, text);
  const program = new Command('trueup').exitOverride();
  addGlobalOptions(program);
  const opens = (): never => {
    throw new Error('nothing is opened for this');
  };
  addPolicyImportConfig(program.command('policy'), shell(opens, new AbortController().signal));
  const { stdout } = await catchOutput(() =>
    program.parseAsync(['policy', 'import-config', file, ...args], { from: 'user' }),
  );
  return stdout;
}

test.each([[[]], [['--output', 'json']], [['--output', 'yaml']]])(
  'configurations of AWS Config are printed as lines of the policy %j',
  async (args) => {
    const printed = await importConfig(JSON.stringify({ RemediationConfigurations: [CONFIGURATION] }), ...args);
    expect(parse(printed)).toMatchObject({
      remediations: [
        {
          configRules: ['logging'],
          mode: 'manual',
          runbook: { runs: 'account', parameters: { BucketName: 'RESOURCE_ID' } },
        },
      ],
    });
  },
);

test('what is wrong is told with its place, and nothing is printed', async () => {
  const text = JSON.stringify([CONFIGURATION, { ...CONFIGURATION, TargetType: 'LAMBDA' }]);
  await expect(importConfig(text)).rejects.toThrow(UsageError);
  await expect(importConfig(text)).rejects.toThrow('[1]: TargetType: must be SSM_DOCUMENT');
});
