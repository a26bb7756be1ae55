import {
  instantAfter,
  limitScopes,
  NO_LINE,
  type BreakerHistory,
  type DecisionFacts,
  type Fact,
  type FindingId,
  type Instant,
  type LimitCounts,
  type LimitScope,
  type Policy,
  type RemediationRun,
  type Stores,
  type TrackRecord,
} from '@trueup/core';
import { attemptsExceptionId } from '../oversight/attempts-exception-id.ts';
import type { EngineParts } from '../parts.ts';
import { breakerKeys, breakersSince, MOST_BREAKER_RUNS } from './counted-keys.ts';
import { criteriaOfLimit, criteriaOfLine } from './non-compliant.ts';
import type { Posed } from './question.ts';
import type { StartingRuns } from './starting-runs.ts';
import { windowStates } from './window-states.ts';

const MINUTE_MS = 60_000;
/** So far back the failures in a row of one finding are looked at. */
const ATTEMPTS_MS = 24 * 60 * MINUTE_MS;
/** AWS Config relates its error rate to a batch; here it is what a line has started within the hour. */
const BATCH_MS = 60 * MINUTE_MS;

/** The facts of many questions at once, each asked of the store once. */
export interface Gathered {
  of(posed: Posed): DecisionFacts;
}

type Parts = Pick<EngineParts, 'log' | 'exceptions' | 'nonCompliant'>;

export async function gatherFacts(
  parts: Parts,
  stores: Stores,
  policy: Policy,
  posed: readonly Posed[],
  now: Instant,
  starting: StartingRuns,
): Promise<Gathered> {
  const fact = async <T>(what: string, read: () => Promise<T> | T): Promise<Fact<T>> => {
    try {
      return { kind: 'known', value: await read() };
    } catch (error) {
      parts.log.error({ error }, `${what} could not be read: nothing is done that hangs on it`);
      return { kind: 'unreadable', detail: `${what}: ${error instanceof Error ? error.message : String(error)}` };
    }
  };
  // One after the other: in a transaction there is one connection.
  const killSwitches = await fact('the kill switch', async () =>
    (await stores.definitions.list('kill-switch')).map(({ value }) => value),
  );
  const latestRecordAt = await fact('the audit log', () => stores.records.latestAt());
  const exceptions = await fact('the exceptions', () => parts.exceptions(stores.definitions, policy));
  const windows = await fact('the calendar', () => windowStates(policy, now));
  const ids = [...new Set(posed.map(({ finding }) => finding.id))];
  const attempts = await fact('earlier repairs', () => attemptsOf(stores, policy, ids, now));
  const breakers = await fact('the circuit breakers', () => breakerRuns(stores, policy, posed, now));
  const batches = await fact('the batch', () => batchesOf(parts, stores, policy, posed, now));
  const limits = await fact('the limits', () => limitCounts(parts, stores, policy, posed, now));
  const locks = await fact('the locks', () =>
    stores.locks.holders([...new Set(posed.map((one) => one.target.resource.arn))]),
  );
  const records = await fact('the track record', () => trackRecords(stores, posed));
  return {
    of: (one) => ({
      killSwitches,
      latestRecordAt,
      exceptions: map(exceptions, (find) => find(one.target, now)),
      windows,
      attempts: map(attempts, (found) => found.get(one.finding.id)?.counted ?? []),
      breakers: map(breakers, (found) => historiesOf(policy, one, found, starting)),
      batch: map(batches, (found) =>
        ofOthers(addedTo(found.get(one.line?.name ?? NO_LINE), starting.count(`line/${one.line?.name ?? NO_LINE}`)), {
          own: attempts.kind === 'known' ? attempts.value.get(one.finding.id)?.all : undefined,
          since: instantAfter(now, -BATCH_MS),
        }),
      ),
      limits: map(limits, (found) =>
        limitScopes(policy.limits, one.target, one.line).map((scope) => ({
          scope,
          counts: withTally(found.get(scope.key), starting.count(`limit/${scope.key}`)),
        })),
      ),
      lock: map(locks, (found) => found.get(one.target.resource.arn)),
      record: map(records, (found) => found.get(recordKey(one)) ?? NOTHING_YET),
    }),
  };
}

const map = <T, R>(fact: Fact<T>, make: (value: T) => R): Fact<R> =>
  fact.kind === 'known' ? { kind: 'known', value: make(fact.value) } : fact;

const NOTHING_YET: TrackRecord = { runs: 0, verified: 0, undone: 0, failed: 0, verifiedInARow: 0 };

interface Attempts {
  readonly all: readonly RemediationRun[];
  /** Those since a person last gave the resource its attempts back. */
  readonly counted: readonly RemediationRun[];
}

async function attemptsOf(
  stores: Stores,
  policy: Policy,
  ids: readonly FindingId[],
  now: Instant,
): Promise<ReadonlyMap<FindingId, Attempts>> {
  const longest = policy.remediations.reduce(
    (most, { retrySeconds }) => Math.max(most, retrySeconds * 1_000),
    ATTEMPTS_MS,
  );
  const runs = Map.groupBy(
    await stores.runs.ofFindings(ids, instantAfter(now, -longest)),
    ({ findingId }) => findingId,
  );
  const attempts = new Map<FindingId, Attempts>();
  for (const [id, ofFinding] of runs) {
    const failed = ofFinding.some(({ result }) => result === 'failed');
    const lifted = failed ? await exceptionLiftedAt(stores, id) : undefined;
    const counted = lifted === undefined ? ofFinding : ofFinding.filter(({ startedAt }) => startedAt > lifted);
    attempts.set(id, { all: ofFinding, counted });
  }
  return attempts;
}

