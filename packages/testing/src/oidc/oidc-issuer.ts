import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

interface OidcIssuer {
  readonly issuer: string;
  /** Takes a browser from the page of the issuer to where it sends it back: the address with its code. */
  logIn(start: string, account: string): Promise<URL>;
  close(): Promise<void>;
}

export const CLIENT = { id: 'trueup', secret: 'a-secret-of-the-client' } as const;

/** A real issuer of OpenID Connect on this machine. It lets in whoever says who he is. */
export async function oidcIssuer(
  redirectUri: () => string,
  claimsOf: (account: string) => Readonly<Record<string, unknown>>,
): Promise<OidcIssuer> {
  const server = createServer((request, answer) => void callback(request, answer));
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri()] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], groups: ['groups'] },
    pkce: { required: () => true },
    cookies: { keys: ['for this test alone'] },
    findAccount: (_context, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, ...claimsOf(accountId) }),
    }),
  });
  const callback = provider.callback();
  return {
    issuer,
    logIn: (start, account) => throughPages(issuer, start, account),
    close: () => new Promise((done) => void server.close(() => done())),
  };
}

/** The pages of the issuer, as a person would click through them: who he is, then his consent. */
async function throughPages(issuer: string, start: string, account: string): Promise<URL> {
  const jar = new Map<string, string>();
  let at = new URL(start);
  let form: string | undefined;
  for (let step = 0; step < 12; step += 1) {
    if (at.origin !== issuer) return at;
    const answer = await fetch(at, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
      jar.set(name, value);
    }
    form = undefined;
    const location = answer.headers.get('location');
    if (location !== null) at = new URL(location, at);
    else
      form = (await answer.text()).includes('value="login"')
        ? `prompt=login&login=${account}&password=x`
        : 'prompt=consent';
  }
  throw new Error('the issuer led nowhere');
}
