import type { Delivery } from '@trueup/api-contract';
import type { Connected } from '../shell.ts';

const LOOK_EVERY_MS = 250;

/** Waits until a delivery has ended or its first attempt has failed. */
export async function followDelivery(
  { trueup, pause }: Pick<Connected, 'trueup' | 'pause'>,
  id: string,
): Promise<Delivery> {
  for (;;) {
    const delivery = await trueup.getDelivery({ id });
    if (delivery.status !== 'pending' || delivery.problem) return delivery;
    await pause(LOOK_EVERY_MS);
  }
}
