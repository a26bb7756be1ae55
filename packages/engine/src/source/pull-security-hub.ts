import {
  instantAfter,
  isJsonObject,
  msBetween,
  partitionOf,
  type AccountId,
  type Actor,
  type CallFailure,
  type DoorSession,
  type ImportCursor,
  type Instant,
  type Json,
  type JsonObject,
  type Region,
} from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { pausing } from './poll.ts';
import { readMessage } from './read-message.ts';
import { takeIn } from './take-in.ts';

/** What was imported late, or by a provider whose clock is behind, is found by looking back. */
const OVERLAP_MS = 10 * 60_000;
const NEVER = '1970-01-01T00:00:00.000Z';
/** GetFindings: three calls a second for an account in a region (findings, 8). */
const BETWEEN_CALLS_MS = 350;
const MOST_RESULTS = 100;
const TRIES = 5;

/** With the time of the last turn, so that of several processes one takes it, and a restart does not. */
interface HubCursor extends ImportCursor {
  readonly turnAt?: Instant;
}

export interface Hub {
  readonly account: AccountId;
  readonly region: Region;
}

export type Pulled =
  | { readonly kind: 'pulled'; readonly findings: number }
  /** Not due yet, or another process has the turn. */
  | { readonly kind: 'not-due' }
  /** What was read before stays; the next turn goes on from there. */
  | { readonly kind: 'failed'; readonly failure: CallFailure };

/** Asks a Security Hub for what was updated since the last time, page by page, and takes it in. */
export async function pullSecurityHub(
  parts: EngineParts,
  hub: Hub,
  everyMs: number,
  signal: AbortSignal,
): Promise<Pulled> {
  const key = `${hub.account}/${hub.region}`;
  const from = await takeTurn(parts, key, everyMs);
  if (!from) return { kind: 'not-due' };
  const session = openHub(parts, hub);
  let highest = from.updatedAt;
  let last = '';
  let ordered = true;
  let findings = 0;
  let token: string | undefined;
  do {
    const answer = await getFindings(session, query(parts, from.updatedAt, token), signal);
    if (answer.kind === 'failed') return answer;
    const page = listOf(answer.output['Findings']);
    await takePage(parts, hub, page);
    findings += page.length;
    const times = page.map(updatedAtOf).filter((one) => one !== undefined);
    ordered &&= times.every((one, index) => one >= (times[index - 1] ?? last));
    last = times.at(-1) ?? last;
    highest = times.reduce((one, other) => (other > one ? other : one), highest);
    const { NextToken } = answer.output;
    token = typeof NextToken === 'string' && NextToken !== '' ? NextToken : undefined;
    // Only when pages come in order is everything before the highest time known to have been read.
    if (ordered || token === undefined) await keepCursor(parts, key, highest);
  } while (token !== undefined && !signal.aborted);
  return { kind: 'pulled', findings };
}

/** The row is locked: of several processes one finds that it is due. At the very first turn, without a row, all may. */
async function takeTurn(parts: EngineParts, key: string, everyMs: number): Promise<HubCursor | undefined> {
  const now = parts.clock.now();
  return parts.store.transaction(async ({ definitions }) => {
    const known: HubCursor | undefined = await definitions.get('import-cursor', key);
    if (known?.turnAt !== undefined && msBetween(known.turnAt, now) < everyMs) return undefined;
    const taken: HubCursor = { updatedAt: known?.updatedAt ?? NEVER, turnAt: now };
    await definitions.put('import-cursor', key, taken);
    return taken;
  });
}

async function keepCursor(parts: EngineParts, key: string, highest: string): Promise<void> {
  const now = parts.clock.now();
  await parts.store.transaction(async ({ definitions }) => {
    const known = await definitions.get('import-cursor', key);
    // A provider's clock that is ahead must not hide what others report meanwhile.
    const updatedAt = highest > now ? now : highest;
    if (known && updatedAt > known.updatedAt) await definitions.put('import-cursor', key, { ...known, updatedAt });
  });
}

function openHub({ door }: EngineParts, { account, region }: Hub): DoorSession {
  const scope = { accountId: account, region, partition: partitionOf(region) };
  return door.open(scope, { mode: 'live', statements: [{ Action: ['securityhub:GetFindings'], Resource: '*' }] });
}

function query({ clock }: EngineParts, cursor: string, token: string | undefined): JsonObject {
  const Start = instantAfter(cursor, -OVERLAP_MS);
  const End = instantAfter(clock.now(), OVERLAP_MS);
  return {
    ...(cursor === NEVER ? {} : { Filters: { UpdatedAt: [{ Start, End }] } }),
    SortCriteria: [{ Field: 'UpdatedAt', SortOrder: 'asc' }],
    MaxResults: MOST_RESULTS,
    ...(token === undefined ? {} : { NextToken: token }),
  };
}

type Answered =
  | { readonly kind: 'answered'; readonly output: JsonObject }
  | { readonly kind: 'failed'; readonly failure: CallFailure };

/** At AWS's rate; what may pass is tried again. */
async function getFindings(session: DoorSession, parameters: JsonObject, signal: AbortSignal): Promise<Answered> {
  for (let tries = 1; ; tries += 1) {
    await pausing(BETWEEN_CALLS_MS * 2 ** (tries - 1), signal);
    const answer = await session.call({ service: 'securityhub', operation: 'GetFindings', parameters }, { signal });
    if (answer.kind === 'planned')
      throw new Error('a read of Security Hub was held back, though nothing is planned here');
    if (answer.kind === 'answered') return answer;
    const passes = ['throttled', 'timed-out', 'unreachable', 'service-fault'].includes(answer.failure.kind);
    if (!passes || tries >= TRIES || signal.aborted) return answer;
  }
}

const ACTOR: Actor = { kind: 'system', name: 'security-hub' };

/** Each finding as the event that Security Hub publishes of it, so that what is not taken in is kept as from a queue. */
async function takePage(parts: EngineParts, { account, region }: Hub, page: readonly JsonObject[]): Promise<void> {
  const origin = `arn:${partitionOf(region)}:securityhub:${region}:${account}:hub/default`;
  const messages = page.map((finding) => {
    const body = JSON.stringify({
      version: '0',
      'detail-type': 'Security Hub Findings - Imported',
      source: 'aws.securityhub',
      account,
      region,
      detail: { findings: [finding] },
    });
    const id = parts.digest(`${origin}\n${body}`).slice(0, 32);
    return { id, origin, body, reading: readMessage(parts, body, origin) };
  });
  await takeIn(parts, messages, ACTOR);
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function updatedAtOf({ UpdatedAt }: JsonObject): Instant | undefined {
  const at = typeof UpdatedAt === 'string' ? new Date(UpdatedAt) : undefined;
  return at === undefined || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
