import { isJsonObject, type Asff, type DeliveryOutcome, type Door, type JsonObject } from '@trueup/core';
import { inBatches } from '../in-batches.ts';
import { callHub, outcomeOfFinding } from './call-hub.ts';

type Parts = { readonly door: Door };

/** BatchImportFindings takes a hundred findings of 6 MB together; those of our own checks have a few KB each. */
const MOST_FINDINGS = 100;

/** Sends a finding of our own checks. Of two words about one finding Security Hub keeps the later one by itself. */
export function importOwnFinding({ door }: Parts, asff: Asff, signal: AbortSignal): Promise<DeliveryOutcome> {
  const { ProductArn, AwsAccountId, Id } = asff;
  const own = Id.startsWith('trueup/') && ProductArn.endsWith(`:${AwsAccountId}:product/${AwsAccountId}/default`);
  if (!own) return Promise.resolve({ kind: 'delivered', detail: 'left: it is not a finding of an own check' });
  return batchOf(door, AwsAccountId, ProductArn.split(':')[3] ?? '')({ asff, signal });
}

interface Sending {
  readonly asff: Asff;
  readonly signal: AbortSignal;
}

type Batch = (sending: Sending) => Promise<DeliveryOutcome>;

/** By door, then account and region: what is sent to one at the same time goes in one call. */
const batches = new WeakMap<Door, Map<string, Batch>>();

function batchOf(door: Door, account: string, region: string): Batch {
  const key = `${account}/${region}`;
  const ofDoor = batches.get(door) ?? new Map<string, Batch>();
  batches.set(door, ofDoor);
  const known = ofDoor.get(key);
  if (known) return known;
  const made: Batch = inBatches(MOST_FINDINGS, (sendings) => send(door, { account, region }, sendings));
  ofDoor.set(key, made);
  return made;
}

async function send(
  door: Door,
  place: { readonly account: string; readonly region: string },
  sendings: readonly Sending[],
): Promise<readonly DeliveryOutcome[]> {
  // A finding may be named once in a call; the last word about it counts.
  const findings = new Map(sendings.map(({ asff }) => [asff.Id, withoutReceipt(asff)]));
  const signal = AbortSignal.any(sendings.map((sending) => sending.signal));
  const answer = await callHub(door, place, 'BatchImportFindings', { Findings: [...findings.values()] }, signal);
  if (answer.kind !== 'called') return sendings.map(() => answer);
  const failed = answer.output['FailedFindings'];
  const errors = new Map((Array.isArray(failed) ? failed.filter(isJsonObject) : []).map((one) => [one['Id'], one]));
  return sendings.map(({ asff }): DeliveryOutcome => {
    const error = errors.get(asff.Id);
    if (!error) return { kind: 'delivered', detail: 'imported' };
    return outcomeOfFinding(String(error['ErrorCode']), String(error['ErrorMessage']));
  });
}

/** ProcessedAt is Security Hub's to set. */
function withoutReceipt(asff: Asff): JsonObject {
  const { ProcessedAt: _receipt, ...rest } = asff as unknown as JsonObject;
  return rest;
}
