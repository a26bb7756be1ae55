import { isJsonObject, type Json } from '../value/json.ts';
import type { Snapshot } from './snapshot.ts';

const ACCOUNT = 'AWS::::Account';
/** Where a collector leaves the tags within the part that AWS answers them with. */
const PART_WITH_TAGS: Readonly<Record<string, string>> = { 'AWS::EC2::SecurityGroup': 'SecurityGroup' };

/** The tags of a resource by its snapshot; undefined: nobody has read them. An account as a resource has none. */
export function tagsOf({ resource, configuration }: Snapshot): Readonly<Record<string, string>> | undefined {
  if (resource.type === ACCOUNT) return {};
  const within = Object.hasOwn(PART_WITH_TAGS, resource.type) ? PART_WITH_TAGS[resource.type] : undefined;
  if (within === undefined) return tagsIn(configuration['Tags']);
  const part = configuration[within];
  return isJsonObject(part) ? tagsIn(part['Tags']) : undefined;
}

/** A list of `{ Key, Value }`; null: AWS says that there are none. */
function tagsIn(tags: Json | undefined): Readonly<Record<string, string>> | undefined {
  if (tags === null) return {};
  if (!Array.isArray(tags)) return undefined;
  const pairs: (readonly [string, string])[] = [];
  for (const tag of tags as readonly Json[]) {
    if (!isJsonObject(tag)) return undefined;
    const { Key: name, Value: value } = tag;
    if (typeof name !== 'string' || typeof value !== 'string') return undefined;
    pairs.push([name, value]);
  }
  return Object.fromEntries(pairs);
}
