import {
  type Actor,
  archived,
  homeRegion,
  noCounts,
  type AccountId,
  type Control,
  type ControlId,
  type ControlParameters,
  judge,
  type LibraryEntry,
  type Listed,
  type Observation,
  type Policy,
  type Region,
  type Scan,
  type ScanGap,
  type ScanId,
  type Scope,
  type Snapshot,
} from '@trueup/core';
import { keepFindings } from '../finding/keep-findings.ts';
import { keepObservations } from '../finding/keep-observations.ts';
import { parametersOf } from '../library.ts';
import { inParallel } from '../in-parallel.ts';
import type { EngineParts } from '../parts.ts';
import { tally, type Tally } from './tally.ts';

/** Resources judged and stored together. */
const PAGE = 200;
/** Lists (account × region × type) read at the same time. */
const PARALLEL_LISTS = 8;
const GAPS_KEPT = 1_000;

export interface ScanRequest {
  readonly accounts: readonly AccountId[];
  readonly regions: readonly Region[];
  readonly entries: readonly LibraryEntry[];
}

interface List {
  readonly scope: Scope;
  readonly type: string;
  /** The controls that look at the type here, each with what the policy settles for it. */
  readonly judged: readonly Judged[];
}

interface Judged {
  readonly control: Control;
  readonly parameters: ControlParameters;
}

/** Reads every resource that the controls apply to, judges it and keeps the findings. A failed read is a gap, not an end. */
export async function runScan(
  parts: EngineParts,
  policy: Policy,
  begun: Scan,
  entries: readonly LibraryEntry[],
  stopping: () => boolean,
): Promise<Scan> {
  const lists = listsOf(parts, policy, begun, entries);
  const progress = tally(begun, GAPS_KEPT);
  await parts.store.scans.save({ ...begun, listsTotal: lists.length });
  await inParallel(lists, PARALLEL_LISTS, async (list) => {
    if (stopping()) throw new Error('Trueup was stopped during the scan');
    await scanList(parts, begun.id, list, progress);
    progress.listDone();
    await parts.store.scans.save({ ...progress.scan(), listsTotal: lists.length });
  });
  return { ...progress.scan(), listsTotal: lists.length, status: 'finished', finishedAt: parts.clock.now() };
}

/** A scan that has not read anything yet. */
export function newScan(parts: EngineParts, request: ScanRequest): Scan {
  return {
    id: parts.ids.next('scan') as ScanId,
    status: 'running',
    accounts: request.accounts,
    regions: request.regions,
    controls: request.entries.map((entry) => entry.control.id),
    startedAt: parts.clock.now(),
    listsTotal: 0,
    listsDone: 0,
    counts: noCounts,
    gaps: [],
    gapsTotal: 0,
  };
}

function listsOf(parts: EngineParts, policy: Policy, scan: Scan, entries: readonly LibraryEntry[]): List[] {
  const home = homeRegion(policy.partition);
  const judged = entries.map(({ control }): Judged => ({ control, parameters: parametersOf(control, policy) }));
  const lists: List[] = [];
  for (const accountId of scan.accounts) {
    for (const region of new Set([...scan.regions, home])) {
      for (const { type, scope } of parts.reader.types()) {
        const here = judged.filter(
          ({ control }) =>
            control.resourceTypes.includes(type) &&
            (control.scope === 'global' || scope === 'global' ? region === home : scan.regions.includes(region)),
        );
        if (here.length > 0)
          lists.push({ scope: { accountId, region, partition: policy.partition }, type, judged: here });
      }
    }
  }
  return lists;
}

