import type { Defined, DefinitionKind, Definitions, DefinitionStore } from '@trueup/core';

/** Stores of transactions that have changed a definition. */
const changing = new WeakSet<DefinitionStore>();

/** To be called in each transaction that changes a definition. */
export function markChanging(store: DefinitionStore): void {
  changing.add(store);
}

/**
 * What is made of definitions, and made anew when one of them has changed: compiling rules costs more than asking the
 * store whether they are still the same. In a transaction it asks that one, so it never works with what is to come.
 * A transaction that changes definitions sees its own and leaves no copy: when it is rolled back, the next change has
 * the same version.
 */
export function keptCopy<K extends DefinitionKind, T>(
  kinds: readonly K[],
  make: (definitions: { readonly [Kind in K]: readonly Defined<Definitions[Kind]>[] }) => T,
): (store: DefinitionStore) => Promise<T> {
  let copy: { readonly version: number; readonly value: T } | undefined;
  return async (store) => {
    const version = await store.version(kinds);
    const keeps = !changing.has(store);
    if (keeps && copy?.version === version) return copy.value;
    const lists = await Promise.all(kinds.map(async (kind) => [kind, await store.list(kind)] as const));
    const value = make(Object.fromEntries(lists) as { readonly [Kind in K]: readonly Defined<Definitions[Kind]>[] });
    if (keeps) copy = { version, value };
    return value;
  };
}
