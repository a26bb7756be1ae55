import type { CheckpointPlace, CheckpointSigner } from '@trueup/core';
import type { ApplicationParts } from './application-parts.ts';
import { ensureCheckpointKey } from './checkpoint-key.ts';
import { checkpointPlaceOf } from './checkpoint-place-of.ts';
import { homeScope } from './home-scope.ts';

export type SigningParts = Pick<ApplicationParts, 'dataDir' | 'checkpoints' | 'door' | 'clock' | 'policy' | 'identity'>;

/** The key of this process, and the place where it keeps checkpoints, if any. Throws InvalidCheckpointPlace. */
export async function signingOf(
  parts: SigningParts,
): Promise<{ readonly signer: CheckpointSigner; readonly place?: CheckpointPlace }> {
  const { to } = parts.checkpoints;
  const signer = await ensureCheckpointKey(parts.dataDir);
  return to === undefined ? { signer } : { signer, place: placeNamed(parts, to) };
}

/** Throws InvalidCheckpointPlace. */
export function placeNamed(parts: SigningParts, to: string): CheckpointPlace {
  const { door, clock, policy, identity, checkpoints } = parts;
  const home = async (asked: { readonly region?: string }) =>
    homeScope({ policy: await policy.readIfThere(), identity, environment: process.env }, asked);
  return checkpointPlaceOf({ door, clock, home }, to, checkpoints.retainDays);
}
