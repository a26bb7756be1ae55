import type { CodeOwner, Finding, Snapshot, Stores } from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { writtenRequest } from './change-request-of.ts';

const ENGINE = { kind: 'system', name: 'engine' } as const;

/**
 * Asks the owners of a resource's code for a change, by a record that event rules may send to where they work. Once for
 * each time the fault came; in a transaction with `stores`. Tells whether it was asked for now.
 */
export async function requestChange(
  parts: Pick<EngineParts, 'catalogue' | 'policy' | 'clock'>,
  stores: Pick<Stores, 'records'>,
  finding: Finding,
  owner: CodeOwner,
  snapshot?: Snapshot,
): Promise<boolean> {
  const { id, controlId, regressions, resource, severity } = finding;
  const asked = await stores.records.list({ subjectId: id, actions: ['change.requested'], limit: 1 });
  if (asked.items[0]?.detail['regressions'] === regressions) return false;
  const { title, text } = await writtenRequest(parts, finding, owner, snapshot);
  await stores.records.append([
    {
      at: parts.clock.now(),
      actor: ENGINE,
      action: 'change.requested',
      subject: { kind: 'finding', id },
      detail: {
        controlId,
        resource: resource.arn,
        accountId: resource.accountId,
        region: resource.region,
        severity,
        regressions,
        tool: owner.tool,
        owner: owner.name,
        title,
        text,
      },
    },
  ]);
  return true;
}
