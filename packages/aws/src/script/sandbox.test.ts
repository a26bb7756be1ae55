import { expect, test } from 'vitest';
import { sandboxArguments } from './sandbox.ts';

test('what lies under /usr is mounted where it is wanted elsewhere', () => {
  const readOnly = [
    ['/usr/bin/node', '/run/trueup/script/node'],
    ['/usr/lib/python3', '/usr/lib/python3'],
  ] as const;
  const given = sandboxArguments({ kind: 'user' }, { readOnly, diskBytes: 1, capabilities: [] }).join(' ');
  expect(given).toContain('--ro-bind /usr/bin/node /run/trueup/script/node');
  // All of /usr is there already.
  expect(given).not.toContain('/usr/lib/python3');
});
