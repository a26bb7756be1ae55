import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { sampleOfLines } from './mutation/sample.ts';

/**
 * Breaks the interpreter in a thousand small ways, one at a time, and counts which of them its tests notice
 * (docs/mutation.md). `npm run mutation -- [--sample PERCENT] [--seed TEXT] [--concurrency N] [FILE…]`
 */

/** The files of the interpreter that decide: what comes next, how it ends, what is put in and taken out. */
const DECISIONS = [
  'after-outcome',
  'await-signal',
  'cancellation',
  'coerce-output',
  'condition',
  'continue-step',
  'desired-values',
  'finish',
  'go-to',
  'loop',
  'loop-bounds',
  'resolve-inputs',
  'selector',
  'settle',
  'signals',
  'start-step',
  'step-after',
  'step-outcome',
  'substitute',
  'variables',
];

const { values, positionals } = parseArgs({
  options: {
    sample: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    concurrency: { type: 'string', default: '2' },
  },
  allowPositionals: true,
});
const named = positionals.length > 0 ? positionals : DECISIONS;
const files = named.map((file) => `packages/core/src/runbook/${file}.ts`);

const results = await new Stryker({
  mutate: files.flatMap((file) => sampleOfLines(file, readFileSync(file, 'utf8'), Number(values.sample), values.seed)),
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner', new URL('mutation/ignore-bugs.mjs', import.meta.url).pathname],
  ignorers: ['bugs'],
  vitest: { configFile: 'tools/mutation/vitest.config.ts', related: false },
  // Outside of the repository, which must not be searched or formatted with a copy of itself inside.
  tempDirName: join(tmpdir(), `trueup-mutation-${process.pid}`),
  cleanTempDir: 'always',
  ignorePatterns: ['**', '!package.json', '!tsconfig.json', '!packages/core/**', '!tools/mutation/**'],
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false },
  coverageAnalysis: 'perTest',
  concurrency: Number(values.concurrency),
  timeoutMS: 5_000,
  // A message for people may read otherwise; what is decided may not. A body or a value emptied is always found out.
  mutator: { excludedMutations: ['StringLiteral', 'BlockStatement', 'ObjectLiteral', 'ArrayDeclaration'] },
}).runMutationTest();

const LEAST_SCORE = 85;
const noticed = results.filter(({ status }) => status === 'Killed' || status === 'Timeout').length;
const counted = results.filter(({ status }) => status !== 'Ignored').length;
if (noticed * 100 < counted * LEAST_SCORE) process.exitCode = 1;
