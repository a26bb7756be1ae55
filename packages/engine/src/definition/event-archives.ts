import { compilePattern, DEFAULT_BUS, type Actor, type EventArchive, type Scope } from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';
import type { InvalidInput } from './automation-rules.ts';
import { putDefinition, removeDefinition } from './put-definition.ts';

export interface ArchiveDraft {
  readonly name: string;
  readonly description?: string;
  /** JSON text. Absent: every event. */
  readonly pattern?: string;
  /** 0: for ever. */
  readonly retentionDays: number;
}

export type ArchiveKept = { readonly kind: 'kept'; readonly archive: EventArchive } | InvalidInput | Refused;

export const archiveArn = ({ partition, region, accountId }: Scope, name: string): string =>
  `arn:${partition}:events:${region}:${accountId}:archive/${name}`;

export async function createArchive(
  parts: EngineParts,
  draft: ArchiveDraft,
  scope: Scope,
  actor: Actor,
): Promise<ArchiveKept> {
  const fault = draftFault(draft);
  if (fault) return fault;
  const at = parts.clock.now();
  const arn = archiveArn(scope, draft.name);
  return parts.store.transaction(async (stores) => {
    if (await stores.definitions.get('event-archive', arn)) {
      return refused('definition-exists', `there is an archive ${draft.name} already`);
    }
    const archive: EventArchive = { ...draft, bus: DEFAULT_BUS, arn, createdAt: at };
    await putDefinition(stores, { kind: 'event-archive', key: arn, value: archive }, { actor, at });
    return { kind: 'kept', archive };
  });
}

/** What `changes` does not name stays. */
export async function updateArchive(
  parts: EngineParts,
  arn: string,
  changes: Partial<Omit<ArchiveDraft, 'name'>>,
  actor: Actor,
): Promise<ArchiveKept> {
  const at = parts.clock.now();
  return parts.store.transaction(async (stores) => {
    const current = await stores.definitions.get('event-archive', arn);
    if (!current) return refused('unknown-definition', `no archive ${arn}`);
    const archive: EventArchive = { ...current, ...changes };
    const fault = draftFault(archive);
    if (fault) return fault;
    await putDefinition(stores, { kind: 'event-archive', key: arn, value: archive }, { actor, at });
    return { kind: 'kept', archive };
  });
}

/** Its events go with it. */
export async function deleteArchive(
  parts: EngineParts,
  arn: string,
  actor: Actor,
): Promise<{ readonly kind: 'deleted' } | Refused> {
  const at = parts.clock.now();
  return parts.store.transaction(async (stores) => {
    if (!(await removeDefinition(stores, { kind: 'event-archive', key: arn }, { actor, at }))) {
      return refused('unknown-definition', `no archive ${arn}`);
    }
    await stores.events.removeArchivedBefore(arn, FOR_EVER);
    return { kind: 'deleted' };
  });
}

const FOR_EVER = '9999-12-31T23:59:59.999Z';

function draftFault({ name, pattern, retentionDays }: ArchiveDraft): InvalidInput | undefined {
  if (!/^[.\-_A-Za-z0-9]{1,48}$/.test(name)) {
    return { kind: 'invalid', field: 'name', reason: 'must be 1 to 48 of letters, digits and . - _' };
  }
  if (!Number.isInteger(retentionDays) || retentionDays < 0) {
    return { kind: 'invalid', field: 'retentionDays', reason: 'must be a whole number of days, or 0 for ever' };
  }
  if (pattern === undefined) return undefined;
  const compiled = compilePattern(pattern);
  return compiled.kind === 'invalid' ? { kind: 'invalid', field: 'pattern', reason: compiled.reason } : undefined;
}
