import type { Instant } from '@trueup/core';

/** Timestamps are epoch seconds with a fraction on this wire. */
export function epochSeconds(instant: Instant): number {
  return Date.parse(instant) / 1000;
}

/** The same for the members of a shape that are instants. */
export function withWireTimes<T extends object, K extends keyof T>(
  shape: T,
  names: readonly K[],
): Omit<T, K> & { readonly [N in K]?: number } {
  const times = names.flatMap((name) => {
    const value = shape[name];
    return typeof value === 'string' ? [[name, epochSeconds(value)]] : [];
  });
  return { ...shape, ...(Object.fromEntries(times) as { readonly [N in K]?: number }) };
}
