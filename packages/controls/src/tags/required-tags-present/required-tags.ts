import type { JsonObject, Snapshot } from '@trueup/core';
import { z } from 'zod';

export type Tag = { readonly Key: string; readonly Value: string };

/** Key → the value that a missing tag is given. `null`: the tag must be there, and only a person knows its value. */
export type RequiredTags = { readonly requiredTags: Readonly<Record<string, string | null>> };

const key = z
  .string()
  .min(1)
  .max(128)
  .refine((text) => !text.toLowerCase().startsWith('aws:'), 'a tag key must not begin with aws:, AWS keeps those');

export const requiredTagsParameters = z.strictObject({
  requiredTags: z.record(key, z.string().max(256).nullable()).default({}),
});

/** The tags of a resource; none where AWS says that none are configured. */
export function tagsOf(configuration: JsonObject): readonly Tag[] {
  return (configuration['Tags'] ?? []) as readonly Tag[];
}

/** What a resource lacks: tags that can be added, and keys whose value the policy does not say. */
export function missingTags(
  { configuration }: Pick<Snapshot, 'configuration'>,
  { requiredTags }: RequiredTags,
): { readonly addable: readonly Tag[]; readonly withoutValue: readonly string[] } {
  const present = new Set(tagsOf(configuration).map((tag) => tag.Key));
  const missing = Object.entries(requiredTags).filter(([name]) => !present.has(name));
  return {
    addable: missing.flatMap(([Key, Value]) => (Value === null ? [] : [{ Key, Value }])),
    withoutValue: missing.flatMap(([name, value]) => (value === null ? [name] : [])),
  };
}
