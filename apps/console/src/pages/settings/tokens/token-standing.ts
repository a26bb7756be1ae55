type TokenStanding = 'active' | 'expired' | 'revoked';

/** Whether something with an end still counts. */
export function tokenStanding(
  { revokedAt, expiresAt }: { readonly revokedAt?: string; readonly expiresAt?: string },
  now: number,
): TokenStanding {
  if (revokedAt !== undefined) return 'revoked';
  return expiresAt !== undefined && Date.parse(expiresAt) <= now ? 'expired' : 'active';
}
