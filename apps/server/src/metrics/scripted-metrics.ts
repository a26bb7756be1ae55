import { AGE_DAYS, type Clock, type Policy, type StoreMeasures } from '@trueup/core';
import { callCounts, trueupMetrics, type CallCounts, type MetricsParts, type TrueupMetrics } from './trueup-metrics.ts';

export const MEASURES: StoreMeasures = {
  openFindings: [
    { severity: 'CRITICAL', count: 3, older: AGE_DAYS.map((_days, index) => 3 - index), oldestSeconds: 9 },
  ],
  openExecutions: [{ kind: 'remediation', phase: 'running', count: 2 }],
  executionsDue: { count: 4, oldestSeconds: 12.5 },
  deliveriesDue: { count: 0, oldestSeconds: 0 },
  decisionsDue: { count: 7, oldestSeconds: 1 },
  deliveries: { pending: 5, dead: 1 },
  runs: [
    { kind: 'repair', automatic: true, result: 'verified', count: 10, undone: 2 },
    { kind: 'repair', automatic: false, result: 'failed', count: 1, undone: 0 },
  ],
  secondsToRemediate: { count: 10, mean: 60, p50: 50, p90: 90, p99: 99 },
  records: { seq: 120, anchorSeq: 20, lastCheckpointAt: '2026-01-01T00:00:00.000Z' },
};

interface ScriptedMetrics {
  readonly metrics: TrueupMetrics;
  readonly calls: CallCounts;
  /** What the store says from now on; an error is what it fails with. */
  measures: StoreMeasures | Error;
  policyFault: Error | undefined;
  /** How often the store was asked. */
  asked: number;
}

export function scriptedMetrics(): ScriptedMetrics {
  const calls = callCounts();
  const clock: Clock = { now: () => '2026-01-01T01:00:00.000Z' };
  const scripted: ScriptedMetrics = {
    metrics: undefined as never,
    calls,
    measures: MEASURES,
    policyFault: undefined,
    asked: 0,
  };
  const store = {
    metrics: {
      measure: async () => {
        scripted.asked += 1;
        if (scripted.measures instanceof Error) throw scripted.measures;
        return scripted.measures;
      },
    },
    decisions: {
      counts: async () => [
        { kind: 'remediate', count: 6 },
        { kind: 'leave', reason: 'breaker-open', count: 2 },
      ],
    },
    definitions: { list: async () => [{ key: 'all', value: { scope: { kind: 'all' } } }] },
  } as unknown as MetricsParts['store'];
  const policy = async (): Promise<Policy> => {
    if (scripted.policyFault) throw scripted.policyFault;
    return { hash: 'ab'.repeat(32) } as Policy;
  };
  const log = { info: () => undefined, error: () => undefined };
  return Object.assign(scripted, {
    metrics: trueupMetrics({ store, policy, chain: () => 'intact', clock, log }, calls),
  });
}