async function scanList(parts: EngineParts, scanId: ScanId, list: List, progress: Tally): Promise<void> {
  const wanted = [...new Set(list.judged.flatMap(({ control }) => control.parts))];
  const compliant = new Map<ControlId, number>(list.judged.map(({ control }) => [control.id, 0]));
  let whole = true;
  let page: Snapshot[] = [];
  const flush = async (): Promise<void> => {
    if (page.length > 0) await keepPage(parts, scanId, list, page, { progress, compliant });
    page = [];
  };
  for await (const listed of listing(parts, list, wanted)) {
    if (listed.kind === 'unread') {
      whole = false;
      progress.gap(gapOf(list, listed));
      continue;
    }
    for (const unread of listed.snapshot.unread) {
      progress.gap({ ...gapOf(list, unread), arn: listed.snapshot.resource.arn, part: unread.part });
    }
    page.push(listed.snapshot);
    if (page.length >= PAGE) await flush();
  }
  await flush();
  // Absence proves something only when the whole list was read.
  if (!whole) return;
  await archiveUnseen(parts, scanId, list, progress);
  await noteCompliant(parts, list, compliant);
}

/** The list of the reader; an unforeseen error of one list is that list's gap, and the scan goes on. */
async function* listing(parts: EngineParts, list: List, wanted: readonly string[]): AsyncGenerator<Listed> {
  try {
    yield* parts.reader.list(list.scope, list.type, { parts: wanted });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    parts.log.error(
      { error, account: list.scope.accountId, region: list.scope.region, type: list.type },
      'a list could not be read',
    );
    yield { kind: 'unread', reason: 'unexpected-answer', detail };
  }
}

function gapOf(list: List, unread: Pick<ScanGap, 'reason' | 'detail'>): ScanGap {
  return {
    accountId: list.scope.accountId,
    region: list.scope.region,
    resourceType: list.type,
    reason: unread.reason,
    detail: unread.detail,
  };
}

const SCAN: Actor = { kind: 'system', name: 'scan' };

async function keepPage(
  parts: EngineParts,
  scanId: ScanId,
  list: List,
  page: readonly Snapshot[],
  { progress, compliant }: { readonly progress: Tally; readonly compliant: Map<ControlId, number> },
): Promise<void> {
  const observations = page.flatMap((snapshot) =>
    list.judged.map(({ control, parameters }): Observation => ({
      control,
      resource: snapshot.resource,
      evaluation: judge(control, snapshot, parameters),
      at: snapshot.takenAt,
      scanId,
    })),
  );
  for (const { control, evaluation } of observations) {
    if (evaluation.kind === 'compliant') compliant.set(control.id, (compliant.get(control.id) ?? 0) + 1);
  }
  progress.judged(
    page.length,
    observations.map(({ evaluation }) => evaluation),
  );
  const events = await keepObservations(parts, observations, SCAN);
  progress.events(events);
}

/** Most compliant resources never had a finding; compliance scores count them all the same. */
async function noteCompliant(
  parts: EngineParts,
  { scope: { accountId, region }, type: resourceType }: List,
  compliant: ReadonlyMap<ControlId, number>,
): Promise<void> {
  const counts = [...compliant].map(([controlId, resources]) => ({ controlId, resources }));
  await parts.store.scores.noteEvaluated({ accountId, region, resourceType }, counts, parts.clock.now());
}

async function archiveUnseen(parts: EngineParts, scanId: ScanId, list: List, progress: Tally): Promise<void> {
  const at = parts.clock.now();
  const controls = new Map(list.judged.map(({ control }) => [control.id, control]));
  const gone = await parts.store.transaction(async (stores) => {
    const unseen = await stores.findings.unseen({
      accountId: list.scope.accountId,
      region: list.scope.region,
      resourceType: list.type,
      controls: [...controls.keys()],
      scanId,
    });
    const steps = unseen.flatMap((before) => {
      const control = controls.get(before.controlId);
      if (!control) return [];
      const seen = { control, resource: before.resource, at };
      const { finding: after } = archived(before, seen, 'The resource no longer exists.', parts.digest);
      return [{ before, after }];
    });
    const source = { kind: 'scan', identity: SCAN.name } as const;
    return keepFindings(parts, stores, steps, { source, actor: SCAN });
  });
  progress.events(gone.map(() => 'finding.archived'));
}
