/**
 * The interpreter's own tests, without those that draw their cases or whose subject is time: a score is to be the same
 * twice.
 */
export default {
  test: {
    include: ['packages/core/src/runbook/*.test.ts', 'packages/core/src/runbook/actions/*.test.ts'],
    exclude: ['**/node_modules/**', '**/*.property.test.ts', '**/bad-input.test.ts', '**/large-values.test.ts'],
    testTimeout: 30_000,
  },
};
