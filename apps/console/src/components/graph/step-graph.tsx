import '@xyflow/react/dist/style.css';
import { Graph, layout } from '@dagrejs/dagre';
import {
  Background,
  Controls,
  MarkerType,
  ReactFlow,
  type Edge,
  type Node,
  type ReactFlowInstance,
} from '@xyflow/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { usePreferences } from '../../preferences/preferences.tsx';

export interface GraphStep {
  readonly name: string;
  /** Below the name, such as the action and the status in words. */
  readonly detail: string;
  readonly next: readonly { readonly to: string; readonly label?: string }[];
}

const WIDTH = 220;
const HEIGHT = 64;

/** The steps of a runbook as a graph: a second view of what a list beside it says in order. */
export function StepGraph({
  label,
  steps,
  onSelect,
}: {
  readonly label: string;
  readonly steps: readonly GraphStep[];
  readonly onSelect?: (name: string) => void;
}) {
  const { isDark } = usePreferences();
  const place = useRef<HTMLDivElement>(null);
  const [flow, setFlow] = useState<ReactFlowInstance>();
  const { nodes, edges } = useMemo(() => laidOut(steps), [steps]);
  useEffect(() => {
    if (place.current === null || flow === undefined) return undefined;
    // The place has no size yet when the graph is made.
    const watcher = new ResizeObserver(() => void flow.fitView({ padding: 0.1 }));
    watcher.observe(place.current);
    return () => watcher.disconnect();
  }, [flow]);
  return (
    <div ref={place} role="group" aria-label={label} style={{ height: '32rem' }}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        onInit={setFlow}
        colorMode={isDark ? 'dark' : 'light'}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable
        edgesFocusable={false}
        onNodeClick={(_event, node) => onSelect?.(node.id)}
        proOptions={{ hideAttribution: false }}
        fitView
      >
        <Background />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}

function laidOut(steps: readonly GraphStep[]): { nodes: Node[]; edges: Edge[] } {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 40, ranksep: 50 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { name } of steps) graph.setNode(name, { width: WIDTH, height: HEIGHT });
  const known = new Set(steps.map(({ name }) => name));
  const edges: Edge[] = steps.flatMap(({ name, next }) =>
    next
      .filter(({ to }) => known.has(to))
      .map(({ to, label }, index) => {
        graph.setEdge(name, to);
        return {
          id: `${name}-${to}-${index}`,
          source: name,
          target: to,
          label,
          markerEnd: { type: MarkerType.ArrowClosed },
        };
      }),
  );
  layout(graph);
  const nodes = steps.map(({ name, detail }): Node => {
    const { x, y } = graph.node(name) as { readonly x: number; readonly y: number };
    return {
      id: name,
      position: { x: x - WIDTH / 2, y: y - HEIGHT / 2 },
      data: { label: `${name}\n${detail}` },
      style: { width: WIDTH, minHeight: HEIGHT, whiteSpace: 'pre-line' },
      ariaLabel: `${name}: ${detail}`,
    };
  });
  return { nodes, edges };
}
