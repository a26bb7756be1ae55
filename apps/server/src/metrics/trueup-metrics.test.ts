import { expect, test, vi } from 'vitest';
import { MEASURES, scriptedMetrics } from './scripted-metrics.ts';

test.each([
  'trueup_findings_open{severity="CRITICAL"} 3',
  'trueup_findings_open_older{severity="CRITICAL",days="1"} 3',
  'trueup_findings_open_older{severity="CRITICAL",days="90"} 0',
  'trueup_findings_oldest_age_seconds{severity="CRITICAL"} 9',
  'trueup_executions_open{kind="remediation",phase="running"} 2',
  'trueup_queue_due{queue="decisions"} 7',
  'trueup_queue_oldest_due_seconds{queue="executions"} 12.5',
  'trueup_deliveries{status="dead"} 1',
  'trueup_remediations_total{kind="repair",result="verified",mode="automatic"} 0',
  'trueup_remediations_kept{kind="repair",result="verified",mode="automatic"} 10',
  'trueup_remediations_kept{kind="repair",result="failed",mode="asked"} 1',
  'trueup_remediations_undone_kept{mode="automatic"} 2',
  'trueup_time_to_remediate_seconds{quantile="0.9"} 90',
  'trueup_time_to_remediate_mean_seconds 60',
  'trueup_decisions{kind="remediate",reason="none"} 6',
  'trueup_decisions{kind="leave",reason="breaker-open"} 2',
  'trueup_kill_switches{scope="all"} 1',
  'trueup_kill_switches{scope="control"} 0',
  'trueup_audit_head_seq 120',
  'trueup_audit_records 100',
  'trueup_audit_checkpoint_age_seconds 3600',
  'trueup_audit_chain_intact 1',
  'trueup_aws_calls_total{service="s3",outcome="throttled"} 1',
  'trueup_policy_readable 1',
  'trueup_policy_info{hash="abababababab"} 1',
  'trueup_store_reachable 1',
])('it tells %s', async (line) => {
  const { metrics, calls } = scriptedMetrics();
  calls.count({ service: 's3', outcome: 'throttled' });
  expect((await metrics.text()).split('\n')).toContain(line);
});

test('however often it is asked, the store is asked once in ten seconds', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  try {
    const scripted = scriptedMetrics();
    await Promise.all([scripted.metrics.text(), scripted.metrics.text()]);
    vi.advanceTimersByTime(9_999);
    await scripted.metrics.text();
    expect(scripted.asked).toBe(1);
    vi.advanceTimersByTime(2);
    await scripted.metrics.text();
    expect(scripted.asked).toBe(2);
  } finally {
    vi.useRealTimers();
  }
});

test('a counter does not fall when old rows are removed, nor count what is left once more', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  try {
    const scripted = scriptedMetrics();
    const totals: string[] = [];
    for (const count of [10, 13, 4, 6]) {
      scripted.measures = {
        ...MEASURES,
        runs: [{ kind: 'repair', automatic: true, result: 'verified', count, undone: 0 }],
      };
      const text = await scripted.metrics.text();
      totals.push(text.split('\n').find((line) => line.startsWith('trueup_remediations_total{')) ?? '');
      vi.advanceTimersByTime(11_000);
    }
    expect(totals.map((line) => Number(line.split(' ')[1]))).toEqual([0, 3, 3, 5]);
  } finally {
    vi.useRealTimers();
  }
});

test('what is gone is told no more', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  try {
    const scripted = scriptedMetrics();
    expect(await scripted.metrics.text()).toContain('trueup_findings_open{severity="CRITICAL"}');
    vi.advanceTimersByTime(11_000);
    scripted.measures = {
      ...MEASURES,
      openFindings: [],
      secondsToRemediate: { count: 0, mean: 0, p50: 0, p90: 0, p99: 0 },
      records: { seq: 0, anchorSeq: 0 },
    };
    const text = await scripted.metrics.text();
    expect(text).not.toContain('trueup_findings_open{');
    expect(text).not.toMatch(/^trueup_time_to_remediate_mean_seconds /m);
    expect(text).not.toMatch(/^trueup_audit_checkpoint_age_seconds /m);
  } finally {
    vi.useRealTimers();
  }
});

test('without the store it tells so, and no old figures', async () => {
  const scripted = scriptedMetrics();
  scripted.measures = new Error('the store is away');
  const text = await scripted.metrics.text();
  expect(text).toContain('trueup_store_reachable 0');
  expect(text).toContain('process_cpu_seconds_total');
  expect(text).not.toContain('trueup_findings_open');
});

test('a policy that cannot be read is told', async () => {
  const scripted = scriptedMetrics();
  scripted.policyFault = new Error('line 3');
  const text = await scripted.metrics.text();
  expect(text).toContain('trueup_policy_readable 0');
  expect(text).not.toMatch(/^trueup_policy_info\{/m);
});
