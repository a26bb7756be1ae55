import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { expect, onTestFinished, test } from 'vitest';
import type { Shell } from '../shell.ts';
import { addRunbookExport } from './runbook-export.ts';

test.each(['../evil', '..', '.', '', '/etc/evil', 'a/b', 'a\\b'])(
  'an attachment that a server calls %j is written nowhere, nor is any other',
  async (name) => {
    const dir = await mkdtemp(join(tmpdir(), 'trueup-export-'));
    onTestFinished(() => rm(dir, { recursive: true, force: true }));
    const attachments = [
      { name: 'good.py', base64: '' },
      { name, base64: '' },
    ];
    const trueup = { exportDocument: () => Promise.resolve({ version: { content: '' }, attachments }) };
    const shell = {
      withTrueup: (_command: unknown, work: (here: unknown) => unknown) => work({ trueup, result: () => undefined }),
    } as unknown as Shell;
    const program = new Command();
    addRunbookExport(program, shell);
    const asked = program.parseAsync(['export', 'Fix', '-', '--attachments', join(dir, 'files')], { from: 'user' });
    await expect(asked).rejects.toThrow('is no plain file name: nothing is written');
    expect(await readdir(dir)).toEqual([]);
  },
);
