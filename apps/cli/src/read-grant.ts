import { role, type Grant } from '@trueup/api-contract';
import { InvalidArgumentError } from 'commander';

/** `operator`, or `operator@111111111111,/Prod/Payments`: where it holds. For an option that may be given several times. */
export function severalGrants(value: string, before: readonly Grant[] | undefined): Grant[] {
  return [...(before ?? []), readGrant(value)];
}

function readGrant(text: string): Grant {
  const at = text.indexOf('@');
  const named = role.safeParse(at < 0 ? text : text.slice(0, at));
  if (!named.success) throw new InvalidArgumentError(`expected one of ${role.options.join(', ')}, or ROLE@WHERE.`);
  if (at < 0) return { role: named.data };
  const places = text.slice(at + 1).split(',');
  const accounts = places.filter((place) => /^\d{12}$/.test(place));
  const organizationalUnits = places.filter((place) => place.startsWith('/'));
  if (accounts.length + organizationalUnits.length < places.length) {
    throw new InvalidArgumentError('expected accounts of 12 digits and units such as /Prod after the @.');
  }
  return {
    role: named.data,
    ...(accounts.length === 0 ? {} : { accounts }),
    ...(organizationalUnits.length === 0 ? {} : { organizationalUnits }),
  };
}
