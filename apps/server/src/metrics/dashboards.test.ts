import { readFile } from 'node:fs/promises';
import { LEAVE_REASONS } from '@trueup/core';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { scriptedMetrics } from './scripted-metrics.ts';

interface Dashboard {
  readonly schemaVersion: number;
  readonly templating: { readonly list: readonly { readonly name: string; readonly type: string }[] };
  readonly panels: readonly {
    readonly id: number;
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
    readonly datasource: { readonly uid: string };
    readonly targets: readonly { readonly expr: string }[];
  }[];
}
interface Alerts {
  readonly groups: readonly {
    readonly name: string;
    readonly rules: readonly {
      readonly alert: string;
      readonly expr: string;
      readonly for?: string;
      readonly labels: { readonly severity: string };
      readonly annotations: { readonly summary: string };
    }[];
  }[];
}

const read = (name: string): Promise<string> =>
  readFile(new URL(`../../../../docs/grafana/${name}`, import.meta.url), 'utf8');
const dashboard = JSON.parse(await read('trueup.json')) as Dashboard;
const { groups } = parse(await read('alerts.yaml')) as Alerts;
const rules = groups.flatMap((group) => group.rules);
const expressions = [
  ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ...rules.map(({ expr }) => expr),
];

/** The names and labels that are told. */
async function told(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { metrics, calls } = scriptedMetrics();
  calls.count({ service: 's3', outcome: 'answered' });
  const samples = (await metrics.text()).matchAll(/^(trueup_\w+)(?:\{(.*)\})? /gm);
  return new Map(
    [...samples].map(([, name = '', labels = '']) => [
      name,
      new Set([...labels.matchAll(/(\w+)="/g)].map(([, label = '']) => label)),
    ]),
  );
}

test('every figure that the dashboard and the alerts use is told, with its labels', async () => {
  const names = await told();
  for (const expression of expressions) {
    const used = [...expression.matchAll(/(trueup_\w+)(?:\{([^}]*)\})?/g)];
    expect(used).not.toHaveLength(0);
    for (const [, name = '', labels = ''] of used) {
      expect([...names.keys()]).toContain(name);
      for (const [, label = ''] of labels.matchAll(/(\w+)[=!]/g)) expect(names.get(name)).toContain(label);
    }
  }
});

test('what is grouped by is a label of what is grouped', async () => {
  const names = await told();
  for (const expression of expressions) {
    const labels = [...expression.matchAll(/ by \(([\w, ]+)\)/g)].flatMap(([, list = '']) => list.split(', '));
    const used = [...expression.matchAll(/trueup_\w+/g)].flatMap(([name]) => [...(names.get(name) ?? [])]);
    expect(used).toEqual(expect.arrayContaining(labels));
  }
});

test('every reason that is asked for is one of the closed list', () => {
  const reasons = expressions.flatMap((expression) => [...expression.matchAll(/reason="([\w-]+)"/g)]);
  expect(reasons.length).toBeGreaterThan(0);
  for (const [, reason] of reasons) expect(LEAVE_REASONS).toContain(reason);
});

test('every figure of the product is on the dashboard', async () => {
  const shown = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)).join('\n');
  for (const name of (await told()).keys()) expect(shown).toContain(name);
});

describe('the dashboard', () => {
  test('takes its data source from a variable', () => {
    expect(dashboard.templating.list).toMatchObject([{ name: 'datasource', type: 'datasource' }]);
    expect(new Set(dashboard.panels.map(({ datasource }) => datasource.uid))).toEqual(new Set(['${datasource}']));
  });

  test('has panels that lie beside each other', () => {
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    for (const { gridPos } of dashboard.panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  });
});

test('each alert has a name of its own, a severity and a summary', () => {
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  for (const { alert, labels, annotations, for: held = '0s' } of rules) {
    expect(alert).toMatch(/^Trueup[A-Z]\w+$/);
    expect(['warning', 'critical']).toContain(labels.severity);
    expect(annotations.summary).not.toBe('');
    expect(held).toMatch(/^\d+[smh]$/);
  }
});
