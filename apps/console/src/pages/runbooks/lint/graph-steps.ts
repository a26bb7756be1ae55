import type { DocumentGraph, GraphEdge } from '@trueup/api-contract';
import type { GraphStep } from '../../../components/graph/step-graph.tsx';

/** Says when an edge is taken; undefined for one that simply comes next. */
export type EdgeWord = (edge: GraphEdge) => string | undefined;

/** The steps of a document as the graph draws them. Edges between the same two steps become one with all their words. */
export function graphSteps({ steps }: DocumentGraph, wordOf: EdgeWord): readonly GraphStep[] {
  return steps.map(({ name, action, next }) => ({ name, detail: action, next: joined(next, wordOf) }));
}

function joined(edges: readonly GraphEdge[], wordOf: EdgeWord): GraphStep['next'] {
  const targets = [...new Set(edges.map(({ to }) => to))];
  return targets.map((to) => {
    const words = edges.filter((edge) => edge.to === to).map(wordOf);
    const said = words.filter((word) => word !== undefined);
    return said.length === 0 ? { to } : { to, label: [...new Set(said)].join(' / ') };
  });
}
