import type { JsonObject } from '@trueup/core';

type Association = { readonly PublicIp?: string };
type Interface = {
  readonly Association?: Association;
  readonly PrivateIpAddresses: readonly { readonly Association?: Association }[];
};

/** Every public IPv4 address of an instance: of its primary interface, of others, and of their further addresses. */
export function publicAddresses(instance: JsonObject): readonly string[] {
  const primary = instance['PublicIpAddress'] as string | undefined;
  const interfaces = instance['NetworkInterfaces'] as readonly Interface[];
  const associations = interfaces.flatMap((one) => [
    one.Association,
    ...one.PrivateIpAddresses.map((address) => address.Association),
  ]);
  const found: (string | undefined)[] = [primary, ...associations.map((association) => association?.PublicIp)];
  return [...new Set(found.filter((address) => address !== undefined))];
}
