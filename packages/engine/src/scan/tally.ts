import { unreachable, type Evaluation, type NewRecord, type Scan, type ScanCounts, type ScanGap } from '@trueup/core';

/** Counts of a scan while it runs. */
export interface Tally {
  judged(resources: number, evaluations: readonly Evaluation[]): void;
  events(actions: readonly NewRecord['action'][]): void;
  gap(gap: ScanGap): void;
  listDone(): void;
  scan(): Scan;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export function tally(begun: Scan, gapsKept: number): Tally {
  const counts: Mutable<ScanCounts> = { ...begun.counts };
  const gaps: ScanGap[] = [];
  let gapsTotal = 0;
  let listsDone = 0;
  return {
    judged(resources, evaluations) {
      counts.resources += resources;
      for (const evaluation of evaluations) counts[memberOf(evaluation)] += 1;
    },
    events(actions) {
      for (const action of actions) {
        if (action === 'finding.opened') counts.opened += 1;
        else if (action === 'finding.reopened') counts.reopened += 1;
        else if (action === 'finding.resolved') counts.resolved += 1;
        else if (action === 'finding.archived') counts.archived += 1;
      }
    },
    gap(gap) {
      gapsTotal += 1;
      if (gaps.length < gapsKept) gaps.push(gap);
    },
    listDone() {
      listsDone += 1;
    },
    scan: () => ({ ...begun, counts: { ...counts }, gaps: [...gaps], gapsTotal, listsDone }),
  };
}

function memberOf(evaluation: Evaluation): keyof ScanCounts {
  switch (evaluation.kind) {
    case 'compliant':
      return 'compliant';
    case 'non-compliant':
      return 'nonCompliant';
    case 'not-applicable':
      return 'notApplicable';
    case 'insufficient-data':
      return 'insufficientData';
    default:
      return unreachable(evaluation);
  }
}
