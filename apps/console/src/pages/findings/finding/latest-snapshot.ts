import type { Execution, Plan, Snapshot } from '@trueup/api-contract';

interface Known {
  readonly plans: readonly Pick<Plan, 'before'>[];
  readonly executions: readonly Pick<Execution, 'before' | 'after'>[];
}

/** The newest reading of the resource among those that plans and executions hold. */
export function latestSnapshot({ plans, executions }: Known): Snapshot | undefined {
  const all = [
    ...plans.map(({ before }) => before),
    ...executions.flatMap(({ before, after }) => [
      ...(before === undefined ? [] : [before]),
      ...(after?.kind === 'read' ? [after.snapshot] : []),
    ]),
  ];
  return all.toSorted((one, other) => (one.takenAt < other.takenAt ? 1 : -1))[0];
}
