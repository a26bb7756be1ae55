import {
  AUTH_PATHS,
  CSRF_HEADER,
  logInMethods,
  Problem,
  problemFrom,
  sessionState,
  type LogInMethods,
  type SessionState,
} from '@trueup/api-contract';
import { currentCsrf, keepCsrf } from './csrf.ts';

/** How a person comes in and goes out. Rejects with a Problem, as every operation does. */

/** The session of this browser's cookie; undefined when there is none, or when it is over. */
export async function readSession(): Promise<SessionState | undefined> {
  try {
    const session = sessionState.parse(await send(AUTH_PATHS.session));
    keepCsrf(session.csrf);
    return session;
  } catch (error) {
    if (error instanceof Problem && error.code === 'unauthenticated') return undefined;
    throw error;
  }
}

export async function logIn(name: string, password: string): Promise<SessionState> {
  await send(AUTH_PATHS.logIn, { name, password });
  const session = await readSession();
  if (session === undefined) throw new Problem('unauthenticated', 'the browser did not keep the cookie of the session');
  return session;
}

export async function logOut(): Promise<void> {
  try {
    await send(AUTH_PATHS.logOut, {});
  } catch (error) {
    // It was over already.
    if (!(error instanceof Problem) || error.code !== 'unauthenticated') throw error;
  }
  keepCsrf('');
}

/** Makes the first admin, with the secret that the server showed when it started. */
export async function makeFirstAdmin(given: {
  readonly secret: string;
  readonly name: string;
  readonly password: string;
}): Promise<void> {
  await send(AUTH_PATHS.bootstrap, given);
}

export async function readAuthMethods(): Promise<LogInMethods> {
  return logInMethods.parse(await send(AUTH_PATHS.methods));
}

async function send(path: string, body?: object): Promise<unknown> {
  const request: RequestInit =
    body === undefined
      ? {}
      : {
          method: 'POST',
          headers: { 'content-type': 'application/json', [CSRF_HEADER]: currentCsrf() },
          body: JSON.stringify(body),
        };
  const response = await answerOf(path, request);
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer;
  throw problemFrom(answer) ?? new Problem('unavailable', `the server answered with HTTP ${response.status}`);
}

async function answerOf(path: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...request, redirect: 'error' });
  } catch (error) {
    throw new Problem('unavailable', 'the server did not answer', { cause: error });
  }
}
