import {
  killSwitchKey,
  NO_LINE,
  type Actor,
  type ExecutionId,
  type Instant,
  type KillSwitch,
  type NewRecord,
  type Store,
  type Stores,
} from '@trueup/core';
import type { InvalidInput } from '../definition/automation-rules.ts';
import { markChanging } from '../kept-copy.ts';
import { PolicyUnreadable, type EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';

export type KillSwitchTurnedOn =
  | {
      readonly kind: 'on';
      readonly killSwitch: KillSwitch;
      /** What ran in its scope and ends at its next step. */
      readonly stopping: readonly ExecutionId[];
    }
  | InvalidInput;

/**
 * Stops everything in its scope: from the end of this transaction on nothing starts, and what runs ends at its next
 * step. Turned on again it has the new reason, and stops what runs by then.
 */
export async function turnKillSwitchOn(
  parts: EngineParts,
  { scope, reason }: Pick<KillSwitch, 'scope' | 'reason'>,
  actor: Actor,
): Promise<KillSwitchTurnedOn> {
  const fault = faultOf(scope, reason);
  if (fault) return fault;
  const at = parts.clock.now();
  const killSwitch: KillSwitch = { scope, reason: reason.trim(), by: actor.name, at };
  const first = await parts.store.transaction(async (stores) => {
    markChanging(stores.definitions);
    await stores.definitions.put('kill-switch', killSwitchKey(scope), killSwitch);
    const turnedOn = recordOf(killSwitch, 'kill-switch.on', { actor, at });
    return stop(stores, killSwitch, { actor, at, records: [turnedOn] });
  });
  // A start that looked before the switch was there holds the key of its line until it is written, and a later one sees
  // the switch.
  const keys = await lineKeys(parts);
  const second = await parts.store.transaction(async (stores) => {
    await stores.runs.holdKeys(keys);
    return stop(stores, killSwitch, { actor, at, before: first });
  });
  return { kind: 'on', killSwitch, stopping: [...first, ...second] };
}

export async function turnKillSwitchOff(
  parts: EngineParts,
  { scope, reason }: Pick<KillSwitch, 'scope' | 'reason'>,
  actor: Actor,
): Promise<{ readonly kind: 'off'; readonly killSwitch: KillSwitch } | InvalidInput | Refused> {
  const fault = faultOf(scope, reason);
  if (fault) return fault;
  const at = parts.clock.now();
  const key = killSwitchKey(scope);
  return parts.store.transaction(async (stores) => {
    const killSwitch = await stores.definitions.get('kill-switch', key);
    if (!killSwitch) return refused('unknown-definition', `the kill switch ${key} is not on`);
    markChanging(stores.definitions);
    await stores.definitions.remove('kill-switch', key);
    await stores.records.append([recordOf({ ...killSwitch, reason: reason.trim() }, 'kill-switch.off', { actor, at })]);
    await stores.decisions.allDue(at);
    return { kind: 'off', killSwitch };
  });
}

/** What every start takes turns on. Without a readable policy nothing starts. */
async function lineKeys(parts: EngineParts): Promise<readonly string[]> {
  try {
    const { remediations } = await parts.policy();
    return [...remediations.map(({ name }) => name), NO_LINE].map((name) => `line/${name}`);
  } catch (error) {
    if (error instanceof PolicyUnreadable) return [];
    throw error;
  }
}

/** Those that are on, the widest first. */
export async function killSwitches({ definitions }: Pick<Store, 'definitions'>): Promise<readonly KillSwitch[]> {
  const all = await definitions.list('kill-switch');
  return all.map(({ value }) => value).toSorted((one, other) => rank(one) - rank(other));
}

const rank = ({ scope }: KillSwitch): number => ['all', 'account', 'control'].indexOf(scope.kind);

interface Stopping {
  readonly actor: Actor;
  readonly at: Instant;
  /** To be appended before those of what stops. */
  readonly records?: readonly NewRecord[];
  /** What was asked to stop already. */
  readonly before?: readonly ExecutionId[];
}

async function stop(
  stores: Stores,
  { scope, reason }: KillSwitch,
  { actor, at, records = [], before = [] }: Stopping,
): Promise<readonly ExecutionId[]> {
  const asked = await stores.executions.requestCancelAll(whereOf(scope), at);
  const stopping = asked.filter((id) => !before.includes(id));
  // Last: who ends an execution holds its row and then waits for the end of the chain, and two who cross lose a second.
  await stores.records.append([
    ...records,
    ...stopping.map((id) => ({
      at,
      actor,
      action: 'execution.cancelled' as const,
      subject: { kind: 'execution' as const, id },
      detail: { killSwitch: killSwitchKey(scope), reason },
    })),
  ]);
  return stopping;
}

function whereOf(scope: KillSwitch['scope']): { readonly accountId?: string; readonly controlId?: string } {
  if (scope.kind === 'all') return {};
  return scope.kind === 'account' ? { accountId: scope.id } : { controlId: scope.id };
}

function recordOf(
  { scope, reason, by }: KillSwitch,
  action: Extract<NewRecord['action'], `kill-switch.${string}`>,
  { actor, at }: { readonly actor: Actor; readonly at: Instant },
): NewRecord {
  return {
    at,
    actor,
    action,
    subject: { kind: 'kill-switch', id: killSwitchKey(scope) },
    detail: {
      scope: { ...scope },
      reason,
      turnedOnBy: by,
      ...(scope.kind === 'account' ? { accountId: scope.id } : {}),
    },
  };
}

function faultOf(scope: KillSwitch['scope'], reason: string): InvalidInput | undefined {
  if (reason.trim() === '' || reason.length > 1_000) {
    return { kind: 'invalid', field: 'reason', reason: 'must say why, in 1 to 1000 characters' };
  }
  if (scope.kind === 'account' && !/^\d{12}$/.test(scope.id)) {
    return { kind: 'invalid', field: 'scope.id', reason: 'must be an account id of 12 digits' };
  }
  return scope.kind === 'control' && !/^[\w][\w./:-]{0,255}$/.test(scope.id)
    ? { kind: 'invalid', field: 'scope.id', reason: 'must be a control id such as S3.8' }
    : undefined;
}
