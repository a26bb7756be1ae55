import type { Instant } from '../value/instant.ts';

/** What a person may do; each in a scope. */
export const ROLES = ['viewer', 'operator', 'approver', 'admin', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** A role, and where it holds; without accounts and organizational units, everywhere. */
export interface Grant {
  readonly role: Role;
  readonly accounts?: readonly string[];
  /** Paths as the policy gives them to its accounts. */
  readonly organizationalUnits?: readonly string[];
}

/** A person, however he logs in. */
export interface User {
  readonly id: string;
  /** As records name him; once among all, and never given to another. */
  readonly name: string;
  readonly email?: string;
  readonly grants: readonly Grant[];
  /** The issuer and subject of OpenID Connect that are this person. */
  readonly oidc?: { readonly issuer: string; readonly subject: string };
  /** Of a local password, as scrypt made it with its salt and cost; absent: none. */
  readonly passwordHash?: string;
  /** His id in Slack, once he has proven it. */
  readonly slackUserId?: string;
  readonly createdAt: Instant;
  readonly disabledAt?: Instant;
}

/** A secret of a user for programs, shown once. */
export interface ApiToken {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  /** SHA-256 of the secret. */
  readonly hash: string;
  /** Absent: those of the user. Never more than those. */
  readonly grants?: readonly Grant[];
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly lastUsedAt?: Instant;
  readonly revokedAt?: Instant;
}

/** A log-in of a browser. */
export interface Session {
  /** SHA-256 of the cookie's secret. */
  readonly hash: string;
  readonly userId: string;
  /** SHA-256 of what a form or script must send beside the cookie. */
  readonly csrfHash: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly lastSeenAt: Instant;
}
