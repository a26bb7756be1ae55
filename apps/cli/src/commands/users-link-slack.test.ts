import { scriptedTrueup } from '@trueup/api-contract/testing';
import { memoryAccess, memoryChanges } from '@trueup/server/testing';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import type { OpenEmbedded } from '../connect.ts';
import { addGlobalOptions } from '../settings.ts';
import { shell } from '../shell.ts';
import { catchOutput } from '../testing/catch-output.ts';
import { addUsersLinkSlack } from './users-link-slack.ts';

const scripted = scriptedTrueup();
const openEmbedded: OpenEmbedded = async () => ({
  application: scripted.application,
  access: memoryAccess(),
  changes: memoryChanges(),
  bootstrapSecret: async () => undefined,
  startWorker: async () => undefined,
  ready: async () => undefined,
  startAwsApi: async () => ({ address: '', close: async () => undefined }),
  close: async () => undefined,
});

async function run(...args: string[]): Promise<string> {
  const program = new Command('trueup').exitOverride();
  addGlobalOptions(program);
  addUsersLinkSlack(program.command('users'), shell(openEmbedded, new AbortController().signal));
  const { stdout } = await catchOutput(() => program.parseAsync(['users', ...args, '--as', 'alice'], { from: 'user' }));
  return stdout;
}

test('a code is shown with what to type', async () => {
  expect(await run('link-slack')).toContain('/trueup link ABCD-EFGH-JKLM');
});

test('what was linked is taken back', async () => {
  await scripted
    .application({ kind: 'person', name: 'root' })
    .createUser({ name: 'alice', grants: [{ role: 'approver' }] });
  expect(await run('unlink-slack')).toContain('alice');
});
