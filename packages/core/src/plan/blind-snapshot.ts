import type { AsffResource } from '../finding/asff/asff.ts';
import type { Finding } from '../finding/finding.ts';
import type { Snapshot } from '../resource/snapshot.ts';
import type { JsonObject } from '../value/json.ts';

/**
 * What a finding says of its resource, in place of a reading, where no check of the library can judge it. Compared right
 * before the change: what the reporter has changed since makes the plan stale. Volatile times are not part of it.
 */
export function blindSnapshot({ asff, resource, lastObservedAt }: Finding): Snapshot {
  const reported = asff.Resources.find(({ Id }) => Id === resource.arn) ?? asff.Resources[0];
  const { Status, SecurityControlId } = asff.Compliance ?? {};
  const said: JsonObject = {
    GeneratorId: asff.GeneratorId,
    Compliance: { Status: Status ?? null, SecurityControlId: SecurityControlId ?? null },
    Resource: (reported ?? null) as JsonObject | null,
  };
  const configuration = { Reported: said, ...tagParts(resource.type, reported?.Tags) };
  return { resource, takenAt: lastObservedAt, configuration, unread: [] };
}

/** Tags in the form of a reading, where guards look for them. What tells none leaves them unread. */
function tagParts(type: string, tags: AsffResource['Tags']): JsonObject {
  if (!tags) return {};
  const Tags = Object.entries(tags)
    .map(([Key, Value]) => ({ Key, Value }))
    .toSorted((one, other) => (one.Key < other.Key ? -1 : 1));
  return type === 'AWS::EC2::SecurityGroup' ? { SecurityGroup: { Tags } } : { Tags };
}
