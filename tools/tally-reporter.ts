import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/** A file that did not even load, and an error outside of any test, are failures too. */
function failures(modules: readonly TestModule[], strays: readonly SerializedError[]): number {
  const failed = modules.flatMap((module) => [...module.children.allTests('failed')]);
  return failed.length + modules.flatMap((module) => module.errors()).length + strays.length;
}

function total(modules: readonly TestModule[], state: 'passed' | 'skipped'): number {
  return modules.flatMap((module) => [...module.children.allTests(state)]).length;
}

/** Ends a run with one line for machines: `12 passed, 0 failed`. */
export const tallyReporter: Reporter = {
  onTestRunEnd(modules, strays) {
    const skipped = total(modules, 'skipped');
    const tally = `${total(modules, 'passed')} passed, ${failures(modules, strays)} failed`;
    process.stdout.write(`${tally}${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
  },
};
