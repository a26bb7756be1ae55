import { AGE_DAYS, REPAIR_DAYS, type StoreMeasures, type StoredDecision } from '@trueup/core';
import type { Registry } from 'prom-client';
import { gauge, storedCounter } from './series.ts';

/** What the series of the store are made of. */
export interface StoreState {
  readonly measures: StoreMeasures;
  readonly decisions: readonly {
    readonly kind: StoredDecision['decision']['kind'];
    readonly reason?: string;
    readonly count: number;
  }[];
  readonly killSwitches: readonly ('all' | 'account' | 'control')[];
  readonly now: string;
}

/** Series out of the store. Labels come from closed lists, never from a resource, an account or a person. */
export function storeSeries(registry: Registry): (state: StoreState) => void {
  const shows = [
    findingSeries(registry),
    queueSeries(registry),
    runSeries(registry),
    decisionSeries(registry),
    auditSeries(registry),
  ];
  return (state) => {
    for (const show of shows) show(state);
  };
}

function findingSeries(registry: Registry): (state: StoreState) => void {
  const open = gauge(registry, {
    name: 'trueup_findings_open',
    help: 'Findings that are open, by severity',
    labels: ['severity'],
  });
  const older = gauge(registry, {
    name: 'trueup_findings_open_older',
    help: 'Open findings first observed more than so many days ago',
    labels: ['severity', 'days'],
  });
  const oldest = gauge(registry, {
    name: 'trueup_findings_oldest_age_seconds',
    help: 'Age of the oldest open finding, from when it was first observed',
    labels: ['severity'],
  });
  return ({ measures: { openFindings } }) => {
    open.show(openFindings.map(({ severity, count }) => ({ labels: { severity }, value: count })));
    oldest.show(openFindings.map(({ severity, oldestSeconds }) => ({ labels: { severity }, value: oldestSeconds })));
    older.show(
      openFindings.flatMap(({ severity, older: counts }) =>
        AGE_DAYS.map((days, index) => ({ labels: { severity, days: String(days) }, value: counts[index] ?? 0 })),
      ),
    );
  };
}

function queueSeries(registry: Registry): (state: StoreState) => void {
  const executions = gauge(registry, {
    name: 'trueup_executions_open',
    help: 'Executions that have not ended',
    labels: ['kind', 'phase'],
  });
  const due = gauge(registry, {
    name: 'trueup_queue_due',
    help: 'What is due and waits for a worker',
    labels: ['queue'],
  });
  const oldest = gauge(registry, {
    name: 'trueup_queue_oldest_due_seconds',
    help: 'For how long the first of it has been due',
    labels: ['queue'],
  });
  const deliveries = gauge(registry, {
    name: 'trueup_deliveries',
    help: 'Events on their way to targets, and those given up',
    labels: ['status'],
  });
  return ({ measures }) => {
    const queues = Object.entries({
      executions: measures.executionsDue,
      deliveries: measures.deliveriesDue,
      decisions: measures.decisionsDue,
    });
    executions.show(
      measures.openExecutions.map(({ kind, phase, count }) => ({ labels: { kind, phase }, value: count })),
    );
    due.show(queues.map(([queue, { count }]) => ({ labels: { queue }, value: count })));
    oldest.show(queues.map(([queue, { oldestSeconds }]) => ({ labels: { queue }, value: oldestSeconds })));
    deliveries.show(Object.entries(measures.deliveries).map(([status, value]) => ({ labels: { status }, value })));
  };
}

const modeOf = (automatic: boolean): string => (automatic ? 'automatic' : 'asked');

function runSeries(registry: Registry): (state: StoreState) => void {
  const labels = ['kind', 'result', 'mode'];
  const ended = storedCounter(registry, {
    name: 'trueup_remediations_total',
    help: 'Repairs and undos that have ended since this process was first asked, and whether the policy started them',
    labels,
  });
  const kept = gauge(registry, {
    name: 'trueup_remediations_kept',
    help: 'The same, of all that the store keeps',
    labels,
  });
  const undone = gauge(registry, {
    name: 'trueup_remediations_undone_kept',
    help: 'Repairs among those that the store keeps that were undone afterwards',
    labels: ['mode'],
  });
  return ({ measures: { runs } }) => {
    const samples = runs.map(({ kind, result, automatic, count }) => ({
      labels: { kind, result, mode: modeOf(automatic) },
      value: count,
    }));
    ended.show(samples);
    kept.show(samples);
    undone.show(
      [true, false].map((automatic) => ({
        labels: { mode: modeOf(automatic) },
        value: runs.filter((run) => run.automatic === automatic).reduce((sum, run) => sum + run.undone, 0),
      })),
    );
  };
}

function decisionSeries(registry: Registry): (state: StoreState) => void {
  const time = gauge(registry, {
    name: 'trueup_time_to_remediate_seconds',
    help: `From the opening of a finding to its verified repair, of the last ${REPAIR_DAYS} days`,
    labels: ['quantile'],
  });
  const mean = gauge(registry, {
    name: 'trueup_time_to_remediate_mean_seconds',
    help: `The mean of the same`,
  });
  const decisions = gauge(registry, {
    name: 'trueup_decisions',
    help: 'Findings by what was last decided about them and why',
    labels: ['kind', 'reason'],
  });
  const killSwitches = gauge(registry, {
    name: 'trueup_kill_switches',
    help: 'Kill switches that are on, by what they stop',
    labels: ['scope'],
  });
  return ({ measures: { secondsToRemediate: seconds }, decisions: decided, killSwitches: on }) => {
    const quantiles = { '0.5': seconds.p50, '0.9': seconds.p90, '0.99': seconds.p99 };
    const samples = Object.entries(quantiles).map(([quantile, value]) => ({ labels: { quantile }, value }));
    time.show(seconds.count === 0 ? [] : samples);
    mean.show(seconds.count === 0 ? [] : [{ value: seconds.mean }]);
    decisions.show(decided.map(({ kind, reason = 'none', count }) => ({ labels: { kind, reason }, value: count })));
    killSwitches.show(
      (['all', 'account', 'control'] as const).map((scope) => ({
        labels: { scope },
        value: on.filter((one) => one === scope).length,
      })),
    );
  };
}

function auditSeries(registry: Registry): (state: StoreState) => void {
  const head = gauge(registry, { name: 'trueup_audit_head_seq', help: 'The last record of the audit log' });
  const kept = gauge(registry, { name: 'trueup_audit_records', help: 'Records of the audit log that are kept' });
  const age = gauge(registry, {
    name: 'trueup_audit_checkpoint_age_seconds',
    help: 'Since the last checkpoint of the audit log was signed',
  });
  return ({ measures: { records }, now }) => {
    head.show([{ value: records.seq }]);
    kept.show([{ value: records.seq - records.anchorSeq }]);
    const { lastCheckpointAt: at } = records;
    age.show(at === undefined ? [] : [{ value: Math.max(0, (Date.parse(now) - Date.parse(at)) / 1000) }]);
  };
}
