import { z } from 'zod';
import { actorName } from './actor.ts';
import { list } from './list.ts';
import { accountId, instant } from './resource.ts';

export const role = z.enum(['viewer', 'operator', 'approver', 'admin', 'auditor']);
export type Role = z.output<typeof role>;

/** A role, and where it holds; without accounts and organizational units, everywhere. */
export const grant = z.strictObject({
  role,
  accounts: z.array(accountId).min(1).max(1000).readonly().exactOptional(),
  organizationalUnits: z
    .array(z.string().regex(/^\/[\w .\-/]{0,200}$/, 'expected a path such as /Prod/Payments'))
    .min(1)
    .max(100)
    .readonly()
    .exactOptional(),
});
export type Grant = z.output<typeof grant>;

export const grants = z.array(grant).max(50).readonly();

/** Who someone is to an issuer of OpenID Connect. */
export const oidcSubject = z.strictObject({
  issuer: z.url({ protocol: /^https?$/ }).max(500),
  subject: z.string().min(1).max(255),
});

export const email = z.email().max(254);
/** Long enough that guessing is hopeless; short enough that hashing it is no burden. */
export const newPassword = z.string().min(12, 'expected at least 12 characters').max(256);

/** A person, without secrets. */
export const user = z.object({
  id: z.string(),
  name: actorName,
  email: z.string().exactOptional(),
  grants: list(grant),
  oidc: oidcSubject.exactOptional(),
  /** Whether he can log in with a password. */
  hasPassword: z.boolean(),
  slackUserId: z.string().exactOptional(),
  createdAt: instant,
  disabledAt: instant.exactOptional(),
});
export type User = z.output<typeof user>;

/** A secret of a user for programs, without the secret. */
export const apiToken = z.object({
  id: z.string(),
  userId: z.string(),
  name: z.string(),
  grants: list(grant).exactOptional().meta({ description: 'Absent: those of the user.' }),
  createdAt: instant,
  expiresAt: instant,
  lastUsedAt: instant.exactOptional(),
  revokedAt: instant.exactOptional(),
});
export type ApiToken = z.output<typeof apiToken>;

/** Whoever asks, and how he came in. */
export const identity = z.object({
  name: z.string(),
  via: z.enum(['process', 'local-admin', 'token', 'session']).meta({ description: 'process: no server was asked.' }),
  grants: list(grant),
  tokenGrants: list(grant).exactOptional().meta({ description: 'What the token leaves of them.' }),
});
export type Identity = z.output<typeof identity>;

/** What POST /auth/login answers beside the cookie. */
export const openedSession = z.object({
  name: z.string(),
  csrf: z.string().meta({ description: 'For the header x-trueup-csrf of whatever changes something.' }),
  expiresAt: instant,
});

/** The body of POST /auth/login. */
export const logInBody = z.strictObject({ name: z.string().min(1).max(64), password: z.string().min(1).max(256) });

/** The body of POST /auth/bootstrap, which makes the first admin. */
export const bootstrapBody = z.strictObject({
  secret: z.string().min(1).max(200).meta({ description: 'What the server said at its start.' }),
  name: actorName,
  password: newPassword,
});

/** What GET /auth/session answers to whoever has a session. */
export const sessionState = z.object({ ...openedSession.shape, grants: list(grant) });
export type SessionState = z.output<typeof sessionState>;

/** What POST /auth/bootstrap and POST /auth/logout answer: whom it was about. The latter takes no body. */
export const namedPerson = z.object({ name: z.string() });

/** What GET /auth/methods answers, to anybody: how one can log in. */
export const logInMethods = z.object({
  password: z.literal(true),
  oidc: z.boolean().meta({ description: 'Through another issuer, from GET /auth/oidc/start on.' }),
  bootstrap: z.boolean().meta({ description: 'Nobody can yet: there is no user, and the first is to be made.' }),
});
export type LogInMethods = z.output<typeof logInMethods>;
