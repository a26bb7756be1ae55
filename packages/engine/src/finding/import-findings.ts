import {
  identify,
  receive,
  type Actor,
  type Asff,
  type ControlId,
  type Finding,
  type FindingId,
  type FindingReport,
  type IdentifyContext,
  type Stores,
} from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { keepFindings, type FindingStep } from './keep-findings.ts';

/** Of each finding given, in order. */
export type ImportOutcome =
  | { readonly kind: 'created' | 'updated'; readonly findingId: FindingId }
  /** Its reporter said so, or something newer, before. */
  | { readonly kind: 'unchanged'; readonly findingId: FindingId };

/**
 * Takes in findings that were read and checked (readAsff), in one transaction: all of them are kept, with their history
 * and events, or none. Of several about one fault the later one comes after the earlier.
 */
export async function importFindings(
  parts: EngineParts,
  given: readonly Asff[],
  actor: Actor,
  identity: string,
): Promise<readonly ImportOutcome[]> {
  if (given.length === 0) return [];
  const receivedAt = parts.clock.now();
  const context = identifyContext(parts);
  const reports = given.map((asff) => identify(asff, receivedAt, context));
  return parts.store.transaction(async (stores) => {
    const { placed, known } = await place(stores, reports);
    const rounds = roundsOf(placed);
    const outcomes: ImportOutcome[] = [];
    for (const round of rounds) {
      const { steps, told } = stepsOf(round, known);
      for (const { index, outcome } of told) outcomes[index] = outcome;
      const kept = await keepFindings(parts, stores, steps, { source: { kind: 'import', identity }, actor });
      for (const { finding } of kept) known.set(finding.id, finding);
    }
    return outcomes;
  });
}

/**
 * A reporter's finding stays part of the one that it became part of first, whatever it says later; but not of another
 * account's, where the same id names something else.
 */
async function place(
  stores: Stores,
  reports: readonly FindingReport[],
): Promise<{ readonly placed: readonly Placed[]; readonly known: Map<FindingId, Finding> }> {
  const places = await stores.findings.ofReporters(
    reports.map(({ asff }) => ({ productArn: asff.ProductArn, id: asff.Id })),
  );
  const wanted = new Set([...places.flatMap((id) => id ?? []), ...reports.map(({ id }) => id)]);
  const known = new Map((await stores.findings.byIds([...wanted])).map((finding) => [finding.id, finding]));
  // Also where it becomes part of one only now, and is named twice.
  const first = new Map<string, FindingId>();
  const placed = reports.map((given, index) => {
    const { AwsAccountId: account, ProductArn, Id } = given.asff;
    const before = places[index];
    const own = before && known.get(before)?.resource.accountId === account ? before : undefined;
    const reporter = `${account}\n${ProductArn}\n${Id}`;
    const id = own ?? first.get(reporter) ?? given.id;
    first.set(reporter, id);
    return { index, id, report: { ...given, id } };
  });
  return { placed, known };
}

interface Placed {
  readonly index: number;
  readonly id: FindingId;
  readonly report: FindingReport;
}

/** In one round each finding is named once. */
function roundsOf(placed: readonly Placed[]): readonly (readonly Placed[])[] {
  const rounds: Placed[][] = [];
  const turns = new Map<string, number>();
  for (const one of placed) {
    const turn = turns.get(one.id) ?? 0;
    turns.set(one.id, turn + 1);
    (rounds[turn] ??= []).push(one);
  }
  return rounds;
}

function stepsOf(
  round: readonly Placed[],
  known: ReadonlyMap<FindingId, Finding>,
): {
  readonly steps: readonly FindingStep[];
  readonly told: readonly { readonly index: number; readonly outcome: ImportOutcome }[];
} {
  const steps: FindingStep[] = [];
  const told = round.map(({ index, id, report }) => {
    const before = known.get(id);
    const received = receive(before, report);
    if (received.kind === 'ignored') return { index, outcome: { kind: 'unchanged', findingId: id } as const };
    steps.push({ before, after: received.finding, reported: report.asff, imported: true });
    return { index, outcome: { kind: before ? 'updated' : 'created', findingId: id } as const };
  });
  return { steps, told };
}

export function identifyContext({
  lookup,
  catalogue,
  digest,
}: Pick<EngineParts, 'lookup' | 'catalogue' | 'digest'>): IdentifyContext {
  return { lookup, digest, globalControls: globalControlsOf(catalogue) };
}

function globalControlsOf(catalogue: EngineParts['catalogue']): ReadonlySet<ControlId> {
  return new Set(catalogue.flatMap(({ control }) => (control.scope === 'global' ? [control.id] : [])));
}
