import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { policySchema } from '@trueup/core';
import type { Command } from 'commander';
import { connect } from '../connect.ts';
import { NOTHING_TO_DO } from '../exit-code.ts';
import { POLICY_SCHEMA_FILE, policyTemplate } from '../policy-template.ts';
import type { Here, Shell } from '../shell.ts';
import { UsageError } from '../usage-error.ts';
import { examples } from './examples.ts';

export function addInit(program: Command, shell: Shell): void {
  program
    .command('init')
    .description('write a policy file to start from; an existing one is never overwritten')
    .addHelpText(
      'after',
      examples([
        ['trueup init', 'write ~/.trueup/trueup.yaml'],
        ['trueup --policy ./trueup.yaml init', 'write it beside the code'],
      ]),
    )
    .action((_options: unknown, command: Command) =>
      shell.perform(command, async (here) => {
        const path = here.settings.policyPath;
        // The file itself is the claim: of two that start at once, one is refused before either has looked for the account.
        await claim(path);
        const account = await accountOf(here, shell);
        await writeFile(path, policyTemplate(account));
        await writeSchema(join(dirname(path), POLICY_SCHEMA_FILE));
        here.result(
          { path, ...(account === undefined ? {} : { account }) },
          () => `Wrote ${path}. Next: trueup doctor`,
        );
        return NOTHING_TO_DO;
      }),
    );
}

/** It is made by this version and no one's work, so a former one is replaced. */
async function writeSchema(path: string): Promise<void> {
  await writeFile(path, `${JSON.stringify(policySchema(), undefined, 2)}\n`, { mode: 0o600 });
}

async function claim(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    await writeFile(path, policyTemplate(undefined), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EISDIR') throw new UsageError(`${path} is a folder: name a file in it with --policy`);
    if (code !== 'EEXIST') throw error;
    throw new UsageError(`${path} exists already: init never overwrites a policy`);
  }
}

/** The account of the credentials at hand. Without one the template is as good, and says what to fill in. */
async function accountOf({ settings, progress }: Here, { openEmbedded }: Shell): Promise<string | undefined> {
  const unknown = (why: string): undefined => {
    progress.say(`the account is a placeholder to fill in: ${why}`);
  };
  try {
    const session = await connect({ settings, worker: false, openEmbedded, warn: (line) => progress.say(line) });
    try {
      const { identity } = await session.trueup.doctor({});
      return identity?.accountId ?? unknown('AWS did not say whose the credentials are');
    } finally {
      await session.close();
    }
  } catch (error) {
    return unknown(error instanceof Error ? error.message : String(error));
  }
}
