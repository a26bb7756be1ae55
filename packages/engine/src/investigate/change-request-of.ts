import {
  changeRequest,
  judge,
  ownerOf,
  tagsOf,
  tagsOfFinding,
  type ChangeRequest,
  type CodeOwner,
  type Finding,
  type FindingId,
  type JsonObject,
  type Snapshot,
} from '@trueup/core';
import { entryOf, parametersOf } from '../library.ts';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';

export type ChangeRequested =
  { readonly kind: 'text'; readonly request: ChangeRequest; readonly owner?: CodeOwner } | Refused;

/** The ticket or pull request for a finding. Reads its resource anew, and changes nothing. */
export async function changeRequestOf(parts: EngineParts, findingId: string): Promise<ChangeRequested> {
  const finding = await parts.store.findings.byId(findingId as FindingId);
  if (!finding) return refused('unknown-finding', `no finding ${findingId}`);
  // First of all, since it says which accounts may be entered.
  await parts.policy();
  const reading = await parts.reader.read(finding.resource, {});
  const snapshot = reading.kind === 'read' ? reading.snapshot : undefined;
  const tags = (snapshot && tagsOf(snapshot)) ?? tagsOfFinding(finding.asff);
  const owner = tags && ownerOf(tags);
  const request = await writtenRequest(parts, finding, owner, snapshot);
  return { kind: 'text', request, ...(owner ? { owner } : {}) };
}

/** The text with the differences that the snapshot shows, where the control can tell them. */
export async function writtenRequest(
  parts: Pick<EngineParts, 'catalogue' | 'policy'>,
  finding: Finding,
  owner: CodeOwner | undefined,
  snapshot: Snapshot | undefined,
): Promise<ChangeRequest> {
  const entry = entryOf(parts.catalogue, finding.controlId);
  const change = snapshot && (await changeOf(parts, finding, snapshot));
  return changeRequest({
    finding,
    ...(owner ? { owner } : {}),
    ...(entry ? { prevention: entry.prevention } : {}),
    ...(change ? { change } : {}),
  });
}

/** Only a fault that the snapshot shows can be compared with what is asked for. */
async function changeOf(
  parts: Pick<EngineParts, 'catalogue' | 'policy'>,
  { controlId }: Finding,
  snapshot: Snapshot,
): Promise<{ readonly before: JsonObject; readonly expected: JsonObject } | undefined> {
  const control = entryOf(parts.catalogue, controlId)?.control;
  if (!control) return undefined;
  const parameters = parametersOf(control, await parts.policy());
  if (judge(control, snapshot, parameters).kind !== 'non-compliant') return undefined;
  return { before: snapshot.configuration, expected: control.repaired(snapshot, parameters) };
}
