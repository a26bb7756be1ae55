import type { ApiToken, Session, User } from '../access/access.ts';
import type { Instant } from '../value/instant.ts';

/** People, their tokens and their sessions. */
export interface IdentityStore {
  /** Inserts or replaces. Rejects with NameTaken where another has the name, the OIDC subject or the Slack id. */
  saveUser(user: User): Promise<void>;
  /** In a transaction the row is locked until its end. */
  user(id: string): Promise<User | undefined>;
  userNamed(name: string): Promise<User | undefined>;
  userOfOidc(issuer: string, subject: string): Promise<User | undefined>;
  userOfSlack(slackUserId: string): Promise<User | undefined>;
  /** By name. */
  users(): Promise<readonly User[]>;

  saveToken(token: ApiToken): Promise<void>;
  tokenByHash(hash: string): Promise<ApiToken | undefined>;
  tokens(userId?: string): Promise<readonly ApiToken[]>;
  tokenUsed(id: string, at: Instant): Promise<void>;

  saveSession(session: Session): Promise<void>;
  sessionByHash(hash: string): Promise<Session | undefined>;
  removeSession(hash: string): Promise<void>;
  removeSessionsOf(userId: string): Promise<void>;
  removeSessionsExpiredBefore(at: Instant): Promise<number>;

  /** One more failed log-in for this name or address; tells how many since `since`. */
  noteFailure(key: string, at: Instant, since: Instant): Promise<number>;
  failures(key: string, since: Instant): Promise<number>;
  clearFailures(key: string): Promise<void>;

  /** SHA-256 of the secret that makes the first admin, while there is none. */
  bootstrapHash(): Promise<string | undefined>;
  /** Undefined: it was used. */
  setBootstrapHash(hash: string | undefined): Promise<void>;
}

export class NameTaken extends Error {
  override readonly name = 'NameTaken';
}
