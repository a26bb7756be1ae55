import type { JsonObject } from '@trueup/core';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Until when an object of this bucket is to be locked; undefined: the bucket has no object lock. A bucket that does not
 * say is not taken for one without: the error goes on.
 */
export async function retentionOf(
  lockConfiguration: () => Promise<JsonObject>,
  saysNone: (error: unknown) => boolean,
  { now, retainDays }: { readonly now: string; readonly retainDays: number },
): Promise<string | undefined> {
  try {
    const { ObjectLockConfiguration } = await lockConfiguration();
    const enabled = (ObjectLockConfiguration as JsonObject | undefined)?.['ObjectLockEnabled'] === 'Enabled';
    return enabled ? new Date(Date.parse(now) + retainDays * DAY_MS).toISOString() : undefined;
  } catch (error) {
    if (saysNone(error)) return undefined;
    throw error;
  }
}
