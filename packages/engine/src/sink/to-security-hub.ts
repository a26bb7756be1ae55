import { isJsonObject, type Asff, type DeliveryOutcome, type JsonObject, type Parcel } from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { importOwnFinding } from './import-own-finding.ts';
import { reportRepair } from './report-repair.ts';

type Parts = Pick<EngineParts, 'door' | 'store'>;

/**
 * Tells the Security Hub of a finding's account and region what came of a repair, or sends it a finding of our own
 * checks, as the event says. Delivered twice it changes nothing. An event that concerns no Security Hub is an answer.
 */
export async function toSecurityHub(parts: Parts, { event }: Parcel, signal: AbortSignal): Promise<DeliveryOutcome> {
  if (event['detail-type'] === 'Trueup Execution Finished') {
    const { execution } = event.detail;
    return isJsonObject(execution) ? reportRepair(parts, execution, signal) : unfit(event['detail-type']);
  }
  const [finding] = Array.isArray(event.detail['findings']) ? (event.detail['findings'] as readonly unknown[]) : [];
  if (event['detail-type'] !== 'Security Hub Findings - Imported' || !isFinding(finding)) {
    return unfit(event['detail-type']);
  }
  return importOwnFinding(parts, finding as unknown as Asff, signal);
}

/** Only what was checked is published under this name; a test message is not. */
function isFinding(value: unknown): value is JsonObject {
  return isJsonObject(value) && typeof value['ProductArn'] === 'string' && typeof value['AwsAccountId'] === 'string';
}

const unfit = (type: string): DeliveryOutcome => ({
  kind: 'refused',
  code: 'INVALID_PARAMETER',
  message: `Security Hub takes findings and outcomes of repairs, and not: ${type}`,
});
