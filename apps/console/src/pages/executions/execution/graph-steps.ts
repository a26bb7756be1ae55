import type { DocumentGraph, StepExecution } from '@trueup/api-contract';
import type { GraphStep } from '../../../components/graph/step-graph.tsx';

type Edge = DocumentGraph['steps'][number]['next'][number];

interface GraphWords {
  readonly detail: (action: string, step: StepExecution | undefined) => string;
  readonly edge: (edge: Edge) => string | undefined;
}

/** The steps of the document, each with how its last run stands. */
export function graphSteps(
  graph: DocumentGraph | undefined,
  runs: readonly StepExecution[],
  { detail, edge }: GraphWords,
): readonly GraphStep[] {
  const lastOf = (name: string): StepExecution | undefined => runs.findLast((run) => run.name === name);
  if (graph !== undefined)
    return graph.steps.map(({ name, action, next }) => ({
      name,
      detail: detail(action, lastOf(name)),
      next: next.map((one) => {
        const label = edge(one);
        return { to: one.to, ...(label === undefined ? {} : { label }) };
      }),
    }));
  // A document that cannot be drawn still has steps, one after the other.
  const own = runs.filter(({ loop }) => loop === undefined);
  return own.map((run, index) => {
    const after = own[index + 1];
    return { name: run.name, detail: detail(run.action, run), next: after === undefined ? [] : [{ to: after.name }] };
  });
}
