import { createHash, timingSafeEqual } from 'node:crypto';
import { ACTOR_HEADER, actorName, Problem } from '@trueup/api-contract';
import type { Actor } from '@trueup/core';

/** Who acts when the holder of the admin token names nobody. */
const LOCAL_ADMIN = 'local-admin';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/**
 * Tells who sent a request. Only the hash of the admin token stays in memory, and it is compared in constant time.
 *
 * The holder of the admin token may name the person he acts for in `x-trueup-actor`. That name is recorded as asserted:
 * it is as good as the care with which the token is kept, and no proof that this person sat at the keyboard.
 */
export function authentication(adminToken: string): (headers: Headers) => Actor {
  const expected = sha256(adminToken);
  return (headers) => {
    const presented = /^Bearer +(\S+)$/i.exec(single(headers['authorization']) ?? '')?.[1];
    if (presented === undefined || !timingSafeEqual(sha256(presented), expected)) {
      throw new Problem('unauthenticated', "this needs the header 'authorization: Bearer TOKEN' with a valid token");
    }
    return { kind: 'person', name: assertedName(headers) ?? LOCAL_ADMIN };
  };
}

function assertedName(headers: Headers): string | undefined {
  const given = headers[ACTOR_HEADER];
  if (given === undefined) return undefined;
  const parsed = actorName.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Problem('invalid', `header ${ACTOR_HEADER}: ${parsed.error.issues[0]?.message ?? 'not a name'}`);
}

function single(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
