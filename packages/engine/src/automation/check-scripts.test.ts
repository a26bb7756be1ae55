import { parseRunbook, type RunbookDocument, type ScriptSupport } from '@trueup/core';
import { expect, test } from 'vitest';
import { checkScripts } from './check-scripts.ts';

const HERE: ScriptSupport = {
  sandbox: 'bubblewrap',
  allowed: true,
  runtimes: [
    { family: 'python', version: '3.11.4' },
    { family: 'nodejs', version: '24.0.0' },
    { family: 'powershell', detail: 'pwsh is not on the PATH' },
  ],
};

function documentWith(...runtimes: readonly string[]): RunbookDocument {
  const mainSteps = runtimes.map((Runtime, index) => ({
    name: `S${index}`,
    action: 'aws:executeScript',
    inputs: { Runtime, Script: 'x', ...(Runtime.startsWith('Power') ? {} : { Handler: 'h' }) },
  }));
  const wait = { name: 'W', action: 'aws:sleep', inputs: { Duration: 'PT0S' } };
  const loop = { name: 'L', action: 'aws:loop', inputs: { Iterators: ['a'], Steps: [...mainSteps, wait] } };
  const parameters = { R: { type: 'String' } };
  const parsed = parseRunbook(JSON.stringify({ schemaVersion: '0.3', parameters, mainSteps: [loop] }));
  if (parsed.kind === 'invalid') throw new Error(parsed.problems[0]?.message);
  return parsed.document;
}

const refusal = async (support: ScriptSupport, ...runtimes: readonly string[]): Promise<string | undefined> => {
  const refused = await checkScripts(
    { scripts: { support: () => Promise.resolve(support) } as never },
    documentWith(...runtimes),
  );
  return refused && `${refused.reason}: ${refused.detail}`;
};

test('scripts whose runtime is here, or is known only when they run, are let through', async () => {
  expect(await refusal(HERE, 'python3.11', 'nodejs20.x', '{{ R }}')).toBeUndefined();
});

test('a runtime that is not here is refused before the first step, also inside of a loop', async () => {
  expect(await refusal(HERE, 'python3.11', 'PowerShell 7.4')).toBe(
    'scripts-refused: Step S1: runtime PowerShell 7.4 is not on this machine: pwsh is not on the PATH.',
  );
});

test('without a sandbox scripts are refused, and what is to be done is said; a document without scripts is not', async () => {
  const bare: ScriptSupport = { ...HERE, sandbox: 'none', allowed: false, detail: 'bwrap is not on the PATH' };
  expect(await refusal(bare, 'python3.11')).toContain(
    'Steps S0 run scripts, which are refused: bwrap is not on the PATH',
  );
  expect(await refusal(bare)).toBeUndefined();
  expect(await refusal({ ...bare, allowed: true }, 'python3.11')).toBeUndefined();
});
