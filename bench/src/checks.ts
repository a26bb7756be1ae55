import { catalogue } from '@trueup/controls';
import { judge, type Control, type JsonObject, type Snapshot } from '@trueup/core';
import { machine, perSecond, table } from './table.ts';
import { sampleSnapshots } from './sample-snapshots.ts';

/** Checks alone: snapshots in memory, every control in turn. The floor is the same loop with a check that does nothing. */
const EVALUATIONS = 400_000;
const ROUNDS = 5;

interface Work {
  readonly control: Control;
  readonly snapshot: Snapshot;
  readonly parameters: JsonObject;
}

const work: Work[] = catalogue.flatMap(({ control }) =>
  sampleSnapshots(control.resourceTypes).map((snapshot) => ({
    control,
    snapshot,
    parameters: control.parameters.parse(
      control.id === 'Trueup.Tags.1' ? { requiredTags: { owner: 'unassigned' } } : {},
    ),
  })),
);

const nothing: Work[] = work.map((item) => ({
  ...item,
  control: { ...item.control, check: () => ({ kind: 'compliant' }) },
}));

function run(items: readonly Work[]): { ms: number; nonCompliant: number } {
  let nonCompliant = 0;
  const begun = performance.now();
  for (let count = 0; count < EVALUATIONS; count += 1) {
    const { control, snapshot, parameters } = items[count % items.length] as Work;
    if (judge(control, snapshot, parameters).kind === 'non-compliant') nonCompliant += 1;
  }
  return { ms: performance.now() - begun, nonCompliant };
}

const best = (items: readonly Work[]): { ms: number; nonCompliant: number } =>
  Array.from({ length: ROUNDS }, () => run(items)).reduce((least, round) => (round.ms < least.ms ? round : least));

const floor = best(nothing);
const checks = best(work);
process.stdout.write(
  `${machine()}\n\n` +
    `${table(
      ['what', 'evaluations/s', 'ratio to floor', 'asked'],
      [
        ['floor: the loop with an empty check', String(perSecond(EVALUATIONS, floor.ms)), '1.0', ''],
        [
          `${catalogue.length} controls over ${work.length} snapshots (${checks.nonCompliant} faults seen)`,
          String(perSecond(EVALUATIONS, checks.ms)),
          (checks.ms / floor.ms).toFixed(1),
          '≥ 200000',
        ],
      ],
    )}\n`,
);
