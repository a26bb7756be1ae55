import { AUTH_PATHS, LOG_IN_FAILED, Problem } from '@trueup/api-contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client';
import type { AccessParts } from './access-parts.ts';
import { problemOf } from '../http/problem-of.ts';
import { dropOldSession } from './auth-routes.ts';
import { oidcLogIn, type OidcClaims } from './oidc-log-in.ts';
import type { OidcSettings } from './oidc-settings.ts';
import { DOORKEEPER, recordAccess } from './record-access.ts';
import { hashOf, newSecret } from './secrets.ts';
import { setSessionCookie } from './session-cookie.ts';

/** What is remembered between the way out and the way back. */
interface Pending {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** The path of the console where it ends. */
  readonly to: string;
  readonly at: number;
}

const CALLBACK = '/auth/oidc/callback';
const PENDING_MS = 10 * 60 * 1000;
const MOST_PENDING = 1000;

/** Log-in by OpenID Connect: authorization code with PKCE, state and nonce. */
export function mountOidc(app: FastifyInstance, parts: AccessParts, settings: OidcSettings): void {
  const open = { config: { open: true, logIn: true } };
  const configuration = discovered(settings);
  const pending = pendingLogIns();
  const redirect = new URL(CALLBACK, settings.publicUrl).href;
  const start: Handler = async (request, reply) => {
    const verifier = randomPKCECodeVerifier();
    const to = consolePath((request.query as Readonly<Record<string, unknown>>)['to']);
    const one = { state: randomState(), nonce: randomNonce(), verifier, to, at: Date.now() };
    const target = buildAuthorizationUrl(await configuration(), {
      redirect_uri: redirect,
      scope: settings.groups === undefined ? 'openid email' : 'openid email groups',
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state: one.state,
      nonce: one.nonce,
    });
    reply.setCookie(cookieName(request), pending.add(one), cookieSettings(request));
    return reply.header('cache-control', 'no-store').redirect(target.href, 303);
  };
  const end: Handler = async (request, reply) => {
    const one = pending.take(request.cookies[cookieName(request)]);
    reply.clearCookie(cookieName(request), cookieSettings(request)).header('cache-control', 'no-store');
    if (!one) throw new Problem('unauthenticated', 'this log-in was not begun here, or it took too long: begin anew');
    const claims = await claimsOf(parts, request, { configuration: await configuration(), settings, one });
    const opened = await oidcLogIn(parts, settings, { claims, address: request.ip });
    await dropOldSession(parts, request);
    setSessionCookie(request, reply, opened.secret);
    return reply.redirect(one.to, 303);
  };
  app.get(AUTH_PATHS.oidcStart, open, leadingBack(start));
  app.get(CALLBACK, open, leadingBack(end));
}

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** People come here by the address alone: a failure leads them back to the log-in page, which has words for it. */
function leadingBack(handler: Handler): Handler {
  return async (request, reply) => {
    try {
      return await handler(request, reply);
    } catch (error) {
      request.log.warn({ err: error }, 'a log-in by OpenID Connect failed');
      const problem = problemOf(error);
      if (problem === undefined || request.headers.accept?.includes('text/html') !== true) throw error;
      return reply.redirect(`/?${new URLSearchParams({ [LOG_IN_FAILED]: problem.code }).toString()}`, 303);
    }
  };
}

const ANY_ORIGIN = 'http://trueup.invalid';
const LONGEST_PATH = 4_000;

/** A path that leads to no other site, however it is written. */
function consolePath(given: unknown): string {
  if (given === undefined) return '/';
  if (
    typeof given === 'string' &&
    given.startsWith('/') &&
    given.length <= LONGEST_PATH &&
    URL.canParse(given, ANY_ORIGIN)
  ) {
    const { origin, pathname, search, hash } = new URL(given, ANY_ORIGIN);
    if (origin === ANY_ORIGIN && !pathname.startsWith('//')) return `${pathname}${search}${hash}`;
  }
  throw new Problem('invalid', 'to: expected a path of the console, such as /findings');
}

async function claimsOf(
  parts: AccessParts,
  request: FastifyRequest,
  given: { readonly configuration: Configuration; readonly settings: OidcSettings; readonly one: Pending },
): Promise<OidcClaims> {
  const { configuration, settings, one } = given;
  try {
    const tokens = await authorizationCodeGrant(configuration, new URL(request.url, settings.publicUrl), {
      expectedState: one.state,
      expectedNonce: one.nonce,
      pkceCodeVerifier: one.verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) throw new Error('the issuer sent no ID token');
    if (configuration.serverMetadata().userinfo_endpoint === undefined) return claims;
    // Many issuers say there, and not in the token, what a scope gives. The subject must be the same.
    const more = await fetchUserInfo(configuration, tokens.access_token, claims.sub);
    return { ...more, ...claims };
  } catch (error) {
    await recordAccess(parts, parts.store, {
      actor: DOORKEEPER,
      action: 'login.failed',
      subject: { kind: 'user', id: 'unknown' },
      detail: { address: request.ip, by: 'oidc' },
    });
    throw new Problem('unauthenticated', 'the issuer did not confirm the log-in', { cause: error });
  }
}

/** Asked of the issuer once; a failure is asked again. */
function discovered({ issuer, clientId, clientSecret }: OidcSettings): () => Promise<Configuration> {
  let known: Configuration | undefined;
  // Plain HTTP passes only for this machine: see the settings.
  const execute = issuer.protocol === 'http:' ? [allowInsecureRequests] : [];
  return async () => {
    try {
      return (known ??= await discovery(issuer, clientId, clientSecret, undefined, { execute }));
    } catch (error) {
      throw new Problem('unavailable', 'the issuer of identities does not answer', { cause: error });
    }
  };
}

/** In this process alone: the way back must come to the server that the way out left from. */
function pendingLogIns(): { add(one: Pending): string; take(key: string | undefined): Pending | undefined } {
  const waiting = new Map<string, Pending>();
  return {
    add(one) {
      const [oldest] = waiting.keys();
      if (waiting.size >= MOST_PENDING && oldest !== undefined) waiting.delete(oldest);
      const key = newSecret();
      waiting.set(hashOf(key), one);
      return key;
    },
    take(key) {
      const hash = hashOf(key ?? '');
      const one = waiting.get(hash);
      waiting.delete(hash);
      return one && Date.now() - one.at <= PENDING_MS ? one : undefined;
    },
  };
}

const cookieName = ({ protocol }: FastifyRequest): string =>
  protocol === 'https' ? '__Host-trueup-login' : 'trueup-login';

/** Lax: the way back is a navigation that another site begins. */
const cookieSettings = ({ protocol }: FastifyRequest) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: protocol === 'https', maxAge: PENDING_MS / 1000 }) as const;
