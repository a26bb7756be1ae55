import type { Finding, FindingId, Policy, RemediationRun } from '@trueup/core';
import { expect, test } from 'vitest';
import type { EngineParts } from '../parts.ts';
import { undoFailed } from './undo-failed.ts';

const NOW = '2026-03-01T10:00:00.000Z';
const POLICY = { remediations: [{ name: 'line', undoOnFailure: true }] } as unknown as Policy;
const findings = ['f-1', 'f-2'].map((id) => ({ id: id as FindingId }) as Finding);

/** Failed repairs of both; what is asked about the first one's execution is answered with an error. */
function parts(): EngineParts {
  const runs = findings.map(({ id }): Partial<RemediationRun> => ({
    id: `run-${id}`,
    findingId: id,
    kind: 'repair',
    remediation: 'line',
    automatic: true,
    result: 'failed',
  }));
  const store = {
    runs: { ofFindings: () => Promise.resolve(runs) },
    executions: {
      byId: (id: string) => (id === 'run-f-1' ? Promise.reject(new Error('its plan is gone')) : Promise.resolve()),
    },
  };
  const log = { info: () => undefined, error: () => undefined };
  return { store, log } as unknown as EngineParts;
}

test('a failed repair that cannot be asked about keeps no other finding back, and nothing else is done about its own', async () => {
  const undone = await undoFailed(parts(), POLICY, findings, NOW);
  expect([...undone]).toEqual([
    [
      'f-1',
      {
        reason: 'unreadable',
        detail: 'repair run-f-1 failed and could not be undone: its plan is gone',
        remediation: 'line',
      },
    ],
  ]);
});
