import type { DefinitionKind, Definitions, DefinitionStore } from '@trueup/core';

/** Definitions in memory. */
export function memoryDefinitions(): DefinitionStore {
  const kept = new Map<string, unknown>();
  const keyOf = (kind: DefinitionKind, key: string): string => `${kind} ${key}`;
  let version = 0;
  return {
    list: async <K extends DefinitionKind>(kind: K) =>
      [...kept]
        .filter(([key]) => key.startsWith(`${kind} `))
        .map(([key, value]) => ({ key: key.slice(kind.length + 1), value: value as Definitions[K] })),
    get: async <K extends DefinitionKind>(kind: K, key: string) =>
      kept.get(keyOf(kind, key)) as Definitions[K] | undefined,
    async put(kind, key, value) {
      version += 1;
      kept.set(keyOf(kind, key), value);
    },
    async remove(kind, key) {
      version += 1;
      return kept.delete(keyOf(kind, key));
    },
    version: async () => version,
  };
}
