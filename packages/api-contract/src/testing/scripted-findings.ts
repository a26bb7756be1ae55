import type { Trueup } from '../operations.ts';
import { Problem } from '../problem.ts';
import type { Actor } from '../schema/actor.ts';
import type { Finding } from '../schema/finding.ts';
import type { FindingHistoryEntry } from '../schema/finding-history.ts';
import type { ByteSource, Streams } from '../streams.ts';
import { notFound } from './not-found.ts';
import { importedFinding, SCRIPTED_AT, type ScriptedFinding } from './scripted-things.ts';

export interface Findings {
  readonly findings: ScriptedFinding[];
  readonly histories: Map<string, readonly FindingHistoryEntry[]>;
}

type Receiving = Pick<
  Trueup,
  | 'searchFindings'
  | 'countMatching'
  | 'listFindingGroups'
  | 'listFindingHistory'
  | 'updateFindings'
  | 'importFindings'
  | 'importFindingsFromS3'
> &
  Pick<Streams, 'importFindingStream' | 'exportFindings'>;

/** Findings by script: one is taken in when it has an `Id`, and every update is done. */
export function scriptedFindingChanges(world: Findings, actor: Actor): Receiving {
  return {
    searchFindings: async ({ filters, limit = 100 }) => ({ items: titled(world, filters).slice(0, limit) }),
    async countMatching({ filters, by }) {
      const items = titled(world, filters);
      const keys = items.map(({ severity }) => severity);
      const groups = [...new Set(keys)].map((key) => ({ key, count: keys.filter((one) => one === key).length }));
      return { total: items.length, atLeast: false, groups: by === undefined ? [] : groups };
    },
    async listFindingGroups({ filters }) {
      const open = titled(world, filters).filter(({ workflow }) => workflow === 'NEW' || workflow === 'NOTIFIED');
      const items = [...Map.groupBy(open, ({ controlId }) => controlId)].map(([controlId, [first, ...more]]) => {
        const count = more.length + 1;
        const { title, severity } = first ?? notFound('control', controlId);
        return { controlId, title, severity, findings: count, resources: count, evaluated: count + 1 };
      });
      return { items };
    },
    listFindingHistory: async ({ id }) => ({ items: historyOf(world, findingOf(world, id).id) }),
    async updateFindings({ ids, update }) {
      const items = ids.map((id) => {
        const at = world.findings.findIndex(({ finding }) => finding.id === id);
        const known = world.findings[at];
        if (!known) return { id, result: 'unknown' as const, reason: 'there is no such finding' };
        world.findings[at] = { ...known, finding: updated(known.finding, update) };
        const changes = Object.keys(update).map((field) => ({ field, to: JSON.stringify(update[field]) }));
        const source = { kind: 'update', identity: actor.name } as const;
        const entry = { findingId: id, at: SCRIPTED_AT, created: false, source, changes, rules: [] };
        world.histories.set(id, [entry, ...historyOf(world, id)]);
        return { id, result: 'updated' as const };
      });
      return { items };
    },
    importFindings: async ({ findings }) => take(world, findings),
    async importFindingsFromS3({ uri }) {
      if (uri.endsWith('/missing')) throw new Problem('refused', `${uri}: NoSuchKey`);
      return take(world, [{ Id: uri }]);
    },
    importFindingStream: async (_input, body) => take(world, await valuesOf(body)),
    exportFindings: async ({ format }) => text(world, format),
  };
}

/** A filter by title alone is followed. */
function titled(world: Findings, filters: Readonly<Record<string, unknown>> = {}): readonly Finding[] {
  const named = /"Value":"([^"]*)"/.exec(JSON.stringify(filters['Title'] ?? ''))?.[1] ?? '';
  return world.findings.map(({ finding }) => finding).filter(({ title }) => title.includes(named));
}

export function historyOf(world: Findings, id: string): readonly FindingHistoryEntry[] {
  return world.histories.get(id) ?? [];
}

function findingOf(world: Findings, id: string): Finding {
  return world.findings.find(({ finding }) => finding.id === id)?.finding ?? notFound('finding', id);
}

function updated(finding: Finding, update: Readonly<Record<string, unknown>>): Finding {
  const workflow = (update['Workflow'] as { readonly Status: Finding['workflow'] } | undefined)?.Status;
  const severity = (update['Severity'] as { readonly Label: Finding['severity'] } | undefined)?.Label;
  return {
    ...finding,
    workflow: workflow ?? finding.workflow,
    severity: severity ?? finding.severity,
    asff: { ...finding.asff, ...update },
  };
}

function take(world: Findings, values: readonly unknown[]): Awaited<ReturnType<Trueup['importFindings']>> {
  const ids = values.map((value) => (value as { readonly Id?: unknown } | null)?.Id);
  const rejected = ids.flatMap((id, index) =>
    typeof id === 'string' ? [] : [{ index, field: 'Id', reason: 'must be a text' }],
  );
  const given = ids.filter((id) => typeof id === 'string');
  const fresh = given.filter((id) => !world.findings.some(({ finding }) => finding.asff.Id === id));
  for (const id of fresh) world.findings.push(importedFinding(world.findings.length + 1, id));
  return {
    created: fresh.length,
    updated: 0,
    unchanged: given.length - fresh.length,
    rejected,
    rejectedTotal: rejected.length,
  };
}

async function valuesOf(body: ByteSource): Promise<unknown[]> {
  const pieces: Uint8Array[] = [];
  const given: AsyncIterable<Uint8Array> = body instanceof Blob ? body.stream() : body;
  for await (const piece of given) pieces.push(piece);
  const decoder = new TextDecoder();
  const lines = pieces.map((piece) => decoder.decode(piece, { stream: true })).join('');
  return lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): unknown => JSON.parse(line));
}

async function* text(world: Findings, format: string): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(`${format}\n`);
  for (const { finding } of world.findings) yield encoder.encode(`${JSON.stringify(finding.asff)}\n`);
}
