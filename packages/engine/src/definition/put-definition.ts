import type { Actor, DefinitionKind, Definitions, Instant, JsonObject, Stores } from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';
import { markChanging } from '../kept-copy.ts';

/** Stores a definition and records who did so, in the transaction at hand. */
export async function putDefinition<K extends DefinitionKind>(
  stores: Stores,
  { kind, key, value }: { readonly kind: K; readonly key: string; readonly value: Definitions[K] },
  by: { readonly actor: Actor; readonly at: Instant },
): Promise<void> {
  markChanging(stores.definitions);
  await stores.definitions.put(kind, key, value);
  await stores.records.append([
    {
      at: by.at,
      actor: by.actor,
      action: 'definition.put',
      subject: { kind: 'definition', id: key },
      detail: { kind, value: value as unknown as JsonObject },
    },
  ]);
}

/** False: there was none, and nothing is recorded. */
export async function removeDefinition(
  stores: Stores,
  { kind, key }: { readonly kind: DefinitionKind; readonly key: string },
  by: { readonly actor: Actor; readonly at: Instant },
): Promise<boolean> {
  markChanging(stores.definitions);
  if (!(await stores.definitions.remove(kind, key))) return false;
  await stores.records.append([
    {
      at: by.at,
      actor: by.actor,
      action: 'definition.deleted',
      subject: { kind: 'definition', id: key },
      detail: { kind },
    },
  ]);
  return true;
}

/** The same in a transaction of its own, for a person who names it; `what` is its kind in words. */
export async function deleteDefinition(
  parts: EngineParts,
  { what, ...named }: { readonly kind: DefinitionKind; readonly key: string; readonly what: string },
  actor: Actor,
): Promise<{ readonly kind: 'deleted' } | Refused> {
  const at = parts.clock.now();
  const removed = await parts.store.transaction((stores) => removeDefinition(stores, named, { actor, at }));
  return removed ? { kind: 'deleted' } : refused('unknown-definition', `no ${what} ${named.key}`);
}
