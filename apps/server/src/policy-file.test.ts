import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { enterableAccounts } from './enterable-accounts.ts';
import { policyFile } from './policy-file.ts';

const LISTED = '111122223333';
const OWN = '444455556666';

test('a policy file that was removed counts no more', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'trueup-policy-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const path = join(dir, 'trueup.yaml');
  await writeFile(path, `accounts:\n  - { id: '${LISTED}', name: listed }\nregions: [eu-west-1]\n`);
  const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
  const policy = policyFile({ path, catalogue: [], digest });
  const accounts = enterableAccounts(policy, () => Promise.resolve({ accountId: OWN, arn: 'arn' } as never));
  expect(await accounts.read()).toEqual([LISTED]);
  expect(accounts.accountOf(LISTED)).toBeDefined();
  await rm(path);
  expect(await accounts.read()).toEqual([OWN]);
  expect(policy.last()).toBeUndefined();
  expect(accounts.accountOf(LISTED)).toBeUndefined();
  expect(accounts.accountOf(OWN)).toEqual({});
});
