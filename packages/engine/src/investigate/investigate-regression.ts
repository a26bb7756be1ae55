import { causeOf, msBetween, type ChangeEvent, type Finding } from '@trueup/core';
import { investigate, keepInvestigation, type InvestigationParts } from './investigate-finding.ts';
import { lastRepairedAt } from './last-repaired-at.ts';

const ENGINE = { kind: 'system', name: 'engine' } as const;
/** CloudTrail's events come in within some fifteen minutes of the call (CloudTrail user guide). */
const EVENTS_COME_WITHIN_MS = 15 * 60_000;

/**
 * Who brought a fault back that we had repaired; undefined: CloudTrail does not say. While the event may still be on
 * its way nothing is kept, so that whoever asks next asks CloudTrail again.
 */
export async function investigateRegression(
  parts: InvestigationParts,
  finding: Finding,
): Promise<ChangeEvent | undefined> {
  const regressedAt = finding.regressedAt?.at(-1);
  if (regressedAt === undefined) return undefined;
  const { investigation: known } = finding;
  if (known && known.at >= regressedAt && known.cause !== undefined) return causeOf(known);
  // CloudTrail answers two requests a second: it is asked about repairs of ours that did not last, and no more.
  if ((await lastRepairedAt(parts, finding, regressedAt)) === undefined) return undefined;
  const found = await investigate(parts, finding);
  const cause = causeOf(found);
  const mayCome = found.unread === undefined && msBetween(regressedAt, found.at) < EVENTS_COME_WITHIN_MS;
  if (!cause && mayCome) return undefined;
  await keepInvestigation(parts, finding, found, ENGINE);
  return cause;
}