/** Who removes the exception that used-up attempts have led to gives it all its attempts anew. */
async function exceptionLiftedAt(stores: Stores, id: FindingId): Promise<Instant | undefined> {
  const query = { actions: ['exception.removed'], subjectId: attemptsExceptionId(id), limit: 1 };
  return (await stores.records.list(query)).items[0]?.at;
}

async function breakerRuns(
  stores: Stores,
  policy: Policy,
  posed: readonly Posed[],
  now: Instant,
): Promise<ReadonlyMap<string, readonly RemediationRun[]>> {
  const keys = [...new Map(posed.flatMap((one) => breakerKeys(policy, one)).map((one) => [one.key, one])).values()];
  if (keys.length === 0) return new Map();
  const runs = await stores.runs.recent(
    keys.map(({ scope }) => scope),
    { since: breakersSince(now), limit: MOST_BREAKER_RUNS },
  );
  return new Map(keys.map(({ key }, index) => [key, runs[index] ?? []]));
}

function historiesOf(
  policy: Policy,
  one: Posed,
  found: ReadonlyMap<string, readonly RemediationRun[]>,
  starting: StartingRuns,
): BreakerHistory[] {
  return breakerKeys(policy, one).map(({ key, settings }) => ({
    key,
    settings,
    runs: [...[starting.first(`breaker/${key}`)].flatMap((run) => run ?? []), ...(found.get(key) ?? [])],
  }));
}

interface Batch {
  readonly nonCompliant: number;
  readonly failed: number;
  readonly running: number;
}

/** Open faults plus what the batch has repaired already: the resources that it began with. */
async function batchesOf(
  parts: Parts,
  stores: Stores,
  policy: Policy,
  posed: readonly Posed[],
  now: Instant,
): Promise<ReadonlyMap<string, Batch>> {
  const lines = [...new Map(posed.flatMap(({ line }) => (line ? [[line.name, line] as const] : []))).values()];
  if (lines.length === 0) return new Map();
  const since = instantAfter(now, -BATCH_MS);
  const counts = await stores.runs.counts(lines.map(({ name }) => ({ remediation: name, since })));
  const batches = await Promise.all(
    lines.map(async (line, index): Promise<[string, Batch]> => {
      const { started = 0, running = 0, failed = 0 } = counts[index] ?? {};
      const open = await parts.nonCompliant(stores, criteriaOfLine(policy, line));
      return [line.name, { nonCompliant: open + Math.max(0, started - running - failed), failed, running }];
    }),
  );
  return new Map(batches);
}

const addedTo = (batch: Batch = { nonCompliant: 0, failed: 0, running: 0 }, added = 0): Batch => ({
  ...batch,
  running: batch.running + added,
});

/** A finding's own failures are counted by its attempts. */
function ofOthers(
  batch: Batch,
  { own = [], since }: { readonly own: readonly RemediationRun[] | undefined; readonly since: Instant },
): Batch {
  const failed = own.filter(
    ({ kind, result, startedAt }) => kind === 'repair' && result === 'failed' && startedAt >= since,
  );
  return { ...batch, failed: Math.max(0, batch.failed - failed.length) };
}

async function limitCounts(
  parts: Parts,
  stores: Stores,
  policy: Policy,
  posed: readonly Posed[],
  now: Instant,
): Promise<ReadonlyMap<string, LimitCounts>> {
  const scopes = new Map<string, { readonly scope: LimitScope; readonly posed: Posed }>();
  for (const one of posed) {
    for (const scope of limitScopes(policy.limits, one.target, one.line)) scopes.set(scope.key, { scope, posed: one });
  }
  const all = [...scopes.values()];
  if (all.length === 0) return new Map();
  const counted = await stores.runs.counts(
    all.map(({ scope: { accountId, controlId, remediation, limit } }) => ({
      ...(accountId === undefined ? {} : { accountId }),
      ...(controlId === undefined ? {} : { controlId }),
      ...(remediation === undefined ? {} : { remediation }),
      since: instantAfter(now, -limit.withinSeconds * 1_000),
    })),
  );
  const counts = await Promise.all(
    all.map(async ({ scope, posed: { line } }, index): Promise<[string, LimitCounts]> => {
      const { started = 0, running = 0, oldestAt } = counted[index] ?? {};
      const { limit } = scope;
      const asks = limit.startedPercent !== undefined || limit.runningPercent !== undefined;
      const ofLine = line ? criteriaOfLine(policy, line) : {};
      const nonCompliant = asks ? await parts.nonCompliant(stores, criteriaOfLimit(scope, ofLine)) : 0;
      const freesAt = oldestAt === undefined ? undefined : instantAfter(oldestAt, limit.withinSeconds * 1_000);
      return [scope.key, { started, running, nonCompliant, ...(freesAt === undefined ? {} : { freesAt }) }];
    }),
  );
  return new Map(counts);
}

function withTally(counts: LimitCounts = { started: 0, running: 0, nonCompliant: 0 }, added = 0): LimitCounts {
  return { ...counts, started: counts.started + added, running: counts.running + added };
}

const recordKey = ({ target, documentName }: Posed): string => `${target.controlId}\n${documentName}`;

async function trackRecords(stores: Stores, posed: readonly Posed[]): Promise<ReadonlyMap<string, TrackRecord>> {
  const keys = [...new Map(posed.map((one) => [recordKey(one), one])).entries()];
  const records = await stores.runs.records(
    keys.map(([, { target, documentName }]) => ({ controlId: target.controlId, documentName })),
  );
  return new Map(keys.map(([key], index) => [key, records[index] ?? NOTHING_YET]));
}
