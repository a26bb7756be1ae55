import { defineConfig } from 'vitest/config';
import { tallyReporter } from './tools/tally-reporter.ts';
import { temporaryFolder } from './tools/temporary-folder.ts';

const LAB = ['**/*.lab.test.ts', 'e2e/**/*.test.ts'];
const NEVER = ['**/node_modules/**', '.moto-venv/**'];

export default defineConfig({
  test: {
    reporters: ['default', tallyReporter],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...NEVER, ...LAB],
          testTimeout: 10_000,
          // One fewer is the default, which is half of two.
          maxWorkers: '100%',
          // They keep nothing for each other; a world of its own for each file takes as long as all tests.
          isolate: false,
          unstubGlobals: true,
          unstubEnvs: true,
        },
      },
      {
        test: {
          name: 'lab',
          // The stand-in takes any key; real ones of the environment must not reach it.
          env: {
            AWS_ACCESS_KEY_ID: 'lab',
            AWS_SECRET_ACCESS_KEY: 'lab',
            AWS_SESSION_TOKEN: '',
            TMPDIR: temporaryFolder(),
          },
          include: LAB,
          exclude: NEVER,
          globalSetup: 'packages/testing/src/lab/vitest-global-setup.ts',
          testTimeout: 120_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
